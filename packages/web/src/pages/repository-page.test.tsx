// @vitest-environment jsdom
import type { IndexRun } from '@branchline/contract';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleRepositoryDetails } from '../test-support/examples.ts';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const run: IndexRun = {
  id: 5,
  about: 'git',
  trigger: 'person',
  startedAt: '2026-03-09T10:00:00.000Z',
  endedAt: '2026-03-09T10:01:00.000Z',
  outcome: 'failed',
  failure: 'The address does not answer.',
  commitsWalked: 100,
  commitsLinked: 10,
  filesRead: 0,
  pullRequestsRead: 0,
  phases: [
    {
      phase: 'cloning',
      startedAt: '2026-03-09T10:00:00.000Z',
      endedAt: '2026-03-09T10:00:30.000Z',
      done: 1200,
      total: 1200,
      bytes: 3_400_000,
    },
  ],
};

const settings = {
  displayName: null,
  tags: { include: [], exclude: [] },
  refs: { also: [], not: [] },
  runsSmartCommits: true,
  webLinks: { repository: null, commit: null, file: null, branch: null, tag: null, pullRequest: null },
  schedule: { leastMinutes: null, mostMinutes: null },
  version: 'one',
};
const preview = {
  links: [{ kind: 'commit', about: '00ff', url: 'https://code.example/c/00ff' }],
  tags: { counted: 2, leftOut: 1, countedExamples: ['v1', 'v2'], leftOutExamples: ['nightly'] },
};

const one = {
  'GET /api/v1/repositories/1': exampleRepositoryDetails({ name: 'Ours', serviceName: 'team/code', runs: [run] }),
};
const inSettings = {
  ...one,
  'GET /api/v1/repositories/1/settings': settings,
  'POST /api/v1/repositories/1/settings/preview': preview,
};

describe('one repository', () => {
  it('says what it is called, how it stands, and what was read last', async () => {
    openApp('/repositories/1', one);
    expect(await screen.findByRole('heading', { level: 1, name: /Ours.*Up to date/u })).toBeTruthy();
    expect(screen.getByText('Called team/code at its service.')).toBeTruthy();
    expect(screen.getByText('20,311 of 103,140')).toBeTruthy();
    expect(screen.getByText('The address does not answer.')).toBeTruthy();
    expect(screen.getByText('1,200 of 1,200 · 3.4 MB')).toBeTruthy();
  });

  it('has its log page by page, narrowed, and as a file', async () => {
    const { requests } = openApp('/repositories/1?tab=log', {
      ...one,
      'GET /api/v1/repositories/1/runs': { runs: [run], next: '5' },
      'GET /api/v1/repositories/1/runs?cursor=5': { runs: [{ ...run, id: 4, failure: 'Older.' }], next: null },
      'GET /api/v1/repositories/1/runs?outcome=done': { runs: [], next: null },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Show older ones' }));
    expect(await screen.findByText('Older.')).toBeTruthy();
    const file = screen.getByRole('link', { name: 'Download as text' }).getAttribute('href');
    expect(file).toBe('/api/v1/repositories/1/index-log?format=text');
    fireEvent.change(screen.getByLabelText('Outcome'), { target: { value: 'done' } });
    expect(await screen.findByText('No indexing matches. Take a filter away.')).toBeTruthy();
    expect(requests).toContain('GET /api/v1/repositories/1/runs?outcome=done');
  });

  it('is read again as far as somebody wants', async () => {
    const pullRequests = { progress: null, readAt: null, problem: null };
    const { requests } = openApp('/repositories/1', {
      'GET /api/v1/repositories/1': exampleRepositoryDetails({ pullRequests }),
      'POST /api/v1/repositories/1/pull-requests/17/reindex': { queued: 1 },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Reindex' }));
    const dialog = within(screen.getByRole('dialog'));
    fireEvent.click(dialog.getByRole('radio', { name: 'One pull request' }));
    const button = dialog.getByRole<HTMLButtonElement>('button', { name: 'Reindex' });
    expect(button.disabled).toBe(true);
    fireEvent.change(dialog.getByLabelText('Its number at the service'), { target: { value: '17' } });
    fireEvent.click(button);
    await waitFor(() => expect(requests).toContain('POST /api/v1/repositories/1/pull-requests/17/reindex'));
  });

  it('can be stopped while it is indexed', async () => {
    const job = { id: '9', name: 'index-repository', keptBecause: null, isEnding: false };
    const rest = {
      key: null,
      for: 'person',
      state: 'running',
      repository: null,
      integration: null,
      jiraSite: null,
      attempts: 1,
      lastError: null,
      waitsFor: null,
      pausedBecause: null,
      requestsWaitUntil: null,
      runAt: run.startedAt,
      addedAt: run.startedAt,
      startedAt: run.startedAt,
    };
    const { requests } = openApp('/repositories/1', {
      'GET /api/v1/repositories/1': exampleRepositoryDetails({ state: 'indexing' }),
      'GET /api/v1/jobs?repository=1&state=running': { jobs: [{ ...job, ...rest }], next: null },
      'POST /api/v1/jobs/9/cancel': { state: 'ending' },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Stop indexing' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/jobs/9/cancel'));
  });
});

describe('its settings', () => {
  it('are tried out while they are typed, and saved with the version they started from', async () => {
    const { requests } = openApp('/repositories/1?tab=settings', {
      ...inSettings,
      'PUT /api/v1/repositories/1/settings': { ...settings, version: 'two' },
    });
    expect(await screen.findByText('2 tags count, 1 tag is left out.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'https://code.example/c/00ff' })).toBeTruthy();
    fireEvent.change(screen.getByLabelText(/^Only tags that match/u), { target: { value: 'v*\n\n/^r\\d/' } });
    fireEvent.change(screen.getByLabelText(/^Display name/u), { target: { value: ' Mine ' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save settings' }));
    expect(await screen.findByText('Saved. Tags, refs and Jira follow in the background.')).toBeTruthy();
    const sent = requests.find((request) => request.startsWith('PUT')) ?? '';
    expect(JSON.parse(sent.slice(sent.indexOf('{')))).toMatchObject({
      displayName: 'Mine',
      tags: { include: ['v*', '/^r\\d/'] },
    });
  });

  it.each([
    [/^Only tags that match/u, '/(/', 'is not closed'],
    [/^Besides the usual ones/u, '+refs/x:refs/y', 'does not begin with "refs/"'],
    [/^Least minutes/u, '0', 'Write a whole number from 1 to 43200'],
    [/^Commit \(/u, 'javascript:{commit}', 'must be a web address'],
  ])('%s of %s is not sent: %s', async (label, typed, words) => {
    openApp('/repositories/1?tab=settings', inSettings);
    fireEvent.change(await screen.findByLabelText(label), { target: { value: typed } });
    expect(screen.getByRole('alert').textContent).toContain(words);
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Save settings' }).disabled).toBe(true);
    expect(screen.getByText(/The preview waits/u)).toBeTruthy();
  });

  it('keep what was typed when somebody else was faster', async () => {
    openApp('/repositories/1?tab=settings', { ...inSettings, 'PUT /api/v1/repositories/1/settings': 412 });
    fireEvent.change(await screen.findByLabelText(/^Display name/u), { target: { value: 'Mine' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save settings' }));
    expect(await screen.findByText('Somebody else changed this meanwhile')).toBeTruthy();
    expect(screen.getByLabelText<HTMLInputElement>(/^Display name/u).value).toBe('Mine');
  });
});
