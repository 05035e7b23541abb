// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleRepository } from '../test-support/examples.ts';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const two = [
  exampleRepository({ id: 1, name: 'team/code' }),
  exampleRepository({
    id: 2,
    name: 'team/more',
    state: 'failed',
    stateReason: 'The token has ended.',
    remoteState: 'archived',
  }),
];
const page = (repositories: unknown[], next: number | null = null, total = repositories.length) => ({
  repositories,
  next,
  total,
});
const names = { 'GET /api/v1/integrations?limit=200': { integrations: [], next: null } };

describe('the list of repositories', () => {
  it('says how many there are, and each with its state and reason', async () => {
    openApp('/repositories', { ...names, 'GET /api/v1/repositories': page(two, null, 10_000) });
    expect(await screen.findByText('10,000 repositories connected.')).toBeTruthy();
    const row = screen.getByRole('row', { name: /team\/more/u });
    expect(within(row).getByText('The token has ended.')).toBeTruthy();
    expect(within(row).getByText('team/code · Archived')).toBeTruthy();
    expect(within(row).getByRole('link').getAttribute('href')).toBe('/repositories/2');
  });

  it('filters and sorts at the server, and keeps that in the address', async () => {
    const filtered = '?state=failed&association=own&sort=commits';
    const { history, requests } = openApp('/repositories', {
      ...names,
      'GET /api/v1/repositories': page(two),
      'GET /api/v1/repositories?state=failed': page(two),
      'GET /api/v1/repositories?state=failed&association=own': page(two),
      [`GET /api/v1/repositories${filtered}`]: page(two),
      [`GET /api/v1/repositories${filtered}&order=descending`]: page(two),
    });
    await screen.findByRole('link', { name: 'team/code' });
    fireEvent.change(screen.getByLabelText('State'), { target: { value: 'failed' } });
    await waitFor(() => expect(history.location.search).toBe('?state=failed'));
    await waitFor(() => expect(requests).toContain('GET /api/v1/repositories?state=failed'));
    fireEvent.change(screen.getByLabelText('Projects'), { target: { value: 'own' } });
    await waitFor(() => expect(history.location.search).toContain('association=own'));
    fireEvent.click(screen.getByRole('button', { name: /Linked commits/u }));
    await waitFor(() => {
      expect(requests).toContain(`GET /api/v1/repositories${filtered}`);
    });
    fireEvent.click(screen.getByRole('button', { name: /Linked commits/u }));
    await waitFor(() => {
      expect(requests).toContain(`GET /api/v1/repositories${filtered}&order=descending`);
    });
  });

  it('goes on behind the last repository', async () => {
    const { requests } = openApp('/repositories', {
      ...names,
      'GET /api/v1/repositories': page([two[0]], 1, 2),
      'GET /api/v1/repositories?after=1': page([two[1]], null, 2),
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Show more repositories' }));
    expect(await screen.findByRole('row', { name: /team\/more/u })).toBeTruthy();
    expect(requests).toContain('GET /api/v1/repositories?after=1');
  });

  it('does one thing with all that are chosen, and says what came of it', async () => {
    const { requests } = openApp('/repositories', {
      ...names,
      'GET /api/v1/repositories': page(two),
      'POST /api/v1/repositories/orders': { done: 1, missing: 1 },
    });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all that are shown' }));
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
    await waitFor(() => {
      expect(requests).toContain('POST /api/v1/repositories/orders {"ids":[1,2],"order":"pause"}');
    });
    expect(await screen.findByText(/1 repository paused\. Gone already: 1 repository\./u)).toBeTruthy();
  });

  it.each([
    ['/repositories', 'No repository is connected yet'],
    ['/repositories?search=zebra', 'No repository matches'],
  ])('%s without any says why', async (address, heading) => {
    const path = address.replace('/repositories', '/api/v1/repositories');
    openApp(address, { ...names, [`GET ${path}`]: page([]) });
    expect(await screen.findByRole('heading', { name: heading })).toBeTruthy();
  });

  it('shows what went wrong, and takes no word of the address at its word', async () => {
    openApp('/repositories?state=lost&sort=colour&integration=x', { ...names, 'GET /api/v1/repositories': 503 });
    expect(await screen.findByText('What to do.')).toBeTruthy();
  });
});
