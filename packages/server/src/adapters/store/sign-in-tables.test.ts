/** The tables about signing in: what is used once, compared before it is written, and held across processes. */

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { plainNetwork, type IntegrationId, type ServicePerson } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import { addExampleRepository } from '../../test-support/example-rows.ts';
import { openTestStore } from '../../test-support/test-store.ts';
import type { TestStore } from '../../test-support/test-store.ts';
import { credentialLocks } from './credential-locks.ts';

const now = new Date('2026-03-01T12:00:00Z');
const later = new Date('2026-03-01T12:10:00Z');

let test: TestStore;
let store: Store;
let integration: IntegrationId;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());
beforeEach(async () => {
  integration = (await store.repositories.get(await addExampleRepository(store)))!.integrationId;
});

function sealed(text: string): SealedSecret {
  return text as SealedSecret;
}

const ada: ServicePerson = {
  remoteId: '7',
  login: 'ada',
  name: 'Ada',
  email: undefined,
  webUrl: undefined,
  avatarUrl: 'https://git.example/ada.png',
};
const missing = {
  name: 'write_hook',
  weight: 'useful',
  without: 'webhooks cannot be made',
  grantUrl: undefined,
} as const;

describe('the standing of an integration', () => {
  it('keeps what a check found', async () => {
    await store.integrations.saveFindings(integration, {
      account: ada,
      expiresAt: later,
      missingRights: [missing],
      at: now,
    });
    expect(await store.integrations.get(integration)).toMatchObject({
      account: ada,
      credentialExpiresAt: later,
      missingRights: [missing],
      checkedAt: now,
    });
  });

  it('replaces a credential only while it is the one that was read', async () => {
    const { integrations } = store;
    await integrations.saveSealedCredential(integration, sealed('one'), { kind: 'oauth', appId: undefined });
    expect(await integrations.replaceSealedCredential(integration, sealed('one'), sealed('two'))).toBe(true);
    expect(await integrations.replaceSealedCredential(integration, sealed('one'), sealed('three'))).toBe(false);
    expect(await integrations.sealedCredential(integration)).toBe('two');
  });

  it('changes only what is named', async () => {
    const before = await store.integrations.get(integration);
    await store.integrations.change(integration, { name: 'Other' });
    await store.integrations.change(integration, {});
    expect(await store.integrations.get(integration)).toEqual({ ...before, name: 'Other' });
  });

  it('is not listed, nor resumed, once it is being removed', async () => {
    await store.integrations.pause(integration, 'It is being removed.');
    await store.integrations.markRemoving(integration, now, true);
    await store.integrations.resume(integration);
    expect((await store.integrations.list()).map(({ id }) => id)).not.toContain(integration);
    expect(await store.integrations.get(integration)).toMatchObject({
      isBeingRemoved: true,
      pausedBecause: 'It is being removed.',
    });
    expect(await store.integrations.removal(integration)).toEqual({ keepsInJira: true });
  });
});

describe('a sign-in', () => {
  const begun = {
    id: 'first',
    connector: 'fake',
    settings: { url: 'https://git.example' },
    network: plainNetwork,
    purpose: { kind: 'new-integration' },
    expiresAt: later,
    stateDigest: 'state',
    browserDigest: 'browser',
  } as const;
  const done = { sealedCredential: sealed('x'), account: ada, credentialExpiresAt: undefined, missingRights: [] };

  beforeEach(async () => {
    await store.signIns.remove('first');
    await store.signIns.begin(begun);
  });

  it('is taken once, by the browser that began it, while it lasts', async () => {
    const { signIns } = store;
    expect(await signIns.takeByState('state', 'another browser', now)).toBeUndefined();
    expect(await signIns.takeByState('another state', 'browser', now)).toBeUndefined();
    expect(await signIns.takeByState('state', 'browser', later)).toBeUndefined();
    const taken = await Promise.all([1, 2, 3].map(() => signIns.takeByState('state', 'browser', now)));
    expect(taken.filter((each) => each !== undefined)).toMatchObject([{ id: 'first', purpose: begun.purpose }]);
  });

  it('is shown when it has a credential, until it is over', async () => {
    const { signIns } = store;
    expect(await signIns.finished('first', now)).toBeUndefined();
    await signIns.finish('first', { ...done, expiresAt: later });
    expect(await signIns.finished('first', now)).toMatchObject({ account: ada, sealedCredential: 'x' });
    expect(await signIns.finished('first', later)).toBeUndefined();
  });

  it('is forgotten', async () => {
    expect(await store.signIns.remove('none')).toBe(false);
    await store.signIns.removeBefore(new Date(later.getTime() + 1));
    expect(await store.signIns.remove('first')).toBe(false);
  });
});

describe('our registrations', () => {
  const settings = { url: 'https://git.example' };

  it('as an OAuth client are one for each service', async () => {
    const client = { connector: 'fake', authorizeUrl: 'https://git.example/authorize', settings, clientId: 'a' };
    const first = await store.oauthClients.save({ ...client, sealedClientSecret: sealed('1') });
    const second = await store.oauthClients.save({ ...client, clientId: 'b', sealedClientSecret: sealed('2') });
    expect(second).toEqual({ ...first, clientId: 'b', sealedClientSecret: '2' });
    expect(await store.oauthClients.list()).toEqual([second]);
    expect(await store.oauthClients.find('fake', client.authorizeUrl)).toEqual(second);
    expect(await store.oauthClients.find('other', client.authorizeUrl)).toBeUndefined();
    await store.oauthClients.remove(second.id);
    expect(await store.oauthClients.get(second.id)).toBeUndefined();
  });

  it('as an app keep three secrets, and stay while an integration uses them', async () => {
    const named = { appId: 'Iv1', slug: 'ours', name: 'Ours', webUrl: 'https://git.example/apps/ours' };
    const app = await store.apps.add({ connector: 'fake', settings, network: plainNetwork, ...named });
    await store.apps.saveSealedSecret(app.id, 'private-key', sealed('k'));
    await store.apps.saveSealedSecret(app.id, 'webhook-secret', sealed('w'));
    expect(await store.apps.sealedSecret(app.id, 'private-key')).toBe('k');
    expect(await store.apps.sealedSecret(app.id, 'webhook-secret')).toBe('w');
    expect(await store.apps.sealedSecret(app.id, 'client-secret')).toBeUndefined();
    expect(await store.apps.list()).toEqual([app]);
    await store.integrations.saveSealedCredential(integration, sealed('x'), { kind: 'app', appId: app.id });
    expect(await store.apps.remove(app.id)).toBe(false);
    await store.integrations.remove(integration);
    expect(await store.apps.remove(app.id)).toBe(true);
    expect(await store.apps.get(app.id)).toBeUndefined();
  });
});

describe('a lock on a credential', () => {
  it('is held by one at a time, in order, also across connections, and let go by a failure', async () => {
    const other = credentialLocks(test.connectionString);
    const events: string[] = [];
    const held = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const first = store.credentialLocks.hold('integration/1', async () => {
      held.resolve();
      await release.promise;
      events.push('first');
      throw new Error('refused');
    });
    await held.promise;
    const second = other.hold('integration/1', async () => void events.push('second'));
    await other.hold('integration/2', async () => void events.push('unrelated'));
    release.resolve();
    await expect(first).rejects.toThrow('refused');
    await second;
    expect(events).toEqual(['unrelated', 'first', 'second']);
  });

  it('is let go by a process that is killed', async () => {
    const holder = fork(new URL('../../test-support/lock-holder.ts', import.meta.url), [test.connectionString, 'a']);
    await once(holder, 'message');
    let got = false;
    const waiting = store.credentialLocks.hold('a', async () => void (got = true));
    expect(got).toBe(false);
    holder.kill('SIGKILL');
    await waiting;
    expect(got).toBe(true);
  });
});
