// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { exampleJob } from '../test-support/integration-examples.ts';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const queue = { counts: { waiting: 2, running: 1, failed: 1 }, paused: null };
const jobs = [
  exampleJob({ id: '1', state: 'running', waitsFor: null, startedAt: '2026-03-09T10:00:00.000Z' }),
  exampleJob({
    id: '2',
    name: 'check-integration',
    repository: null,
    waitsFor: 'integration-paused',
    pausedBecause: 'The token is refused.',
    keptBecause: null,
  }),
  exampleJob({
    id: '3',
    name: 'remove-integration',
    repository: null,
    keptBecause: 'It removes an integration that somebody disconnected.',
  }),
  exampleJob({
    id: '4',
    name: 'push-development-information',
    jiraSite: { id: 3, name: 'Example Jira' },
    state: 'failed',
    waitsFor: null,
    attempts: 5,
    lastError: 'Jira refused the token.',
  }),
];
const budgets = {
  budgets: [
    {
      name: 'integration/7',
      integrationId: 7,
      integrationName: 'Code',
      counts: [{ resource: 'core', limit: 5000, remaining: 600, reserve: 500, resetsAt: '2026-03-09T11:00:00.000Z' }],
      wait: { for: 'background', until: '2026-03-09T11:00:00.000Z', because: 'GitLab allows no more.' },
    },
  ],
};
const answers = {
  'GET /api/v1/queue': queue,
  'GET /api/v1/jobs': { jobs, next: null },
  'GET /api/v1/budgets': budgets,
};

const rowOf = async (words: string) => within((await screen.findByText(words, { selector: '.name' })).closest('tr')!);

describe('the queue', () => {
  it('says what each job is, why it waits and why it failed', async () => {
    openApp('/queue', answers);
    expect(await screen.findByText('1 running, 2 waiting, 1 failed')).toBeTruthy();
    const running = await rowOf('Index');
    expect(running.getByText('Running')).toBeTruthy();
    expect(running.getByRole('link', { name: 'team/code' }).getAttribute('href')).toBe('/repositories/1');
    expect((await rowOf('Check the credential')).getByText(/The token is refused\./u)).toBeTruthy();
    expect((await rowOf('Send to Jira')).getByText('Jira refused the token.')).toBeTruthy();
    const kept = (await rowOf('Disconnect')).getByRole<HTMLButtonElement>('button', { name: 'Cancel' });
    expect([kept.disabled, kept.title]).toEqual([
      true,
      'It cannot be cancelled: It removes an integration that somebody disconnected.',
    ]);
  });

  it('tries a failed job again and resumes what is paused', async () => {
    const { requests } = openApp('/queue', {
      ...answers,
      'POST /api/v1/jobs/4/retry': undefined,
      'POST /api/v1/integrations/7/resume': undefined,
    });
    fireEvent.click((await rowOf('Send to Jira')).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/jobs/4/retry'));
    fireEvent.click((await rowOf('Check the credential')).getByRole('button', { name: 'Resume its integration' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/integrations/7/resume'));
  });

  it('pauses an integration, with a reason', async () => {
    const { requests } = openApp('/queue', { ...answers, 'POST /api/v1/integrations/7/pause': undefined });
    fireEvent.click((await rowOf('Index')).getByRole('button', { name: 'Pause its integration' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Pause Code?' }));
    fireEvent.change(dialog.getByRole('textbox'), { target: { value: 'It moves.' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/integrations/7/pause {"because":"It moves."}'));
  });

  it('says what cancelling an indexing means, and why it did not work', async () => {
    const app = openApp('/queue', { ...answers, 'POST /api/v1/jobs/1/cancel': 409 });
    fireEvent.click((await rowOf('Index')).getByRole('button', { name: 'Cancel' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Cancel “Index: team/code”?' }));
    expect(dialog.getByText(/Its repository is paused/u)).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Cancel the job' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('Problem 409');
    app.answer('POST /api/v1/jobs/1/cancel', { state: 'ending' });
    fireEvent.click(dialog.getByRole('button', { name: 'Cancel the job' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('cancels many that can be cancelled', async () => {
    const { requests } = openApp('/queue', {
      ...answers,
      'POST /api/v1/jobs/2/cancel': { state: 'cancelled' },
    });
    for (const name of ['Check the credential: Code', 'Disconnect: Code']) {
      fireEvent.click(await screen.findByRole('checkbox', { name: `Select ${name}` }));
    }
    fireEvent.click(
      within(screen.getByRole('region', { name: '2 rows selected' })).getByRole('button', { name: /Cancel/u }),
    );
    expect(await screen.findByText('Done for 1 row.')).toBeTruthy();
    expect(requests.some((request) => request.includes('/jobs/3/cancel'))).toBe(false);
  });

  it('filters by the address', async () => {
    const { requests, history } = openApp('/queue', {
      ...answers,
      'GET /api/v1/jobs?state=failed': { jobs: [], next: null },
    });
    await screen.findByRole('table', { name: 'Jobs' });
    fireEvent.change(screen.getByLabelText('State'), { target: { value: 'failed' } });
    expect(await screen.findByText('No job matches')).toBeTruthy();
    expect(requests).toContain('GET /api/v1/jobs?state=failed');
    expect(history.location.search).toBe('?state=failed');
  });

  it('shows what services still allow and who waits', async () => {
    openApp('/queue', answers);
    const table = within(await screen.findByRole('table', { name: 'What Git services still allow' }));
    expect(table.getByText(/600 of 5,000/u)).toBeTruthy();
    expect(table.getByText(/GitLab allows no more\./u)).toBeTruthy();
  });
});

describe('pausing everything', () => {
  it('asks why, and says it on every page until it is resumed', async () => {
    const app = openApp('/queue', {
      ...answers,
      'POST /api/v1/queue/pause': undefined,
      'POST /api/v1/queue/resume': undefined,
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Pause everything' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Pause everything?' }));
    fireEvent.change(dialog.getByRole('textbox'), { target: { value: 'Moving house' } });
    const paused = { who: 'administrator', because: 'Moving house', since: '2026-03-09T10:00:00.000Z' };
    app.answer('GET /api/v1/queue', { ...queue, paused });
    fireEvent.click(dialog.getByRole('button', { name: 'Pause everything' }));
    await waitFor(() => expect(app.requests).toContain('POST /api/v1/queue/pause {"because":"Moving house"}'));
    const line = await screen.findByText(/Everything is paused by administrator/u);
    expect(line.textContent).toContain(': Moving house');
    fireEvent.click(screen.getByRole('button', { name: 'Resume everything' }));
    await waitFor(() => expect(app.requests).toContain('POST /api/v1/queue/resume'));
  });

  it('is said on other pages too, and to nobody who is only a member', async () => {
    const paused = { who: null, because: '', since: '2026-03-09T10:00:00.000Z' };
    const quiet = {
      ...answers,
      'GET /api/v1/queue': { ...queue, paused },
      'GET /api/v1/issues': { issues: [], next: null },
    };
    openApp('/issues', quiet);
    expect(await screen.findByText(/Everything is paused/u)).toBeTruthy();
    cleanup();
    const member = { kind: 'account', role: 'member', account: null };
    const { requests } = openApp('/issues', { ...quiet, 'GET /api/v1/me': member });
    await screen.findByRole('heading', { name: 'Issues' });
    expect(requests).not.toContain('GET /api/v1/queue');
  });
});
