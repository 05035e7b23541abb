// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openApp } from '../test-support/open-app.tsx';
import { prettyBody } from './webhooks/pretty-body.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const delivery = {
  id: 7,
  receivedAt: '2026-03-09T10:00:00.000Z',
  level: 'integration',
  integrationId: 3,
  integrationName: 'Code',
  repositoryId: 1,
  repositoryName: 'team/code',
  connector: 'github',
  event: 'push',
  about: 'team/code',
  outcome: 'queued',
  note: 'Queued: team/code.',
  size: 220,
  repeats: 0,
  readAt: null,
  replayedAt: null,
};
const unknown = {
  ...delivery,
  id: 6,
  repositoryId: null,
  repositoryName: null,
  about: 'team/lost',
  outcome: 'ignored',
};
const log = (deliveries: unknown[], next: string | null = null, lookedBackTo: string | null = null) => ({
  deliveries,
  next,
  lookedBackTo,
});
const names = { 'GET /api/v1/integrations?limit=200': { integrations: [], next: null } };
const path = 'GET /api/v1/webhooks/deliveries';

const endpoint = {
  id: 2,
  level: 'integration',
  integrationId: 3,
  repositoryId: null,
  name: 'Code',
  url: 'https://branchline.example/webhooks/token',
  madeAt: '2026-03-09T10:00:00.000Z',
  secretIsShown: true,
  previousSecretUntil: null,
};

describe('the log of webhooks', () => {
  it('shows what was done, and of which nobody knew the repository', async () => {
    const note = 'No repository of that name is connected.';
    openApp('/webhooks', { ...names, [path]: log([delivery, { ...unknown, note, repeats: 2 }]) });
    expect(await screen.findByRole('link', { name: 'team/code' })).toBeTruthy();
    const row = within(screen.getByRole('row', { name: /team\/lost/u }));
    expect(row.getByText(note)).toBeTruthy();
    expect(row.getByText('and 2 more like it')).toBeTruthy();
  });

  it('filters in the address', async () => {
    const { history, requests } = openApp('/webhooks?integration=3', {
      ...names,
      [path]: log([]),
      [`${path}?integration=3`]: log([delivery]),
    });
    await screen.findByRole('link', { name: 'team/code' });
    fireEvent.change(screen.getByLabelText('Outcome'), { target: { value: 'failed' } });
    await waitFor(() => expect(history.location.search).toMatch(/integration=.*3.*&outcome=failed$/u));
    fireEvent.change(screen.getByLabelText('Since'), { target: { value: '2026-03-01T00:00' } });
    const since = encodeURIComponent(new Date('2026-03-01T00:00').toISOString());
    await waitFor(() => {
      expect(requests).toContain(`${path}?integration=3&outcome=failed&since=${since}`);
    });
  });

  it('says how far back it looked, and looks further', async () => {
    openApp('/webhooks?search=lost', {
      ...names,
      [`${path}?search=lost`]: log([], '900', '2026-03-01T00:00:00.000Z'),
      [`${path}?search=lost&cursor=900`]: log([unknown]),
    });
    fireEvent.click(await screen.findByRole('button', { name: /Search further back/u }));
    expect(await screen.findByRole('link', { name: 'team/lost' })).toBeTruthy();
  });

  it('says the number before everything that matches is replayed', async () => {
    const { requests } = openApp('/webhooks?outcome=failed', {
      ...names,
      [`${path}?outcome=failed`]: log([delivery]),
      [`${path}/count?outcome=failed`]: { deliveries: 1200, replayable: 1100 },
      'POST /api/v1/webhooks/replay': { replayed: 1100 },
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Replay all that match' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Replay 1,100 webhooks' }));
    expect(await screen.findByText('1,100 webhooks will be read again.')).toBeTruthy();
    expect(requests).toContain('POST /api/v1/webhooks/replay {"filter":{"outcome":"failed"}}');
  });

  it('replays those that are chosen, and none where none can be', async () => {
    const { requests } = openApp('/webhooks', {
      ...names,
      [path]: log([delivery, unknown]),
      [`${path}/count`]: { deliveries: 2, replayable: 0 },
      'POST /api/v1/webhooks/replay': 503,
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Replay all that match' }));
    expect(await screen.findByText(/^None of them can be replayed/u)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select team/lost' }));
    fireEvent.click(screen.getByRole('button', { name: 'Replay' }));
    fireEvent.click(screen.getByRole('button', { name: 'Replay 1 webhook' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/webhooks/replay {"ids":[6]}'));
    expect(await screen.findByText('What to do.')).toBeTruthy();
  });
});

describe('one webhook', () => {
  it('shows headers, a body one can read, and that it was cut', async () => {
    const body = { encoding: 'text', content: '{"ref":"refs/heads/main"}', isCut: true };
    const whole = { ...delivery, headers: { 'x-github-event': 'push' }, body };
    const { requests } = openApp('/webhooks/7', {
      'GET /api/v1/webhooks/deliveries/7': whole,
      'POST /api/v1/webhooks/replay': { replayed: 1 },
    });
    expect(await screen.findByText(/"ref": "refs\/heads\/main"/u)).toBeTruthy();
    expect(screen.getByText('x-github-event')).toBeTruthy();
    expect(screen.getByText(/the rest was cut here/u)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Replay' }));
    await waitFor(() => expect(requests).toContain('POST /api/v1/webhooks/replay {"ids":[7]}'));
  });

  it('that was not kept cannot be replayed, and says so', async () => {
    openApp('/webhooks/7', { 'GET /api/v1/webhooks/deliveries/7': { ...delivery, headers: {}, body: null } });
    expect(await screen.findByText('It cannot be replayed: its body was not kept.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Replay' })).toBeNull();
  });

  it.each([
    ['{"a":1}', '{\n  "a": 1\n}'],
    [`payload=${encodeURIComponent('{"a":1}')}`, '{\n  "a": 1\n}'],
    ['{"a":', '{"a":'],
    ['plain words', 'plain words'],
  ])('the body %s reads %s', (content, expected) => {
    expect(prettyBody({ encoding: 'text', content, isCut: false })).toBe(expected);
  });
});

describe('addresses', () => {
  it('show a secret once, what to do, and a line for CI', async () => {
    const secret = { ...endpoint, secret: 'very-secret', manualSteps: ['Open the settings.', 'Paste the address.'] };
    const { requests } = openApp('/webhooks?tab=addresses', {
      ...names,
      'GET /api/v1/webhooks/endpoints': { endpoints: [endpoint] },
      'POST /api/v1/webhooks/endpoints/2/secret': secret,
    });
    fireEvent.click(await screen.findByRole('button', { name: 'Change secret' }));
    const dialog = within(screen.getByRole('dialog'));
    expect(dialog.getByText(/stays good for a day/u)).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Change secret' }));
    expect(await screen.findByText('very-secret')).toBeTruthy();
    expect(screen.getByText('Paste the address.')).toBeTruthy();
    expect(screen.getByText(/^curl .*x-branchline-secret: very-secret.*webhooks\/token$/u)).toBeTruthy();
    expect(requests).toContain('POST /api/v1/webhooks/endpoints/2/secret');
  });

  it('are made for the installation, and say when the secret was shown before', async () => {
    const known = { ...endpoint, level: 'installation', integrationId: null, name: null };
    const { requests } = openApp('/webhooks?tab=addresses', {
      ...names,
      'GET /api/v1/webhooks/endpoints': { endpoints: [] },
      'POST /api/v1/webhooks/endpoints': { ...known, secret: null, manualSteps: [] },
    });
    expect(await screen.findByText('No address was made yet')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Make the address of the installation' }));
    expect(await screen.findByText(/The secret was shown before/u)).toBeTruthy();
    expect(requests).toContain('POST /api/v1/webhooks/endpoints {}');
  });
});
