// @vitest-environment jsdom
/** People, access, the audit log and one's own profile, over a stub of the server. */

import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openApp } from '../test-support/open-app.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const at = '2026-03-01T12:00:00.000Z';
const identity = {
  id: 5,
  kind: 'commit-email',
  subject: 'ada@example.org',
  service: null,
  jiraSiteId: null,
  login: null,
  name: 'Ada',
  seenAt: at,
};
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
const me = (role: string) => ({ kind: 'account', role, account: { ...account, role } });
const person = { id: 1, title: 'Ada', identities: [identity], conflict: null, suggestions: 1 };

async function press(name: string | RegExp): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name }));
}

async function fill(label: string, value: string): Promise<void> {
  fireEvent.change(await screen.findByLabelText(label), { target: { value } });
}

describe('a page that is not for somebody', () => {
  it.each([
    ['/people', 'member', 'administrators'],
    ['/audit-log', 'manager', 'administrators'],
    ['/repositories', 'member', 'managers and administrators'],
  ])('%s says to a %s whom it is for, and asks for nothing', async (path, role, needed) => {
    const { requests } = openApp(path, { 'GET /api/v1/me': me(role) });
    expect(await screen.findByText(`This page is for ${needed}`)).toBeTruthy();
    expect(requests.filter((request) => request.includes(path))).toEqual([]);
  });

  it('leads members from the overview to their issues', async () => {
    const { history } = openApp('/', {
      'GET /api/v1/me': me('member'),
      'GET /api/v1/issues': { issues: [], next: null },
      'GET /api/v1/me/person': { identities: [], jiraAccounts: [], problem: 'Nobody knows you at Jira.' },
    });
    expect(await screen.findByText('Nobody knows you at Jira.')).toBeTruthy();
    expect(history.location.pathname).toBe('/issues');
  });
});

describe('people', () => {
  it('are filtered by the address, and say who waits for a decision', async () => {
    openApp('/people?which=suggestions', {
      'GET /api/v1/people?suggestions=only': { people: [person], count: 12, next: null },
    });
    expect(await screen.findByText('1 suggestion')).toBeTruthy();
    expect(screen.getByText('12 people met in commits, pull requests and accounts')).toBeTruthy();
  });

  it('wait with a suggestion for somebody who decides, and are erased only by their name', async () => {
    const other = { ...identity, id: 6, kind: 'own-account', subject: '3', login: 'ada' };
    const link = { id: 9, one: identity, other, proof: 'provider-email', state: 'suggested', by: 'rule', at };
    const app = openApp('/people/1', {
      'GET /api/v1/people/1': { ...person, links: [link], connections: [] },
      'POST /api/v1/identity-links/9/confirm': undefined,
      'DELETE /api/v1/people/1': undefined,
      'GET /api/v1/people': { people: [], count: 0, next: null },
    });
    expect(await screen.findByText('an identity provider verified the address')).toBeTruthy();
    expect(screen.getByText('ada at Branchline')).toBeTruthy();
    await press('One person');
    await vi.waitFor(() => expect(app.requests).toContain('POST /api/v1/identity-links/9/confirm'));
    await press('Erase');
    const forget = await screen.findByRole('button', { name: 'Forget them', hidden: true });
    expect(forget.hasAttribute('disabled')).toBe(true);
    await fill('Type Ada to confirm', 'Ada');
    fireEvent.click(forget);
    await vi.waitFor(() => expect(app.requests).toContain('DELETE /api/v1/people/1'));
  });
});

describe('access', () => {
  const versioned = { ...account, role: 'administrator', version: 'v1' };
  const accounts = { 'GET /api/v1/accounts': { accounts: [versioned] } };

  it('shows a link once, and says what the server says of the last administrator', async () => {
    const app = openApp('/access', { ...accounts, 'DELETE /api/v1/accounts/3': 409 });
    await press('Add an account');
    await fill('Name', 'Bob');
    await fill('Login', 'bob');
    app.answer('POST /api/v1/accounts', {
      ...account,
      id: 4,
      name: 'Bob',
      link: { url: 'https://b/link#t', endsAt: at },
    });
    await press('Add the account');
    expect(await screen.findByText('https://b/link#t')).toBeTruthy();
    expect(app.requests).toContain('POST /api/v1/accounts {"login":"bob","name":"Bob","role":"member"}');
    await press('Remove: Ada');
    await fill('Type ada to confirm', 'ada');
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Remove' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 409');
  });

  it('edits from the version that is shown', async () => {
    const app = openApp('/access', { ...accounts, 'PATCH /api/v1/accounts/3': versioned });
    await press('Change: Ada');
    fireEvent.click(await screen.findByLabelText('May sign in'));
    await press('Save');
    await vi.waitFor(() =>
      expect(app.requests).toContain(
        'PATCH /api/v1/accounts/3 {"login":"ada","name":"Ada","role":"administrator","isDisabled":true}',
      ),
    );
  });

  it('tries out which role follows from which group', async () => {
    openApp('/access?tab=providers', { 'GET /api/v1/identity-providers': { identityProviders: [] } });
    await press('Add a provider');
    await fill('Groups of administrators (optional)', 'ops');
    expect(screen.getByText('They would be member.')).toBeTruthy();
    await fill('Groups of somebody (optional)', 'ops\nstaff');
    expect(screen.getByText('They would be administrator.')).toBeTruthy();
    await fill('Groups of administrators (optional)', '');
    await fill('Groups of members (optional)', 'guests');
    expect(screen.getByText('They would not get in.')).toBeTruthy();
  });
});

describe('the audit log', () => {
  const entry = {
    id: 1,
    at,
    who: 'account/3',
    whoName: 'Ada',
    what: 'people/join',
    about: 'person/1',
    aboutName: null,
  };
  const page = {
    entries: [{ ...entry, result: 'done', origin: 'api', note: 'Joined.' }],
    next: null,
    lookedBackTo: null,
    keptDays: 730,
  };

  it('names people, keeps its filters in the address, and exports what they let through', async () => {
    const { history } = openApp('/audit-log?result=done', {
      'GET /api/v1/audit-log?result=done': page,
      'GET /api/v1/audit-log?what=people%2F&result=done': { ...page, entries: [] },
      'GET /api/v1/audit-log?result=done&what=people%2F': { ...page, entries: [] },
    });
    expect(await screen.findByRole('link', { name: 'Ada' })).toBeTruthy();
    const file = screen.getByRole('link', { name: 'Export CSV' });
    expect(file.getAttribute('href')).toBe('/api/v1/audit-log/export?result=done&format=csv');
    fireEvent.change(screen.getByLabelText('Deed'), { target: { value: 'people/' } });
    expect(await screen.findByText('No line matches')).toBeTruthy();
    expect(history.location.search).toContain('what=people');
  });

  it('names in words what is done from issues, and lets it be looked for', async () => {
    const deed = { ...page.entries[0], what: 'pull-request/merge', result: 'refused' };
    openApp('/audit-log', {
      'GET /api/v1/audit-log': { ...page, entries: [deed] },
      'GET /api/v1/audit-log?what=pull-request%2F': { ...page, entries: [] },
    });
    expect((await screen.findByText('Merge a pull request')).title).toBe('pull-request/merge');
    fireEvent.change(screen.getByLabelText('Deed'), { target: { value: 'pull-request/' } });
    expect(await screen.findByText('No line matches')).toBeTruthy();
  });

  it('says how far back it looked for words, and looks further', async () => {
    const looked = { ...page, entries: [], next: '7', lookedBackTo: at };
    openApp('/audit-log?search=joined', {
      'GET /api/v1/audit-log?text=joined': looked,
      'GET /api/v1/audit-log?text=joined&cursor=7': page,
    });
    await press(/^Nothing else since .+ Search further back$/u);
    expect(await screen.findByRole('link', { name: 'Ada' })).toBeTruthy();
    expect(screen.queryByText('No line matches')).toBeNull();
  });
});

describe('my profile', () => {
  it('tells the holder of the access token what to do', async () => {
    openApp('/profile', {});
    expect(await screen.findByText('The access token has no profile')).toBeTruthy();
  });

  it('shows recovery codes once, after the first code of the app', async () => {
    openApp('/profile?tab=security', {
      'GET /api/v1/me': me('member'),
      'GET /api/v1/me/sessions': { sessions: [] },
      'POST /api/v1/me/second-factor': { secret: 'KEY', address: 'otpauth://totp/ada?secret=KEY' },
      'PUT /api/v1/me/second-factor': { recoveryCodes: ['aaaa-bbbb'] },
    });
    await press('Set up an app');
    expect(await screen.findByRole('img', { name: /^Square code/u })).toBeTruthy();
    expect(screen.getByText('KEY')).toBeTruthy();
    await fill('Code', '123456');
    await press('Use it from now on');
    expect(await screen.findByText('aaaa-bbbb')).toBeTruthy();
    await press('I have kept them');
    expect(screen.queryByText('aaaa-bbbb')).toBeNull();
  });

  it('joins with Jira by its code, and connects with a Git service by a token', async () => {
    const place = {
      integrationId: 2,
      name: 'Forge',
      serviceTitle: 'Forgejo',
      address: 'git.example.org',
      credentialKinds: ['token'],
      tokenPage: 'https://git.example.org/user/settings/applications',
      rights: 'It needs read:user.',
      oauth: null,
      connection: null,
    };
    const app = openApp('/profile?tab=connections', {
      'GET /api/v1/me': me('member'),
      'GET /api/v1/me/person': { identities: [], jiraAccounts: [], problem: 'Nobody knows you at Jira.' },
      'GET /api/v1/me/connections': { places: [place] },
      'POST /api/v1/me/jira-account': 409,
      'PUT /api/v1/me/connections/2': 422,
    });
    await fill('Code from Jira', ' ABCD-EFGH-JKMN ');
    await press('This is me at Jira');
    await vi.waitFor(() => expect(app.requests).toContain('POST /api/v1/me/jira-account {"code":"ABCD-EFGH-JKMN"}'));
    expect((await screen.findByRole('alert')).textContent).toContain('Problem 409');
    await press('Connect');
    expect(screen.getByRole('link', { name: 'Make one at Forgejo' }).getAttribute('href')).toBe(place.tokenPage);
    await fill('Access token', 'marked');
    await press('Try and keep it');
    await vi.waitFor(() =>
      expect(app.requests).toContain('PUT /api/v1/me/connections/2 {"credential":{"kind":"token","token":"marked"}}'),
    );
  });

  it('makes a token that is shown once', async () => {
    const token = {
      id: 1,
      accountId: 3,
      name: 'CI',
      scope: 'read',
      ending: 'wxyz',
      addedAt: at,
      expiresAt: at,
      usedAt: null,
    };
    const app = openApp('/profile?tab=tokens', {
      'GET /api/v1/me': me('member'),
      'GET /api/v1/api-tokens': { tokens: [] },
      'POST /api/v1/api-tokens': { ...token, token: 'brl_marked' },
    });
    await fill('Name', 'CI');
    await press('Make a token');
    expect(await screen.findByText('brl_marked')).toBeTruthy();
    expect(app.requests).toContain('POST /api/v1/api-tokens {"name":"CI","scope":"read","days":90}');
    // Only administrators decide about people.
    expect(screen.queryByText('administer: all you may')).toBeNull();
  });
});
