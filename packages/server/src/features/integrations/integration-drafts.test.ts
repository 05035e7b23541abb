/** Putting an integration together: what is kept meanwhile, what is told, and that nothing stays of what is cancelled. */

import { everyRepository, Failure, Secret, type IntegrationId, type RepositoryChoice } from '@branchline/domain';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { credentialPlace } from './connect.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { listed, listedService, manyListed, type ListedService } from '../../test-support/listed-service.ts';
import { signedService, type SignedService } from '../../test-support/signed-service.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import type { NewIntegration } from './add-integration.ts';
import { discoverRepositories } from './discover-repositories.ts';
import {
  beginDraft,
  cancelDraft,
  connectDraft,
  forgetDrafts,
  listDrafts,
  recheckDraft,
  showDraft,
  type IntegrationDraftDeps,
} from './integration-drafts.ts';
import { listForDraft } from './list-for-draft.ts';
import { makeKey } from './made-keys.ts';
import { discoverAgain, saveRepositoryChoice, tryList } from './save-repository-choice.ts';
import { openCredential } from './stored-credential.ts';

let house: TestHouse;
let deps: TestHouse & IntegrationDraftDeps;
let service: ListedService;
let signed: SignedService;
let looks: string[];

beforeEach(async () => {
  house = await openTestHouse();
  service = listedService([listed(1, 'acme/app'), listed(2, 'acme/docs'), listed(3, 'other/app')]);
  signed = signedService();
  looks = [];
  const look: GitServiceLook = async ({ cloneUrl }) => {
    looks.push(cloneUrl);
    return { fingerprint: '', defaultBranch: undefined, hostKey: undefined };
  };
  const ssh: GitServiceConnector = { ...service.connector, id: 'ssh', credentialKinds: ['ssh-key'] };
  const connectors = new Map([service.connector, signed.connector, ssh].map((each) => [each.id, each]));
  deps = { ...house, connectors, mirror: { ...house.mirror, look } };
});
afterEach(() => house.close());

type GitServiceLook = TestHouse['mirror']['look'];

const wanted: NewIntegration = { connector: 'listed', name: undefined, settings: {}, credential: { kind: 'none' } };
const byToken: NewIntegration = {
  ...wanted,
  connector: 'signed',
  settings: { url: 'https://signed.example' },
  credential: { kind: 'token', token: new Secret('good') },
};

async function begin(wish = wanted): Promise<IntegrationId> {
  return (await beginDraft(deps, wish)).integration.id;
}

async function names(id: IntegrationId, taken?: boolean): Promise<readonly string[]> {
  const query = { search: undefined, owner: undefined, isTaken: taken, after: undefined, limit: 1000 };
  const { listings } = await house.store.listings.page(id, query);
  return listings.filter(({ isGone }) => !isGone).map(({ name }) => name);
}

async function jobs(): Promise<readonly string[]> {
  return (await house.store.jobs.list(100)).map(({ name }) => name);
}

/** Rows of every table that a draft writes to. */
async function rows(): Promise<number> {
  const client = new Client({ connectionString: house.database.connectionString });
  await client.connect();
  const tables = ['integrations', 'listed_repositories', 'repository_walks', 'repository_choices', 'sign_ins'];
  const counts = tables.map((table) => `(select count(*) from ${table})`).join(' + ');
  const { rows: found } = await client.query<{ sum: string }>(`select ${counts} as sum`);
  await client.end();
  return Number(found[0]?.sum);
}

const choose = (id: IntegrationId, choice: Partial<RepositoryChoice>) =>
  saveRepositoryChoice(deps, id, { ...everyRepository, ...choice });

describe('a draft', () => {
  it('keeps the credential sealed, tells as whom it connects, and is no integration', async () => {
    const view = await beginDraft(deps, byToken);
    const { id } = view.integration;
    expect(view).toMatchObject({ connectorTitle: 'Signed', warnings: [], integration: { name: 'Signed (ada)' } });
    expect(view.integration.account?.login).toBe('ada');
    expect(view.until.getTime() - house.clock.now().getTime()).toBe(24 * 3_600_000);
    expect(await house.store.integrations.list()).toEqual([]);
    expect((await listDrafts(deps)).map(({ integration }) => integration.id)).toEqual([id]);
    const sealed = (await house.store.integrations.sealedCredential(id))!;
    expect(String(sealed)).not.toContain('good');
    expect(openCredential(deps.secretBox, sealed, credentialPlace(id))).toMatchObject({ kind: 'token' });
  });

  it('is refused with the credential, and nothing is kept then', async () => {
    const refused = { ...byToken, credential: { kind: 'token', token: new Secret('bad') } } as const;
    expect((await failureOf(beginDraft(deps, refused))).kind).toBe('unauthorized');
    expect(await rows()).toBe(0);
  });

  it('asks git itself where nobody can say who we are', async () => {
    await begin();
    expect(looks).toEqual(['https://git.example.com/acme/app.git']);
    await begin(byToken);
    expect(looks).toHaveLength(1);
    const message = 'There is no repository here.';
    const look = () => Promise.reject(new Failure('not-found', 'git', message));
    const refusing = { ...deps, mirror: { ...deps.mirror, look } };
    expect((await failureOf(beginDraft(refusing, wanted))).message).toBe(message);
    expect(await house.store.integrationDrafts.list(house.clock.now())).toHaveLength(2);
  });

  it('warns of another integration with the same account', async () => {
    const first = await begin(byToken);
    await connectDraft(deps, first, { name: 'First' });
    const { warnings } = await beginDraft(deps, byToken);
    expect(warnings).toEqual(['"First" is connected to the same service as ada, too.']);
  });

  it('tells a missing right, is not connected without it, and finds it when it was granted', async () => {
    const right = { name: 'read_api', weight: 'needed', without: 'nothing can be read', grantUrl: undefined } as const;
    signed.missingRights = [right];
    const id = await begin(byToken);
    expect((await showDraft(deps, id))?.integration.missingRights).toEqual([right]);
    const failure = await failureOf(connectDraft(deps, id, {}));
    expect(failure).toMatchObject({ kind: 'rejected', message: expect.stringContaining('read_api') as string });
    signed.missingRights = [];
    expect((await recheckDraft(deps, id))?.integration.missingRights).toEqual([]);
    expect(await connectDraft(deps, id, {})).toBeDefined();
  });

  it('ends by itself after a day', async () => {
    const id = await begin();
    house.advance(24 * 3_600_000 + 1);
    expect(await showDraft(deps, id)).toBeUndefined();
    expect(await connectDraft(deps, id, {})).toBeUndefined();
    expect(await cancelDraft(deps, id)).toBe(false);
    await forgetDrafts(deps);
    expect(await rows()).toBe(0);
  });

  it('leaves nothing behind when it is cancelled, also while its list is walked', async () => {
    service.repositories.splice(0, 3, ...manyListed(250));
    const id = await begin();
    service.failOnPage = 1;
    expect((await failureOf(listForDraft(deps, id))).kind).toBe('unavailable');
    await choose(id, { current: ['1'] });
    expect(await rows()).toBeGreaterThan(100);
    expect(await cancelDraft(deps, id)).toBe(true);
    expect(await rows()).toBe(0);
    expect(await jobs()).toEqual([]);
    await listForDraft(deps, id);
    expect(await rows()).toBe(0);
    expect(await cancelDraft(deps, id)).toBe(false);
  });
});

describe('the list of a draft', () => {
  it('is walked to be chosen from, and nothing of it is taken', async () => {
    const id = await begin();
    expect(await jobs()).toEqual(['list-for-draft']);
    await listForDraft(deps, id);
    expect(await names(id)).toEqual(['acme/app', 'acme/docs', 'other/app']);
    expect(await house.store.listings.walkStanding(id)).toMatchObject({ seen: 3, isFinished: true });
    expect(await house.store.repositories.listByIntegration(id)).toEqual([]);
  });

  it('goes on where it was broken off', async () => {
    service.repositories.splice(0, 3, ...manyListed(250));
    const id = await begin();
    service.failOnPage = 1;
    await failureOf(listForDraft(deps, id));
    await listForDraft(deps, id);
    // The first look for git is the first 0.
    expect(service.pagesAsked).toEqual([0, 0, 1, 1, 2]);
    expect(await names(id)).toHaveLength(250);
  });

  it('says why it stopped when the service refuses for good, and is walked again when somebody asks', async () => {
    const id = await begin(byToken);
    signed.accountOf = () => undefined;
    await listForDraft(deps, id);
    expect((await showDraft(deps, id))?.integration.pausedBecause).toBe('Signed refused our credential.');
    signed.accountOf = () => 'ada';
    expect(await discoverAgain(deps, id)).toBe(true);
    expect((await showDraft(deps, id))?.integration.pausedBecause).toBeUndefined();
    await listForDraft(deps, id);
    expect(await names(id)).toEqual(['acme/app-1']);
  });

  it('follows another list and a filter, and forgets what these do not have', async () => {
    const id = await begin();
    await listForDraft(deps, id);
    await choose(id, { apiPath: '/orgs/acme/repos', filter: "[?contains(full_name, 'app')]" });
    await listForDraft(deps, id);
    expect(await names(id)).toEqual(['acme/app', 'acme/docs']);
    expect(await names(id, true)).toEqual(['acme/app']);
  });

  it('is not walked again for ticks alone', async () => {
    const id = await begin();
    await listForDraft(deps, id);
    const asked = service.pagesAsked.length;
    await choose(id, { current: ['2'] });
    await house.drain();
    expect(service.pagesAsked.length).toBe(asked);
  });

  it('is tried before it is saved, and what cannot be used is said in words', async () => {
    const id = await begin();
    expect(await tryList(deps, id, { apiPath: undefined, filter: "[?contains(full_name, 'app')]" })).toEqual({
      listed: 3,
      kept: 2,
      names: ['acme/app', 'other/app'],
      goesOn: false,
    });
    const attempt = (apiPath: string | undefined, filter: string | undefined) =>
      failureOf(tryList(deps, id, { apiPath, filter }));
    expect((await attempt('orgs', undefined)).message).toContain('/orgs/acme/repos');
    expect((await attempt(undefined, '[?')).kind).toBe('rejected');
    expect(await tryList(deps, 999 as IntegrationId, { apiPath: undefined, filter: undefined })).toBeUndefined();
  });
});

describe('connecting a draft', () => {
  it('makes an integration of it with what was wished, and takes what was chosen', async () => {
    const id = await begin();
    await listForDraft(deps, id);
    const choice = { ...everyRepository, current: ['1', '3'] };
    const wish = { name: 'Ours', requiresPersonalToken: false, requiresGitPermission: true, makesWebhooks: false };
    await connectDraft(deps, id, { ...wish, choice });
    const [integration] = await house.store.integrations.list();
    expect(integration).toMatchObject({ id, ...wish, isBeingRemoved: false });
    expect(await listDrafts(deps)).toEqual([]);
    expect(await jobs()).toEqual(['discover-repositories']);
    await discoverRepositories(deps, id);
    const taken = await house.store.repositories.listByIntegration(id);
    expect(taken.map(({ name }) => name)).toEqual(['acme/app', 'other/app']);
    expect(await cancelDraft(deps, id)).toBe(false);
  });

  it('takes everything from the beginning when the list was not walked to its end', async () => {
    service.repositories.splice(0, 3, ...manyListed(250));
    const id = await begin();
    service.failOnPage = 1;
    await failureOf(listForDraft(deps, id));
    await connectDraft(deps, id, {});
    await discoverRepositories(deps, id);
    expect(await house.store.repositories.listByIntegration(id)).toHaveLength(250);
  });

  it('refuses a choice that cannot be used, and stays a draft', async () => {
    const id = await begin();
    const choice = { ...everyRepository, apiPath: 'https://elsewhere.example' };
    expect((await failureOf(connectDraft(deps, id, { choice }))).kind).toBe('rejected');
    expect(await listDrafts(deps)).toHaveLength(1);
  });
});

describe('a key of ours', () => {
  it('is sealed at once, and signs a draft in', async () => {
    const key = await makeKey(deps);
    expect(key.publicKey).toMatch(/^ssh-ed25519 /);
    expect(JSON.stringify(key)).not.toContain('PRIVATE');
    const id = await begin({ ...wanted, connector: 'ssh', credential: { kind: 'made-ssh-key', id: key.id } });
    const sealed = (await house.store.integrations.sealedCredential(id))!;
    const opened = openCredential(deps.secretBox, sealed, credentialPlace(id));
    expect(opened.kind === 'ssh-key' && opened.privateKey.reveal()).toContain('BEGIN OPENSSH PRIVATE KEY');
  });

  it('is forgotten after a day, and a name that is none is not found', async () => {
    const key = await makeKey(deps);
    const wish = (id: string) => ({ ...wanted, connector: 'ssh', credential: { kind: 'made-ssh-key', id } as const });
    expect((await failureOf(begin(wish('other')))).kind).toBe('not-found');
    house.advance(24 * 3_600_000 + 1);
    expect((await failureOf(begin(wish(key.id)))).message).toContain('Make another one');
  });
});
