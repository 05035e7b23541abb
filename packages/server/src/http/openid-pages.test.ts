/** Signing in at a real OpenID Connect provider: there and back, into the right account with the right role. */

import { Secret, type IdentityProviderId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addIdentityProvider } from '../features/accounts/identity-providers.ts';
import type { IdentityProviderWish } from '../ports/store/identity-providers.ts';
import { failureOf } from '../test-support/failure-of.ts';
import {
  realOpenId,
  startOpenIdProvider,
  type OpenIdAccount,
  type RunningProvider,
} from '../test-support/openid-provider.ts';
import { startTestServer, type TestServer } from '../test-support/test-server.ts';

let provider: RunningProvider;
let test: TestServer;

beforeEach(async () => {
  test = await startTestServer({ openId: realOpenId() });
  provider = await startOpenIdProvider(`${test.deps.publicUrl}/openid/callback`);
});
afterEach(async () => {
  await test.stop();
  await provider.close();
});

const by = { who: 'test', origin: 'test' };
const roles = { administrators: ['ops'], managers: ['leads'], members: ['staff'] };

async function setUp(change: Partial<IdentityProviderWish> = {}): Promise<IdentityProviderId> {
  const { issuer, clientId, clientSecret } = provider;
  const named = { name: 'Acme', issuer, clientId, moreScopes: [], groupsClaim: 'groups' };
  const wish = { ...named, roles, joinsByEmail: false, ...change };
  const row = await addIdentityProvider(test.deps, by, wish, new Secret(clientSecret));
  return row!.id;
}

interface Answer {
  readonly status: number;
  readonly cookies: Readonly<Record<string, string>>;
  readonly location: string | undefined;
  readonly body: string;
}

async function visit(url: string, cookies: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const answer = await test.server.inject({ method: 'GET', url, cookies });
  return {
    status: answer.statusCode,
    cookies: Object.fromEntries(answer.cookies.map(({ name, value }) => [name, value])),
    location: answer.headers.location,
    body: answer.body,
  };
}

/** There, through the provider's pages, and back. */
async function signIn(id: IdentityProviderId, account: OpenIdAccount, next = ''): Promise<Answer> {
  provider.accounts.set(account.sub, account);
  const begun = await visit(`/openid/begin/${id}${next}`);
  const back = await provider.walk(begun.location ?? '', account.sub);
  return visit(`${back.pathname}${back.search}`, begun.cookies);
}

async function me(answer: Answer): Promise<unknown> {
  return JSON.parse((await visit('/api/v1/me', answer.cookies)).body) as unknown;
}

const ada = { sub: 'sub-ada', name: 'Ada', email: 'ada@example.com', email_verified: true, groups: ['staff', 'leads'] };

describe('somebody new', () => {
  it('gets an account with the role of their groups, and comes out where they wanted to go', async () => {
    const answer = await signIn(await setUp(), ada, '?next=%2Fissues%2FABC-1');
    expect([answer.status, answer.location]).toEqual([303, '/issues/ABC-1']);
    expect(await me(answer)).toMatchObject({
      kind: 'account',
      role: 'manager',
      account: { login: 'ada@example.com', name: 'Ada', hasPassword: false },
    });
  });

  it('is refused in words when none of their groups may', async () => {
    const answer = await signIn(await setUp(), { ...ada, groups: ['guests'] });
    expect([answer.status, answer.cookies['branchline_session']]).toEqual([403, undefined]);
    expect(answer.body).toContain('none of your groups may use Branchline');
    expect(await test.deps.store.accounts.list()).toEqual([]);
  });

  it.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example'])(
    'never comes out at %s',
    async (next) => {
      const answer = await signIn(await setUp(), ada, `?next=${encodeURIComponent(next)}`);
      expect(answer.location).toBe('/');
    },
  );
});

describe('somebody known', () => {
  it('keeps the account whatever their address is now, and gets the role of today', async () => {
    const id = await setUp();
    await signIn(id, ada);
    const again = await signIn(id, { ...ada, email: 'other@example.com', groups: ['staff'] });
    expect(await me(again)).toMatchObject({ role: 'member', account: { login: 'ada@example.com' } });
    expect(await test.deps.store.accounts.list()).toHaveLength(1);
  });

  it('does not take the last administrator away', async () => {
    const id = await setUp();
    await signIn(id, { ...ada, groups: ['ops'] });
    expect(await me(await signIn(id, ada))).toMatchObject({ role: 'administrator' });
  });

  it('is refused when the account is disabled here', async () => {
    const id = await setUp();
    await signIn(id, ada);
    const [account] = await test.deps.store.accounts.list();
    await test.deps.store.accounts.change(account!.id, { disabledAt: new Date() });
    expect((await signIn(id, ada)).body).toContain('disabled');
  });
});

describe('an address', () => {
  const local = { login: 'ada@example.com', name: 'Ada', role: 'member', passwordHash: 'plain x' } as const;

  it('leads into the account that has it only where that is wanted', async () => {
    await test.deps.store.accounts.add(local);
    expect((await signIn(await setUp(), ada)).body).toContain('not joined with this one');
  });

  it('joins the two where it is wanted, and the provider has verified it', async () => {
    await test.deps.store.accounts.add(local);
    const id = await setUp({ joinsByEmail: true });
    const unverified = { ...ada, sub: 'sub-eve', email_verified: false, preferred_username: 'eve' };
    expect(await me(await signIn(id, unverified))).toMatchObject({ account: { login: 'eve' } });
    expect(await me(await signIn(id, ada))).toMatchObject({ account: { login: 'ada@example.com', hasPassword: true } });
  });
});

describe('a way back', () => {
  it('is worth nothing in another browser, twice, or too late', async () => {
    const id = await setUp();
    provider.accounts.set(ada.sub, ada);
    const begun = await visit(`/openid/begin/${id}`);
    const back = await provider.walk(begun.location ?? '', ada.sub);
    const url = `${back.pathname}${back.search}`;
    expect((await visit(url)).body).toContain('begun in another browser');
    const other = await visit(`/openid/begin/${id}`);
    expect((await visit(url, other.cookies)).status).toBe(403);
    expect((await visit(url, begun.cookies)).status).toBe(303);
    expect((await visit(url, begun.cookies)).status).toBe(403);
    test.advance(11 * 60_000);
    expect((await visit(url, other.cookies)).body).toContain('is over');
  });

  it('with a refusal says so', async () => {
    const begun = await visit(`/openid/begin/${await setUp()}`);
    const state = new URL(begun.location ?? '').searchParams.get('state') ?? '';
    const answer = await visit(`/openid/callback?error=access_denied&state=${state}`, begun.cookies);
    expect([answer.status, answer.body]).toEqual([403, expect.stringContaining('did not sign you in')]);
  });

  it('of no provider says so', async () => {
    expect((await visit('/openid/begin/99')).body).toContain('no such identity provider');
    expect((await visit('/openid/begin/one')).body).toContain('no such identity provider');
  });
});

describe('a provider', () => {
  it.each([
    ['that does not answer', 'http://127.0.0.1:9', /cannot be asked/],
    ['that names itself otherwise', 'other', /exactly that name/],
  ])('%s is not saved', async (_what, issuer, words) => {
    const place = issuer === 'other' ? provider.issuer.replace('127.0.0.1', 'localhost') : issuer;
    const failure = await failureOf(setUp({ issuer: place }));
    expect([failure.from, failure.message]).toEqual(['identity-provider', expect.stringMatching(words)]);
    expect(failure.message).not.toContain('marked');
    expect(await test.deps.store.identityProviders.list()).toEqual([]);
  });

  it('is on the page on which people sign in', async () => {
    const id = await setUp();
    const ways = JSON.parse((await visit('/api/v1/sign-in-ways')).body) as unknown;
    expect(ways).toEqual({ providers: [{ name: 'Acme', url: `/openid/begin/${id}` }] });
  });
});
