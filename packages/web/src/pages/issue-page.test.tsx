// @vitest-environment jsdom
import { cleanup, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const nothing = {
  key: 'DEMO-1',
  formerKeys: [],
  issue: null,
  children: null,
  repositories: [],
  coverage: { repositories: 1, notYetIndexed: 0, failed: 0 },
  withheld: [],
};
const told = { summary: 'Slow start', type: 'Bug', status: 'In Progress', url: 'https://jira.example/browse/DEMO-2' };
const issue = {
  key: 'DEMO-1',
  commitCount: 1,
  branchCount: 0,
  pullRequestCount: 0,
  repositoryCount: 1,
  latestTitle: 'DEMO-1 Wait',
  latestAuthor: 'Ada',
  latestAt: '2026-03-09T10:00:00.000Z',
  movedTo: 'DEMO-2',
  issue: told,
};

describe('what Jira says of issues', () => {
  it('says what issues are, and where they moved', async () => {
    openApp('/issues', { 'GET /api/v1/issues': { issues: [issue], next: null } });
    expect(await screen.findByText('Slow start')).toBeTruthy();
    expect(screen.getByText('In Progress')).toBeTruthy();
    expect(screen.getByText('now DEMO-2')).toBeTruthy();
  });

  it('leads from a former key to the present one', async () => {
    const present = { ...nothing, key: 'DEMO-2', formerKeys: ['DEMO-1'], issue: told };
    const { history } = openApp('/issues/demo-1', {
      'GET /api/v1/issues/demo-1/development': present,
      'GET /api/v1/issues/DEMO-2/development': present,
    });
    await waitFor(() => expect(history.location.pathname).toBe('/issues/DEMO-2'));
    expect((await screen.findByRole('link', { name: 'Slow start' })).getAttribute('href')).toBe(told.url);
    expect(screen.getByText('Formerly DEMO-1')).toBeTruthy();
    expect(screen.getByText('In Progress')).toBeTruthy();
  });
});
