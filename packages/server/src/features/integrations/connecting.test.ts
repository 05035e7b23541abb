/** Adding, changing and checking integrations: what is tried, refused, warned of, kept and resumed. */

import { Secret, plainNetwork, type IntegrationId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MissingRight } from '../../ports/git-service.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { openSignInHouse, pendingByOAuth, type SignInHouse } from '../../test-support/sign-in-house.ts';
import { addIntegration, tryIntegration, type NewIntegration } from './add-integration.ts';
import { attentionOf } from './attention.ts';
import { checkIntegration, recheckIntegration, scheduleChecks } from './check-integration.ts';
import { connect } from './connect.ts';
import { editIntegration } from './edit-integration.ts';
import { pauseRefused } from './pause-refused.ts';

let house: SignInHouse;

beforeEach(async () => {
  house = await openSignInHouse();
});
afterEach(() => house.close());

const needed: MissingRight = {
  name: 'read_api',
  weight: 'needed',
  without: 'merge requests cannot be read',
  grantUrl: 'https://signed.example/tokens',
};
const useful: MissingRight = {
  name: 'api',
  weight: 'useful',
  without: 'webhooks are made by hand',
  grantUrl: undefined,
};
const day = 24 * 3_600_000;

function wanted(token = 'good', changes: Partial<NewIntegration> = {}): NewIntegration {
  const credential = { kind: 'token', token: new Secret(token) } as const;
  return { connector: 'signed', name: undefined, settings: house.settings, credential, ...changes };
}

async function standing(id: IntegrationId) {
  return (await house.deps.store.integrations.get(id))!;
}

async function jobs() {
  return (await house.deps.store.jobs.list(100)).map(({ key }) => key);
}

function tokenUsed(): string | undefined {
  const credential = house.service.connections.at(-1)?.credential;
  return credential?.kind === 'token' ? credential.token.reveal() : undefined;
}

describe('adding', () => {
  it('keeps as whom it connects and when that ends, and starts to discover', async () => {
    house.service.expiresAt = new Date('2026-06-01T00:00:00Z');
    const added = await addIntegration(house.deps, wanted());
    expect(added).toMatchObject({
      name: 'Signed (ada)',
      credentialKind: 'token',
      warnings: [],
      pausedBecause: undefined,
    });
    expect(await standing(added.id)).toMatchObject({
      account: { login: 'ada', remoteId: 'id-ada', avatarUrl: 'https://signed.example/ada.png' },
      credentialExpiresAt: house.service.expiresAt,
      checkedAt: house.deps.clock.now(),
    });
    expect(await jobs()).toEqual([`discover/${added.id}`]);
  });

  it('refuses a credential without a right that is needed, with its name and where to grant it', async () => {
    house.service.missingRights = [needed, useful];
    const failure = await failureOf(addIntegration(house.deps, wanted()));
    expect(failure.kind).toBe('rejected');
    expect(failure.message).toContain('read_api');
    expect(failure.message).toContain('https://signed.example/tokens');
    expect(await house.deps.store.integrations.list()).toEqual([]);
  });

  it('warns of a right that would be useful', async () => {
    house.service.missingRights = [useful];
    const { warnings, id } = await addIntegration(house.deps, wanted());
    expect(warnings).toEqual(['Without api webhooks are made by hand.']);
    expect((await standing(id)).missingRights).toEqual([useful]);
  });

  it('warns of an integration with the same service and account, and of no other', async () => {
    await addIntegration(house.deps, wanted('good', { name: 'First' }));
    const twin = await addIntegration(house.deps, wanted('as ada'));
    expect(twin.warnings).toEqual(['"First" is connected to the same service as ada, too.']);
    expect((await addIntegration(house.deps, wanted('as bob'))).warnings).toEqual([]);
    const elsewhere = wanted('good', { settings: { url: 'https://other.example' } });
    expect((await addIntegration(house.deps, elsewhere)).warnings).toEqual([]);
  });

  it('warns of an end that is near, and of certificates that are not verified', async () => {
    house.service.expiresAt = new Date(house.deps.clock.now().getTime() + 5 * day);
    const network = { ...plainNetwork, verifiesCertificates: false };
    const { check, warnings } = await tryIntegration(house.deps, wanted('good', { network }));
    expect(check.account?.login).toBe('ada');
    expect(warnings).toEqual([
      'The credential ends in 5 days. Make a new one before.',
      'Certificates of Signed are not verified: anybody may pretend to be it.',
    ]);
    expect(await house.deps.store.integrations.list()).toEqual([]);
  });

  it.each([
    ['a credential that is refused', () => wanted('bad'), 'unauthorized', /refused our credential/],
    ['an unknown service', () => wanted('good', { connector: 'none' }), 'rejected', /known are: signed/],
    ['settings that do not fit', () => wanted('good', { settings: {} }), 'rejected', /"url" must be/],
    [
      'a kind of credential it does not take',
      () => wanted('', { credential: { kind: 'ssh-key', privateKey: new Secret('k'), passphrase: undefined } }),
      'rejected',
      /takes these credentials: token, oauth, app, none/,
    ],
    [
      'an app that is not ours',
      () => wanted('', { credential: { kind: 'app', app: 99 as never, installationId: '7' } }),
      'rejected',
      /no such app/,
    ],
    [
      'a proxy with a password',
      () => wanted('good', { network: { ...plainNetwork, proxyUrl: 'http://me:word@proxy.example:3128' } }),
      'rejected',
      /user name or password/,
    ],
  ])('refuses %s', async (_what, of, kind, message) => {
    const failure = await failureOf(addIntegration(house.deps, of()));
    expect(failure).toMatchObject({ kind, message: expect.stringMatching(message) as string });
    expect(await house.deps.store.integrations.list()).toEqual([]);
  });

  it('by webhooks alone asks nobody and discovers nothing', async () => {
    const silent = wanted('', { credential: { kind: 'none' }, mode: 'webhook-only' });
    const { id, mode } = await addIntegration(house.deps, silent);
    expect(mode).toBe('webhook-only');
    expect(house.service.connections).toEqual([]);
    expect(await jobs()).toEqual([]);
    expect((await checkIntegration(house.deps, id))?.check.account).toBeUndefined();
  });

  it('with what came through a browser saves it once', async () => {
    const pending = await pendingByOAuth(house.deps, house.server, 'bob');
    const { id, account, credentialKind } = await addIntegration(house.deps, { pending, name: 'Mine' });
    expect({ login: account?.login, credentialKind }).toEqual({ login: 'bob', credentialKind: 'oauth' });
    expect((await (await connect(house.deps, await standing(id))).check()).account?.login).toBe('bob');
    expect((await failureOf(addIntegration(house.deps, { pending, name: 'Again' }))).kind).toBe('not-found');
  });
});

describe('changing', () => {
  it('a name changes nothing else and asks nobody', async () => {
    const id = await house.addByToken();
    const asked = house.service.connections.length;
    await editIntegration(house.deps, id, { name: 'Other' });
    expect(await standing(id)).toMatchObject({ name: 'Other', account: { login: 'ada' } });
    expect(house.service.connections).toHaveLength(asked);
    expect(await editIntegration(house.deps, 999 as IntegrationId, { name: 'x' })).toBeUndefined();
  });

  it('a credential takes over only when it is good', async () => {
    const id = await house.addByToken('as ada');
    await failureOf(editIntegration(house.deps, id, { credential: wanted('bad').credential }));
    await (await connect(house.deps, await standing(id))).check();
    expect(tokenUsed()).toBe('as ada');
    house.service.missingRights = [needed];
    await failureOf(editIntegration(house.deps, id, { credential: wanted('as bob').credential }));
    house.service.missingRights = [];
    expect((await standing(id)).account?.login).toBe('ada');
    const edited = await editIntegration(house.deps, id, { credential: wanted('as bob').credential });
    expect(edited?.account?.login).toBe('bob');
    await (await connect(house.deps, await standing(id))).check();
    expect(tokenUsed()).toBe('as bob');
  });

  it('a good credential resumes what the old one had paused, and not what a person paused', async () => {
    const id = await house.addByToken();
    const refusal = await failureOf(tryIntegration(house.deps, wanted('bad')));
    await pauseRefused(house.deps.store, id, refusal);
    await editIntegration(house.deps, id, { credential: wanted('new').credential });
    expect((await standing(id)).pausedBecause).toBeUndefined();
    await house.deps.store.integrations.pause(id, 'Paused by a person.');
    await pauseRefused(house.deps.store, id, refusal);
    await editIntegration(house.deps, id, { credential: wanted('newer').credential });
    expect((await standing(id)).pausedBecause).toBe('Paused by a person.');
  });

  it('settings and network are tried with the credential that is kept', async () => {
    const id = await house.addByToken('as ada');
    const network = { ...plainNetwork, proxyUrl: 'http://proxy.example:3128' };
    const settings = { url: 'https://other.example' };
    await editIntegration(house.deps, id, { settings, network });
    expect(house.service.connections.at(-1)).toMatchObject({ settings, network });
    expect(await standing(id)).toMatchObject({ settings, network });
    house.service.accountOf = () => undefined;
    expect((await failureOf(editIntegration(house.deps, id, { settings: house.settings }))).kind).toBe('unauthorized');
    expect((await standing(id)).settings).toEqual(settings);
  });

  it('a sign-in of another service is refused, and one for another integration, too', async () => {
    const id = await house.addByToken();
    const elsewhere = await editIntegration(house.deps, id, { settings: { url: 'https://other.example' } });
    const pending = await pendingByOAuth(house.deps, house.server, 'ada');
    const failure = await failureOf(editIntegration(house.deps, elsewhere!.id, { pending }));
    expect(failure.message).toContain('not at the service of');
    const byOAuth = await house.addByOAuth();
    const moved = editIntegration(house.deps, byOAuth, { settings: { url: 'https://other.example' } });
    expect((await failureOf(moved)).message).toContain('sign in again');
    await editIntegration(house.deps, byOAuth, { pending });
    expect((await standing(byOAuth)).credentialKind).toBe('oauth');
  });
});

describe('checking', () => {
  it('notes what has changed, and pauses when the credential is refused', async () => {
    const id = await house.addByToken();
    house.service.missingRights = [needed];
    house.service.expiresAt = new Date(house.deps.clock.now().getTime() + 13 * day);
    expect((await checkIntegration(house.deps, id))?.warnings).toEqual([
      'Without read_api merge requests cannot be read. Grant it at https://signed.example/tokens.',
    ]);
    expect(attentionOf(await standing(id), house.deps.clock.now())).toEqual([
      { level: 'urgent', text: 'Without read_api merge requests cannot be read.', url: needed.grantUrl },
      { level: 'warning', text: 'The credential ends in 13 days. Make a new one before.', url: undefined },
    ]);
    house.service.accountOf = () => undefined;
    expect((await failureOf(checkIntegration(house.deps, id))).kind).toBe('unauthorized');
    expect((await standing(id)).pausedBy).toBe('refusal');
  });

  it('resumes what a refusal had paused', async () => {
    const id = await house.addByToken();
    const ordinary = house.service.accountOf;
    house.service.accountOf = () => undefined;
    await failureOf(checkIntegration(house.deps, id));
    house.service.accountOf = ordinary;
    await recheckIntegration(house.deps, id);
    expect((await standing(id)).pausedBecause).toBeUndefined();
  });

  it('is queued once a day for every integration that has somebody to ask, spread over hours', async () => {
    const ids = [await house.addByToken(), await house.addByToken()];
    await addIntegration(house.deps, wanted('', { credential: { kind: 'none' }, mode: 'webhook-only' }));
    for (const id of ids) await house.deps.store.jobs.cancel(`discover/${id}`);
    await scheduleChecks(house.deps);
    await scheduleChecks(house.deps);
    const queued = await house.deps.store.jobs.list(10);
    expect(queued.map(({ key, runAt }) => [key, runAt.getTime() - house.deps.clock.now().getTime()])).toEqual([
      [`check/${ids[0]}`, 0],
      [`check/${ids[1]}`, 2 * 3_600_000],
    ]);
  });

  it('never takes an access token’s end for the end of the credential', async () => {
    house.service.expiresAt = new Date(house.deps.clock.now().getTime() + 3_600_000);
    const id = await house.addByOAuth();
    expect((await standing(id)).credentialExpiresAt).toBeUndefined();
  });
});
