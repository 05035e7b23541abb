/** One's own account at a Git service, through the browser and back: kept for whoever set out, and for nobody else. */

import { routes, type OwnSignIn, type StartedOwnSignIn } from '@branchline/contract';
import { nameOfPrincipal, type AccountId, type IntegrationId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectAsPerson } from '../features/integrations/connect.ts';
import { connectAs } from '../features/permissions/connect-as.ts';
import { CookieBrowser } from '../test-support/cookie-browser.ts';
import { failureOf } from '../test-support/failure-of.ts';
import { openSignInHouse, type SignInHouse } from '../test-support/sign-in-house.ts';
import { accessToken, startTestServer, type TestServer } from '../test-support/test-server.ts';
import { digestOf, sessionCookieFor } from './authenticate.ts';

let house: SignInHouse;
let test: TestServer;
let integrationId: IntegrationId;
let ada: CookieBrowser;
let bob: CookieBrowser;

const password = 'a phrase of several words';
const [adaId, bobId] = [1, 2] as [AccountId, AccountId];
const asAda = { kind: 'account', accountId: adaId, role: 'member' } as const;

beforeEach(async () => {
  house = await openSignInHouse();
  await house.deps.store.installation.setAccessTokenDigest(digestOf(accessToken));
  test = await startTestServer({ ...house.deps, secure: true });
  for (const login of ['ada', 'bob']) {
    await house.deps.store.accounts.add({ login, name: login, role: 'member', passwordHash: `plain ${password}` });
  }
  integrationId = await house.addByToken();
  ada = await new CookieBrowser(test.server).signInAs('ada', password);
  bob = await new CookieBrowser(test.server).signInAs('bob', password);
});
afterEach(async () => {
  await test.stop();
  await house.close();
});

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

async function start(browser = ada, wish: object = {}): Promise<StartedOwnSignIn> {
  const answer = await browser.ask('POST', `/api/v1/me/connections/${integrationId}/oauth`, wish);
  expect({ status: answer.statusCode, body: answer.statusCode === 201 ? '' : answer.body }).toEqual({
    status: 201,
    body: '',
  });
  return routes.startMyOAuth.response.parse(answer.json());
}

/** Where the service sends the browser after somebody agreed. */
function agreed({ authorizationUrl }: StartedOwnSignIn, account = 'ada'): string {
  return pathOf(house.server.agree(authorizationUrl ?? '', account));
}

async function shown(id: string, browser = ada): Promise<OwnSignIn> {
  const answer = await browser.ask('GET', `/api/v1/me/oauth/${id}`);
  expect(answer.statusCode).toBe(200);
  return routes.showMyOAuth.response.parse(answer.json());
}

/** All the way; the end of it. */
async function connected(account = 'ada', browser = ada): Promise<OwnSignIn> {
  const started = await start(browser);
  const answer = await browser.ask('GET', agreed(started, account));
  expect(answer.headers['location']).toBe(`/connected/${started.id}`);
  return shown(started.id, browser);
}

async function keptOf(accountId: AccountId) {
  const { people, personalConnections } = house.deps.store;
  const known = await people.find({ kind: 'own-account', accountId });
  return known === undefined ? [] : personalConnections.ofPerson(known.personId);
}

function refreshes(): number {
  return house.server.asked.filter((fields) => fields['grant_type'] === 'refresh_token').length;
}

describe('a way to a connection of one’s own', () => {
  it('asks for what acting takes, keeps what comes of it, and shows it without what is secret', async () => {
    const started = await start(ada, { next: '/issues/ABC-1' });
    const asks = new URL(started.authorizationUrl ?? '').searchParams;
    expect(asks.get('scope')).toBe('write');
    expect(asks.get('prompt')).toBeNull();
    expect(await shown(started.id)).toMatchObject({ state: 'under-way', next: '/issues/ABC-1', connection: null });
    const answer = await ada.ask('GET', agreed(started));
    expect([answer.statusCode, answer.headers['location']]).toEqual([303, `/connected/${started.id}`]);
    expect(answer.headers['referrer-policy']).toBe('no-referrer');
    const end = await shown(started.id);
    expect(end).toMatchObject({ state: 'connected', because: null, integrationName: expect.any(String) as string });
    expect(end.connection).toMatchObject({ account: { login: 'ada' }, credentialKind: 'oauth', expiresAt: null });
    const list = await ada.ask('GET', '/api/v1/me/connections');
    expect(list.json()).toMatchObject({
      places: [
        {
          oauth: { scopes: ['write'], mayChooseAccount: true },
          connection: { connectedAt: expect.any(String) as string },
        },
      ],
    });
    expect(`${JSON.stringify(started)}${JSON.stringify(end)}${list.body}`).not.toContain('marked');
    const [entry] = await house.deps.store.auditLog.list({ what: 'people/connect' }, 1);
    expect(entry).toMatchObject({ who: nameOfPrincipal(asAda), result: 'done' });
  });

  it('lets people choose an account, and takes the place of the connection before', async () => {
    expect((await start(ada, { switchesAccount: true })).authorizationUrl).toContain('prompt=select_account');
    await connected();
    await connected();
    expect(await keptOf(adaId)).toMatchObject([{ account: { login: 'ada' }, credentialKind: 'oauth' }]);
  });

  it('that was declined says so, and keeps nothing', async () => {
    const started = await start();
    const state = new URL(started.authorizationUrl ?? '').searchParams.get('state');
    const answer = await ada.ask('GET', `/oauth/callback?error=access_denied&state=${state}`);
    expect(answer.headers['location']).toBe(`/connected/${started.id}`);
    const because = 'Nothing was connected: access was declined at Signed.';
    expect(await shown(started.id)).toMatchObject({ state: 'refused', because, connection: null });
    expect(await keptOf(adaId)).toEqual([]);
  });

  it('with a code that is worth nothing, or rights that are missing, says which', async () => {
    const started = await start();
    const state = new URL(started.authorizationUrl ?? '').searchParams.get('state');
    await ada.ask('GET', `/oauth/callback?code=made-up&state=${state}`);
    expect((await shown(started.id)).because).toContain('Signed refused the sign-in');
    house.service.missingRights = [{ name: 'repo', weight: 'needed', without: 'nothing works', grantUrl: undefined }];
    expect(await connected()).toMatchObject({ state: 'refused', because: expect.stringContaining('repo') as string });
    expect(await keptOf(adaId)).toEqual([]);
  });

  it('tells only of rights that somebody needs who acts', async () => {
    const right = { weight: 'useful', grantUrl: undefined } as const;
    house.service.missingRights = [
      { ...right, name: 'hooks', without: 'no webhooks can be made', isForHouse: true },
      { ...right, name: 'labels', without: 'no labels can be set' },
    ];
    expect((await connected()).connection?.missingRights.map(({ name }) => name)).toEqual(['labels']);
  });

  it('ends once', async () => {
    const started = await start();
    const back = agreed(started);
    await ada.ask('GET', back);
    const again = await ada.ask('GET', back);
    expect(again.statusCode).toBe(400);
    expect(again.body).toContain('was used already');
    house.advance(11 * 60_000);
    expect((await ada.ask('GET', `/api/v1/me/oauth/${started.id}`)).statusCode).toBe(404);
  });
});

describe('nobody else', () => {
  it('brings a state back from another browser', async () => {
    const started = await start();
    const answer = await bob.ask('GET', agreed(started));
    expect([answer.statusCode, answer.body]).toEqual([400, expect.stringContaining('begun in another browser')]);
    expect(await keptOf(bobId)).toEqual([]);
    expect(house.server.asked).toEqual([]);
  });

  it('ends it in the same browser; whoever set out can, once they are signed in again', async () => {
    const started = await start();
    const back = agreed(started);
    await ada.signInAs('bob', password);
    const refused = await ada.ask('GET', back);
    expect([refused.statusCode, refused.body]).toEqual([400, expect.stringContaining('Somebody else set out')]);
    ada.cookies.delete(sessionCookieFor({ secure: true }));
    expect((await ada.ask('GET', back)).statusCode).toBe(401);
    await ada.signInAs('ada', password);
    expect((await ada.ask('GET', back)).statusCode).toBe(303);
    expect(await keptOf(adaId)).toHaveLength(1);
    expect(await keptOf(bobId)).toEqual([]);
  });

  it('sees it, sets out on it, or makes an integration of it', async () => {
    const started = await start();
    expect((await bob.ask('GET', `/api/v1/me/oauth/${started.id}`)).statusCode).toBe(404);
    const page = await bob.ask('GET', pathOf(started.browserUrl));
    expect([page.statusCode, page.body]).toEqual([400, expect.stringContaining('Somebody else set out')]);
    const manager = await new CookieBrowser(test.server).signIn();
    expect((await manager.ask('GET', `/api/v1/oauth/pending/${started.id}`)).statusCode).toBe(404);
    expect((await manager.ask('POST', '/api/v1/integrations', { pending: started.id })).statusCode).toBe(404);
    expect((await manager.ask('POST', `/api/v1/me/connections/${integrationId}/oauth`, {})).statusCode).toBe(403);
  });
});

describe('where nobody can sign in', () => {
  it('a token is the way, and where there is no integration, nothing is', async () => {
    const [client] = await house.deps.store.oauthClients.list();
    await house.deps.store.oauthClients.remove(client!.id);
    const list = await ada.ask('GET', '/api/v1/me/connections');
    expect(list.json()).toMatchObject({ places: [{ oauth: null }] });
    const answer = await ada.ask('POST', `/api/v1/me/connections/${integrationId}/oauth`, {});
    expect([answer.statusCode, answer.body]).toEqual([422, expect.stringContaining('Connect by a token of your own')]);
    expect((await ada.ask('POST', '/api/v1/me/connections/99/oauth', {})).statusCode).toBe(404);
  });
});

describe('for those who begin elsewhere', () => {
  it('any browser goes the way in which they are signed in', async () => {
    const started = await start();
    const other = await new CookieBrowser(test.server).signInAs('ada', password);
    const page = await other.ask('GET', pathOf(started.browserUrl));
    expect(page.headers['location']).toBe(started.authorizationUrl);
    const back = agreed(started);
    expect((await ada.ask('GET', back)).statusCode).toBe(400);
    expect((await other.ask('GET', back)).statusCode).toBe(303);
    expect(await shown(started.id)).toMatchObject({ state: 'connected' });
  });
});

describe('what was given', () => {
  async function own() {
    const [connection] = await keptOf(adaId);
    return connection!;
  }

  async function standing() {
    return (await house.deps.store.integrations.get(integrationId))!;
  }

  it('is renewed once, however many ask at the same time, and the new one is kept', async () => {
    await connected();
    house.advance(3 * 3_600_000);
    const asked = [1, 2, 3].map(async () => (await connectAsPerson(house.deps, await standing(), await own())).check());
    expect(await Promise.all(asked)).toMatchObject([{ account: { login: 'ada' } }, {}, {}]);
    expect(refreshes()).toBe(1);
    house.advance(3 * 3_600_000);
    await (await connectAsPerson(house.deps, await standing(), await own())).check();
    expect(refreshes()).toBe(2);
  });

  it('that was taken back at the service says so, and asks for a new sign-in', async () => {
    await connected();
    house.server.revokeAll();
    house.advance(3 * 3_600_000);
    const failure = await failureOf(connectAs(house.deps, asAda, await standing()));
    expect(failure).toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('Sign in again.') as string,
    });
    const checked = await ada.ask('POST', `/api/v1/me/connections/${integrationId}/check`);
    expect(checked.json()).toMatchObject({ problem: expect.stringContaining('no longer renews our access') as string });
    expect(await connected()).toMatchObject({ connection: { problem: null } });
  });

  it('cannot be renewed without the client, which is said to whoever it belongs to', async () => {
    await connected();
    const [client] = await house.deps.store.oauthClients.list();
    await house.deps.store.oauthClients.remove(client!.id);
    house.advance(3 * 3_600_000);
    const failure = await failureOf(connectAs(house.deps, asAda, await standing()));
    expect(failure).toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('Connect again.') as string,
    });
  });

  it('without a refresh token ends when it ends, and a check does not change that', async () => {
    house.server.behaviour.tokenSeconds = undefined;
    expect((await connected()).connection?.expiresAt).toBeNull();
    house.service.expiresAt = new Date('2026-03-01T13:00:00Z');
    const checked = await ada.ask('POST', `/api/v1/me/connections/${integrationId}/check`);
    expect(checked.json()).toMatchObject({ expiresAt: null, problem: null });
  });
});
