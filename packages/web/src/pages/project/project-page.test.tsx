// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleCommit } from '../../test-support/browse-examples.ts';
import { openApp } from '../../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const code = { id: 1, name: 'team/code' };
const page = (commits: unknown[], changes: object = {}) => ({
  project: 'ABC',
  commits,
  next: null,
  repositories: [code, { id: 2, name: 'team/other' }],
  withheld: [],
  ...changes,
});
const commit = (letter: string) => ({ ...exampleCommit(letter), repository: code });

describe('the commits of a project', () => {
  it('lists them with their repository, under the key of today', async () => {
    openApp('/projects/old', { 'GET /api/v1/projects/OLD/commits': page([commit('d')]) });
    expect(await screen.findByRole('heading', { level: 1, name: 'Commits of ABC' })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Commit d' }).getAttribute('href')).toBe(
      `/browse/1/commits/${'d'.repeat(40)}`,
    );
    expect(screen.getByRole('link', { name: 'team/code' }).getAttribute('href')).toBe('/browse/1');
    expect(screen.getByRole('link', { name: 'Issues of ABC' }).getAttribute('href')).toBe('/issues?search=ABC-');
  });

  it('filters by repository and author at the server, and keeps that in the address', async () => {
    const { history } = openApp('/projects/ABC', {
      'GET /api/v1/projects/ABC/commits': page([commit('d')]),
      'GET /api/v1/projects/ABC/commits?repository=2': page([commit('e')]),
      'GET /api/v1/projects/ABC/commits?repository=2&author=bob': page([]),
    });
    await screen.findByRole('link', { name: 'Commit d' });
    fireEvent.change(screen.getByLabelText('Repository'), { target: { value: '2' } });
    expect(await screen.findByRole('link', { name: 'Commit e' })).toBeTruthy();
    fireEvent.change(screen.getByLabelText('Author'), { target: { value: 'bob' } });
    expect(await screen.findByRole('heading', { name: 'No commit matches' })).toBeTruthy();
    expect(history.location.search).toBe('?repository=2&author=bob');
  });

  it('goes on behind the last, and tells what services keep back', async () => {
    const withheld = [{ integrationId: 7, integrationName: 'Strict', because: 'Strict asks you.', remedy: 'Connect.' }];
    openApp('/projects/ABC', {
      'GET /api/v1/projects/ABC/commits': page([commit('d')], { next: 'more', withheld }),
      'GET /api/v1/projects/ABC/commits?cursor=more': page([commit('e')]),
    });
    expect(await screen.findByText('Strict asks you. Connect.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show older commits' }));
    expect(await screen.findByRole('link', { name: 'Commit e' })).toBeTruthy();
  });

  it.each([
    [page([]), 'No commit of this project yet'],
    [404, 'There is no such project that you may see'],
  ])('says why there is nothing', async (answer, heading) => {
    openApp('/projects/ABC', { 'GET /api/v1/projects/ABC/commits': answer });
    expect(await screen.findByRole('heading', { name: heading })).toBeTruthy();
  });

  it('shows what went wrong, and takes no word of the address at its word', async () => {
    const { requests } = openApp('/projects/ABC?repository=x', { 'GET /api/v1/projects/ABC/commits': 503 });
    expect(await screen.findByText('What to do.')).toBeTruthy();
    await waitFor(() => expect(requests).toContain('GET /api/v1/projects/ABC/commits'));
  });
});
