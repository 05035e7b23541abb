// @vitest-environment jsdom
/** Connecting one's own account by signing in at the service: in place, on the profile page, and back from the service. */

import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  actingAnswers,
  actingAt,
  connectingAnswers,
  madeBranch,
  tokenNeeded,
} from '../test-support/acting-examples.ts';
import { openApp, type Answers } from '../test-support/open-app.tsx';

const at = '2026-03-01T12:00:00.000Z';
const account = {
  id: 3,
  login: 'ada',
  name: 'Ada',
  role: 'member',
  hasPassword: true,
  hasSecondFactor: false,
  disabledAt: null,
  addedAt: at,
  signedInAt: at,
  personId: 1,
};
const connection = {
  integrationId: 3,
  account: { remoteId: '1', login: 'ada', name: 'Ada', webUrl: null, avatarUrl: null },
  credentialKind: 'oauth',
  missingRights: [],
  expiresAt: null,
  checkedAt: at,
  connectedAt: at,
  problem: null,
};
const place = {
  integrationId: 3,
  name: 'Our GitLab',
  serviceTitle: 'GitLab',
  address: 'gitlab.example.org',
  credentialKinds: ['token'],
  tokenPage: 'https://gitlab.example.org/tokens',
  rights: 'It needs api.',
  oauth: { scopes: ['api', 'read_user'], mayChooseAccount: false },
  connection: null,
};
const way = {
  id: 'way-1',
  integrationId: 3,
  integrationName: 'Our GitLab',
  state: 'under-way',
  because: null,
  next: null,
  connection: null,
  endsAt: at,
};
const address = 'https://gitlab.example.org/oauth/authorize?state=1';
const started = { id: 'way-1', authorizationUrl: address, browserUrl: 'https://branchline.example/oauth/begin/way-1' };
const begin = 'POST /api/v1/me/connections/3/oauth';
const look = 'GET /api/v1/me/oauth/way-1';

/** The window that the browser opens; null: it opens none. */
let opened: { location: { href: string }; closed: boolean; close: () => void } | null;

beforeEach(() => {
  opened = { location: { href: '' }, closed: false, close: vi.fn() };
  vi.stubGlobal('open', () => opened);
  vi.spyOn(window, 'close').mockImplementation(() => undefined);
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function answersWith(changes: Answers): Answers {
  return {
    'GET /api/v1/me': { kind: 'account', role: 'member', account },
    'GET /api/v1/me/person': { identities: [], jiraAccounts: [], problem: null },
    'GET /api/v1/me/connections': { places: [place] },
    [begin]: started,
    [look]: way,
    ...changes,
  };
}

async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name }));
}

/** As another window of the same browser does. */
function tellOtherWindows(id: string): void {
  window.dispatchEvent(new StorageEvent('storage', { key: 'branchline-own-sign-in-ended', newValue: id }));
}

describe('in place', () => {
  it('signs in in a window of its own, keeps what was typed, and goes on when that has ended', async () => {
    const asked = openApp('/create-branch?issue=DEMO-1', {
      ...actingAnswers,
      ...connectingAnswers,
      ...answersWith({}),
      [`POST ${actingAt}/branches`]: tokenNeeded,
    });
    fireEvent.change(await screen.findByLabelText('Name of the branch'), { target: { value: 'DEMO-1-mine' } });
    await press('Create branch');
    expect(await screen.findByText(/asks there for api and read_user/u)).toBeTruthy();
    expect(screen.getByText(/GitLab goes on with whoever is signed in there/u)).toBeTruthy();
    await press('Sign in at GitLab');
    expect(await screen.findByText('Waiting for your answer at GitLab')).toBeTruthy();
    expect(opened?.location.href).toBe(address);
    asked.answer(`POST ${actingAt}/branches`, { ...madeBranch, name: 'DEMO-1-mine' });
    asked.answer(look, { ...way, state: 'connected', connection });
    tellOtherWindows('way-1');
    expect(await screen.findByText('git fetch && git switch DEMO-1-mine')).toBeTruthy();
    expect(asked.requests.filter((request) => request.includes('/branches {')).length).toBe(2);
  });
});

describe('on the profile page', () => {
  it('leads on by a link where the browser opens no window', async () => {
    opened = null;
    openApp('/profile?tab=connections', answersWith({}));
    await press('Connect');
    await press('Sign in at GitLab');
    const link = await screen.findByRole('link', { name: 'Your browser did not open the window. Open GitLab' });
    expect([link.getAttribute('href'), link.getAttribute('target')]).toEqual([address, '_blank']);
  });

  it('closes the window when nothing could be begun, and says why', async () => {
    openApp('/profile?tab=connections', answersWith({ [begin]: 422 }));
    await press('Connect');
    await press('Sign in at GitLab');
    expect(await screen.findByText('Problem 422')).toBeTruthy();
    expect(opened?.close).toHaveBeenCalled();
  });

  it('says what the service refused, and lets it be begun again', async () => {
    const because = 'Nothing was connected: access was declined at GitLab.';
    openApp('/profile?tab=connections', answersWith({ [look]: { ...way, state: 'refused', because } }));
    await press('Connect');
    await press('Sign in at GitLab');
    expect(await screen.findByText(because)).toBeTruthy();
    expect(screen.queryByText(/^Waiting/u)).toBeNull();
    expect(screen.getByRole('button', { name: 'Begin again' })).toBeTruthy();
  });

  it('says when a way is over', async () => {
    openApp('/profile?tab=connections', answersWith({ [look]: 404 }));
    await press('Connect');
    await press('Sign in at GitLab');
    expect(await screen.findByText(/^It took too long/u)).toBeTruthy();
  });

  it('lets another account be chosen where the service can, and keeps the token as the other way', async () => {
    const choosing = { ...place, oauth: { scopes: [], mayChooseAccount: true }, connection };
    const { requests } = openApp(
      '/profile?tab=connections',
      answersWith({ 'GET /api/v1/me/connections': { places: [choosing] } }),
    );
    await press('Replace');
    expect(screen.getByText(/You agree to Branchline’s app/u)).toBeTruthy();
    await press('With another account');
    await waitFor(() => expect(requests).toContain(`${begin} {"switchesAccount":true}`));
    expect(screen.getByText('By a token instead')).toBeTruthy();
    expect(screen.getByLabelText('Access token')).toBeTruthy();
  });

  it.each([
    ['renews itself', connection, /by signing in there since .* renews itself/u],
    [
      'ends soon',
      { ...connection, credentialKind: 'token', expiresAt: new Date(Date.now() + 2.5 * 86_400_000).toISOString() },
      /It ends in 3 days\. Connect again/u,
    ],
    ['has ended', { ...connection, credentialKind: 'token', expiresAt: at }, /It has ended\. Connect again/u],
    [
      'is refused',
      { ...connection, problem: 'GitLab no longer renews our access. Sign in again.' },
      /GitLab no longer renews/u,
    ],
  ])('tells of a connection that %s', async (_what, kept, words) => {
    openApp(
      '/profile?tab=connections',
      answersWith({ 'GET /api/v1/me/connections': { places: [{ ...place, connection: kept }] } }),
    );
    const line = (await screen.findByText('Connected as ada')).closest('li');
    expect(line?.textContent).toMatch(words);
    expect(screen.getByRole('button', { name: kept.problem === null ? 'Replace' : 'Connect again' })).toBeTruthy();
  });

  it('asks at once whoever was sent there to connect, and leads them back', async () => {
    const app = openApp(
      '/profile?tab=connections&connect=3&next=/access',
      answersWith({ [look]: { ...way, state: 'connected', connection } }),
    );
    await press('Sign in at GitLab');
    await waitFor(() => expect(app.history.location.pathname).toBe('/access'));
  });
});

describe('back from the service', () => {
  it('tells the other windows, and closes', async () => {
    const told = vi.spyOn(Storage.prototype, 'setItem');
    openApp('/connected/way-1', answersWith({ [look]: { ...way, state: 'connected', connection } }));
    expect(await screen.findByText('You are connected with Our GitLab as ada.')).toBeTruthy();
    await waitFor(() => expect(window.close).toHaveBeenCalled());
    expect(told).toHaveBeenCalledWith('branchline-own-sign-in-ended', 'way-1');
  });

  it('goes on where somebody wanted to be', async () => {
    const end = { ...way, state: 'connected', connection, next: '/profile?tab=tokens' };
    const { history } = openApp('/connected/way-1', answersWith({ [look]: end }));
    await waitFor(() => expect(history.location.href).toBe('/profile?tab=tokens'));
    expect(window.close).not.toHaveBeenCalled();
  });

  it('says why nothing is connected, and leads back', async () => {
    const because = 'Nothing was connected: access was declined at GitLab.';
    const end = { ...way, state: 'refused', because, next: '/profile?tab=tokens' };
    const { history } = openApp('/connected/way-1', answersWith({ [look]: end }));
    expect((await screen.findByRole('alert')).textContent).toBe(because);
    await press('Back to where you were');
    await waitFor(() => expect(history.location.href).toBe('/profile?tab=tokens'));
  });

  it('says when it is over', async () => {
    openApp('/connected/way-1', answersWith({ [look]: 404 }));
    expect(await screen.findByText(/^This is over/u)).toBeTruthy();
  });
});
