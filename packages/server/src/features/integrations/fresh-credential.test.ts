/** OAuth credentials stay fresh: renewed in time, by one process, stored before they are used, and paused when refused. */

import { Secret, type OAuthCredential } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../test-support/failure-of.ts';
import { openSignInHouse, type SignInHouse } from '../../test-support/sign-in-house.ts';
import { connect, credentialPlace, type ConnectDeps } from './connect.ts';
import { openCredential, sealCredential } from './stored-credential.ts';

let house: SignInHouse;

beforeEach(async () => {
  house = await openSignInHouse();
});
afterEach(() => house.close());

const minute = 60_000;

async function integrationOf(id: Awaited<ReturnType<SignInHouse['addByOAuth']>>) {
  return (await house.deps.store.integrations.get(id))!;
}

async function keptCredential(id: Awaited<ReturnType<SignInHouse['addByOAuth']>>): Promise<OAuthCredential> {
  const sealed = await house.deps.store.integrations.sealedCredential(id);
  return openCredential(house.deps.secretBox, sealed!, credentialPlace(id)) as OAuthCredential;
}

/** Refreshes that the server was asked for. */
function refreshes(): readonly (string | undefined)[] {
  return house.server.asked
    .filter((each) => each['grant_type'] === 'refresh_token')
    .map((each) => each['refresh_token']);
}

/** The access token that the last connection was made with. */
function usedToken(): string | undefined {
  const credential = house.service.connections.at(-1)?.credential;
  return credential?.kind === 'oauth' ? credential.accessToken.reveal() : undefined;
}

describe('an access token', () => {
  it('is used as it is while it lasts for more than five minutes', async () => {
    const id = await house.addByOAuth();
    house.advance(114 * minute);
    await (await connect(house.deps, await integrationOf(id))).check();
    expect(refreshes()).toEqual([]);
  });

  it('is renewed before its last five minutes, and stored with the new refresh token', async () => {
    const id = await house.addByOAuth();
    const before = await keptCredential(id);
    house.advance(116 * minute);
    await (await connect(house.deps, await integrationOf(id))).check();
    const after = await keptCredential(id);
    expect(refreshes()).toEqual([before.refreshToken?.reveal()]);
    expect(after.refreshToken?.reveal()).not.toBe(before.refreshToken?.reveal());
    expect(usedToken()).toBe(after.accessToken.reveal());
  });

  it('is renewed after one refusal, and only once', async () => {
    const id = await house.addByOAuth();
    const connection = await connect(house.deps, await integrationOf(id));
    house.server.endAccessTokens();
    expect((await connection.check()).account?.login).toBe('ada');
    expect(refreshes()).toHaveLength(1);
    house.service.accountOf = () => undefined;
    expect((await failureOf(connection.check())).kind).toBe('unauthorized');
    expect(refreshes()).toHaveLength(2);
  });

  it('that ends in the middle of a list is replaced, and no page is lost or told twice', async () => {
    const id = await house.addByOAuth();
    house.service.pages = 5;
    const connection = await connect(house.deps, await integrationOf(id));
    const names: string[] = [];
    for await (const { repositories } of connection.listRepositories()) {
      names.push(...repositories.map(({ name }) => name));
      if (names.length % 2 === 0) house.server.endAccessTokens();
    }
    expect(names).toEqual(['acme/app-1', 'acme/app-2', 'acme/app-3', 'acme/app-4', 'acme/app-5']);
    expect(refreshes()).toHaveLength(2);
  });

  it('without a refresh token is used until it is refused', async () => {
    house.server.behaviour.tokenSeconds = undefined;
    const id = await house.addByOAuth();
    const connection = await connect(house.deps, await integrationOf(id));
    await connection.check();
    house.server.endAccessTokens();
    expect((await failureOf(connection.check())).kind).toBe('unauthorized');
    expect(refreshes()).toEqual([]);
  });
});

describe('several at the same time', () => {
  it('renew once, in this process and in others', async () => {
    const id = await house.addByOAuth();
    house.advance(3 * 60 * minute);
    const other = await house.openOther();
    const everybody: readonly ConnectDeps[] = [house.deps, { ...house.deps, store: other }];
    const integration = await integrationOf(id);
    try {
      const asked = [...everybody, ...everybody, ...everybody].map(async (deps) =>
        (await connect(deps, integration)).check(),
      );
      expect((await Promise.all(asked)).map(({ account }) => account?.login)).toEqual(Array(6).fill('ada'));
    } finally {
      await other.close();
    }
    expect(refreshes()).toHaveLength(1);
  });

  it('renew once when all are refused', async () => {
    const id = await house.addByOAuth();
    const integration = await integrationOf(id);
    const connections = await Promise.all([1, 2, 3].map(() => connect(house.deps, integration)));
    house.server.endAccessTokens();
    await Promise.all(connections.map((connection) => connection.check()));
    expect(refreshes()).toHaveLength(1);
  });
});

describe('what goes wrong meanwhile', () => {
  it('before the answer is stored leaves the old refresh token, and the next one tries with it', async () => {
    const id = await house.addByOAuth();
    const before = await keptCredential(id);
    house.advance(3 * 60 * minute);
    const { integrations } = house.deps.store;
    // As if the process were killed between the answer and the row.
    const dying = { ...integrations, replaceSealedCredential: () => Promise.reject(new Error('killed')) };
    const deps = { ...house.deps, store: { ...house.deps.store, integrations: dying } };
    await expect(connect(deps, await integrationOf(id))).rejects.toThrow('killed');
    expect((await keptCredential(id)).refreshToken?.reveal()).toBe(before.refreshToken?.reveal());
    // This service takes a refresh token once: a person must sign in again, and is told so.
    const failure = await failureOf(connect(house.deps, await integrationOf(id)));
    expect(failure).toMatchObject({
      kind: 'unauthorized',
      message: expect.stringContaining('Sign in again.') as string,
    });
  });

  it('a credential that a person gave it stands', async () => {
    const id = await house.addByOAuth();
    house.advance(3 * 60 * minute);
    const { secretBox, store } = house.deps;
    house.server.behaviour.beforeRefresh = async () => {
      const given = sealCredential(secretBox, { kind: 'token', token: new Secret('given') }, credentialPlace(id));
      await store.integrations.saveSealedCredential(id, given, { kind: 'token', appId: undefined });
    };
    expect((await failureOf(connect(house.deps, await integrationOf(id)))).kind).toBe('unavailable');
    const kept = await store.integrations.sealedCredential(id);
    expect(openCredential(secretBox, kept!, credentialPlace(id))).toMatchObject({ kind: 'token' });
  });

  it('a refusal pauses this integration, with the reason and what to do, and no other', async () => {
    const id = await house.addByOAuth();
    const other = await house.addByToken();
    house.advance(3 * 60 * minute);
    house.server.revokeAll();
    const failure = await failureOf(connect(house.deps, await integrationOf(id)));
    const policy = house.policy();
    expect(policy.decide(failure, 1, house.deps.clock.now())).toEqual({ verdict: 'pause' });
    await policy.onGivenUp('discover-repositories', { integrationId: id }, failure);
    const paused = await integrationOf(id);
    expect(paused.pausedBecause).toMatch(/no longer renews our access.*Give this integration a new credential/);
    expect(paused.pausedBy).toBe('refusal');
    expect((await integrationOf(other)).pausedBecause).toBeUndefined();
  });

  it('a service that is away is no refusal', async () => {
    const id = await house.addByOAuth();
    const before = await keptCredential(id);
    house.advance(3 * 60 * minute);
    house.server.behaviour.breaksWith = { status: 503, body: 'busy' };
    expect((await failureOf(connect(house.deps, await integrationOf(id)))).kind).toBe('unavailable');
    house.server.behaviour.breaksWith = undefined;
    await connect(house.deps, await integrationOf(id));
    expect((await keptCredential(id)).accessToken.reveal()).not.toBe(before.accessToken.reveal());
  });
});
