// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleLine, exampleService } from '../test-support/integration-examples.ts';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const two = [
  exampleLine({ id: 7, name: 'Alpha' }),
  exampleLine({
    id: 8,
    name: 'Beta',
    state: 'paused',
    pausedBecause: 'The token is refused.',
    features: { pullRequests: false, actions: false, webhooks: 'failing' },
    indexedAt: null,
  }),
];
const services = { 'GET /api/v1/git-services': { gitServices: [exampleService()] } };
const list = { ...services, 'GET /api/v1/integrations': { integrations: two, next: null } };

describe('the list of integrations', () => {
  it('says of each how it stands and what it can do', async () => {
    openApp('/integrations', list);
    const rows = within(await screen.findByRole('table', { name: 'Integrations' })).getAllByRole('row');
    expect(rows).toHaveLength(3);
    expect(rows[1]?.textContent).toContain('Up to date');
    expect(rows[1]?.textContent).toContain('Pull requests');
    expect(rows[2]?.textContent).toContain('The token is refused.');
    expect(rows[2]?.textContent).toContain('Webhooks fail');
    expect(rows[2]?.textContent).toContain('not yet');
    expect(screen.getByRole('link', { name: 'Alpha' }).getAttribute('href')).toBe('/integrations/7');
  });

  it('keeps filters and sorting in the address, and asks the server', async () => {
    const { requests, history, answer } = openApp('/integrations', list);
    await screen.findByRole('table');
    answer('GET /api/v1/integrations?service=gitlab', { integrations: two.slice(0, 1), next: null });
    fireEvent.change(await screen.findByLabelText('Service'), { target: { value: 'gitlab' } });
    await waitFor(() => expect(requests).toContain('GET /api/v1/integrations?service=gitlab'));
    answer('GET /api/v1/integrations?service=gitlab&sort=indexed', { integrations: two.slice(0, 1), next: null });
    fireEvent.click(screen.getByRole('button', { name: 'Last indexed' }));
    await waitFor(() => expect(requests).toContain('GET /api/v1/integrations?service=gitlab&sort=indexed'));
    expect(history.location.search).toBe('?service=gitlab&sort=indexed');
  });

  it('leaves out what an address says that is nothing', async () => {
    const { requests } = openApp('/integrations?state=lost&sort=color&attention=maybe', list);
    await screen.findByRole('table');
    expect(requests).toContain('GET /api/v1/integrations');
  });

  it('does the same with many, and says for which it did not work', async () => {
    const { requests } = openApp('/integrations', {
      ...list,
      'POST /api/v1/integrations/7/resume': undefined,
      'POST /api/v1/integrations/8/resume': 409,
    });
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all that are shown' }));
    fireEvent.click(screen.getByRole('button', { name: 'Resume' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/integrations/8/resume'));
    expect(requests).toContain('POST /api/v1/integrations/7/resume');
    expect(await screen.findByText('Beta: Why. What to do.')).toBeTruthy();
  });

  it('leads into the wizard while there is none, and says when nothing matches', async () => {
    const none = { integrations: [], next: null };
    const app = openApp('/integrations', { ...services, 'GET /api/v1/integrations': none });
    expect(await screen.findByText('No integration is connected yet')).toBeTruthy();
    const links = screen.getAllByRole('link', { name: 'Add an integration' });
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['/integrations/new', '/integrations/new']);
    app.answer('GET /api/v1/integrations?attention=yes', none);
    fireEvent.change(screen.getByLabelText('Attention'), { target: { value: 'yes' } });
    expect(await screen.findByText('No integration matches')).toBeTruthy();
  });

  it('shows the next page when asked, and what went wrong', async () => {
    openApp('/integrations', {
      ...services,
      'GET /api/v1/integrations': { integrations: two.slice(0, 1), next: 7 },
      'GET /api/v1/integrations?after=7': 503,
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Show more integrations' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 503');
    expect(screen.getByRole('link', { name: 'Alpha' })).toBeTruthy();
  });
});
