// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  exampleJiraSite,
  exampleOverview,
  exampleRepository,
  exampleRepositoryDetails,
} from './test-support/examples.ts';
import { openApp } from './test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
  window.history.replaceState(null, '', '/');
});

const press = (key: string) => fireEvent.keyDown(document.body, { key });

describe('overview', () => {
  it('answers first, then shows progress', async () => {
    const progress = {
      phase: 'reading-history',
      done: 10,
      total: 40,
      bytes: null,
      ratePerSecond: 5,
      secondsLeft: 6,
    } as const;
    const indexing = exampleRepository({ id: 2, name: 'team/more', state: 'indexing', progress });
    openApp('/', { 'GET /api/v1/overview': exampleOverview([exampleRepository(), indexing]) });
    expect(await screen.findByRole('heading', { name: '1 repository up to date, 1 indexing' })).toBeTruthy();
    expect(screen.getByText('Reading history 10 of 40 commits · 5/s · 6 s left')).toBeTruthy();
    const bar = screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Indexing of team/more' });
    expect([bar.value, bar.max]).toEqual([10, 40]);
    expect(screen.queryByText('Needs you')).toBeNull();
  });

  it('offers the one next step when nothing is connected', async () => {
    openApp('/', { 'GET /api/v1/overview': { ...exampleOverview([]), integrations: [] } });
    const link = await screen.findByRole('link', { name: 'Add an integration' });
    expect(link.getAttribute('href')).toBe('/integrations/new');
  });

  it('lists what needs a person with its reason and the button that helps', async () => {
    const failed = exampleRepository({ state: 'failed', stateReason: 'The password has expired.' });
    const { requests } = openApp('/', {
      'GET /api/v1/overview': exampleOverview([failed]),
      'POST /api/v1/repositories/1/reindex': { queued: 1 },
    });
    expect(await screen.findByText('The password has expired.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/repositories/1/reindex'));
    // Having acted, the page looks again.
    await waitFor(() => expect(requests.filter((each) => each === 'GET /api/v1/overview').length).toBeGreaterThan(1));
  });

  it('explains a failure and tries again when asked', async () => {
    const app = openApp('/', { 'GET /api/v1/overview': 503 });
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 503');
    expect(screen.getByText('What to do.')).toBeTruthy();
    app.answer('GET /api/v1/overview', exampleOverview([exampleRepository()]));
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { name: '1 repository up to date' })).toBeTruthy();
  });
});

describe('issues', () => {
  const issue = {
    key: 'DEMO-1',
    commitCount: 1,
    branchCount: 2,
    pullRequestCount: 3,
    repositoryCount: 1,
    latestTitle: 'DEMO-1 Wait',
    latestAuthor: 'Ada',
    latestAt: '2026-03-09T10:00:00.000Z',
    movedTo: null,
    issue: null,
  };

  it('lists a page and brings the next one', async () => {
    openApp('/issues', {
      'GET /api/v1/issues': { issues: [issue], next: 'more' },
      'GET /api/v1/issues?cursor=more': { issues: [{ ...issue, key: 'DEMO-2' }], next: null },
    });
    expect((await screen.findByRole('link', { name: 'DEMO-1' })).getAttribute('href')).toBe('/issues/DEMO-1');
    expect(screen.getByText('1 commit, 2 branches, 3 pull requests')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show more issues' }));
    expect(await screen.findByRole('link', { name: 'DEMO-2' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show more issues' })).toBeNull();
  });

  it('keeps the search in the address, and / leads to it', async () => {
    const { history } = openApp('/issues', {
      'GET /api/v1/issues': { issues: [issue], next: null },
      'GET /api/v1/issues?search=XY': { issues: [], next: null },
    });
    const field = await screen.findByRole('searchbox');
    press('/');
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: ' XY' } });
    expect(await screen.findByText('No issue key begins with “XY”')).toBeTruthy();
    expect(history.location.search).toBe('?search=XY');
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

  it('opens an issue with the panel', async () => {
    openApp('/issues/DEMO-1', { 'GET /api/v1/issues/DEMO-1/development': nothing });
    expect(await screen.findByText('Nothing names DEMO-1 yet')).toBeTruthy();
    expect(screen.getByRole('navigation')).toBeTruthy();
  });

  it('shows the panel without the frame where it is embedded, and does not leave it to sign in', async () => {
    const { history } = openApp('/embedded/issues/DEMO-1', { 'GET /api/v1/issues/DEMO-1/development': 401 });
    expect(await screen.findByText(/Sign in to Branchline/u)).toBeTruthy();
    expect(screen.queryByRole('navigation')).toBeNull();
    expect(history.location.pathname).toBe('/embedded/issues/DEMO-1');
  });
});

describe('repository', () => {
  const answers = {
    'GET /api/v1/repositories/1': exampleRepositoryDetails(),
    'GET /api/v1/repositories': { repositories: [] },
    'GET /api/v1/integrations/7/removal': {
      repositories: 1,
      linkedCommits: 31_283,
      linkedBranches: 1,
      linkedPullRequests: 0,
      webhooks: 2,
      jiraSites: [{ id: 3, name: 'Example Jira', entries: 31_284 }],
    },
    'DELETE /api/v1/integrations/7?keepsInJira=no': {
      repositories: 1,
      linkedCommits: 31_283,
      linkedBranches: 1,
      linkedPullRequests: 0,
      webhooks: 2,
      jiraSites: [],
    },
  };

  it('shows facts, and pauses and reindexes', async () => {
    const { requests } = openApp('/repositories/1', {
      ...answers,
      'POST /api/v1/repositories/1/pause': undefined,
      'POST /api/v1/repositories/1/reindex': 409,
    });
    expect(await screen.findByText('20,311 of 103,140')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/repositories/1/pause'));
    fireEvent.click(screen.getByRole('button', { name: 'Reindex' }));
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Reindex' }));
    expect(await screen.findByText('What to do.')).toBeTruthy();
  });

  it('says in numbers what disconnecting removes before it does', async () => {
    const { requests, history } = openApp('/repositories/1', answers);
    fireEvent.click(await screen.findByRole('button', { name: 'Disconnect' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Disconnect team/code?' }));
    expect(await dialog.findByText('31,284 entries from Example Jira')).toBeTruthy();
    expect(dialog.getByText(/31,283 linked commits and 1 linked branch /u)).toBeTruthy();
    expect(dialog.getByText('2 webhooks that Branchline made at the Git service')).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Disconnect' }));
    await waitFor(() => expect(requests).toContain('DELETE /api/v1/integrations/7?keepsInJira=no'));
    await waitFor(() => expect(history.location.pathname).toBe('/integrations'));
  });

  it('disconnects nothing when cancelled', async () => {
    const { requests } = openApp('/repositories/1', answers);
    fireEvent.click(await screen.findByRole('button', { name: 'Disconnect' }));
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(requests.some((request) => request.startsWith('DELETE'))).toBe(false);
  });
});

describe('Jira site', () => {
  it('shows what was refused and sends everything again', async () => {
    const site = exampleJiraSite();
    const { requests } = openApp('/jira-sites/3', {
      'GET /api/v1/jira-sites/3': { ...site, sending: { ...site.sending, waiting: 6000, refused: 1 } },
      'GET /api/v1/jira-sites/3/refused': {
        refused: [{ kind: 'commit', name: 'abc', message: 'Too long.', repositoryId: 1, repositoryName: 'team/code' }],
      },
      'POST /api/v1/jira-sites/3/resend': { queued: 1 },
    });
    expect(await screen.findByText('Sending to Jira 4,001 of 10,001')).toBeTruthy();
    expect(await screen.findByText('Too long.')).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Jira refused 1 entry' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Send everything again' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Send everything to Example Jira again?' }));
    expect(dialog.getByText(/^4,000 entries of 0 repositories are sent once more/u)).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Send everything again' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/jira-sites/3/resend'));
  });
});

describe('signing in', () => {
  it('is asked for when the server says 401, and leads back', async () => {
    const app = openApp('/issues?search=DEMO', { 'GET /api/v1/issues?search=DEMO': 401 });
    const field = await screen.findByLabelText('Access token');
    expect(app.history.location.pathname).toBe('/sign-in');
    app.answer('POST /api/v1/session', undefined);
    app.answer('GET /api/v1/issues?search=DEMO', { issues: [], next: null });
    fireEvent.change(field, { target: { value: ' open sesame ' } });
    fireEvent.click(screen.getByText('Sign in with the token'));
    expect(await screen.findByText('No issue key begins with “DEMO”')).toBeTruthy();
    expect(app.requests).toContain('POST /api/v1/session {"token":"open sesame"}');
    expect(app.history.location.href).toBe('/issues?search=DEMO');
  });

  it('explains a wrong token', async () => {
    openApp('/sign-in', { 'POST /api/v1/session': 401 });
    fireEvent.change(await screen.findByLabelText('Access token'), { target: { value: 'wrong' } });
    fireEvent.click(screen.getByText('Sign in with the token'));
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 401');
  });

  it('happens at once with a token in the address, which is then gone from it', async () => {
    window.history.replaceState(null, '', '/sign-in#token=abc');
    const { requests } = openApp('/sign-in', {
      'POST /api/v1/session': undefined,
      'GET /api/v1/overview': exampleOverview([exampleRepository()]),
    });
    expect(await screen.findByRole('heading', { name: '1 repository up to date' })).toBeTruthy();
    expect(requests).toContain('POST /api/v1/session {"token":"abc"}');
    expect(window.location.href).not.toContain('abc');
  });
});

describe('everywhere', () => {
  it('says so where there is no page', async () => {
    openApp('/nowhere', {});
    expect(await screen.findByRole('heading', { name: 'There is no page at this address' })).toBeTruthy();
  });

  it('goes places and helps by keyboard', async () => {
    const { history } = openApp('/explain', { 'GET /api/v1/repositories': { repositories: [] } });
    await screen.findByRole('heading', { name: 'Explain' });
    press('?');
    expect(screen.getByRole('dialog', { name: 'Keyboard' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    press('g');
    press('r');
    await waitFor(() => expect(history.location.pathname).toBe('/repositories'));
  });

  it('goes to the search of issues from any page', async () => {
    openApp('/explain', { 'GET /api/v1/issues': { issues: [], next: null } });
    await screen.findByRole('heading', { name: 'Explain' });
    press('/');
    const field = await screen.findByRole('searchbox');
    await waitFor(() => expect(document.activeElement).toBe(field));
  });

  it('switches colours and remembers', async () => {
    openApp('/explain', {});
    fireEvent.click(await screen.findByRole('button', { name: /Colours follow the system/u }));
    fireEvent.click(screen.getByRole('button', { name: /Light colours/u }));
    expect(document.documentElement.dataset['colorMode']).toBe('dark');
    expect(localStorage.getItem('branchline.colors')).toBe('dark');
  });
});
