/** Who occurs in rows, read only once, and people's own connections, which follow their accounts. */

import type { IntegrationId, PersonId, RepositoryId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import type { KeptIdentity } from '../../ports/store/people.ts';
import {
  addExampleRepository,
  filesOf,
  linked,
  personOf,
  pullRequestOf,
  linksTo,
} from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

const now = new Date('2026-03-01T12:00:00Z');

let test: TestStore;
let store: Store;

beforeEach(async () => {
  test = await openTestStore();
  store = test.store;
});
afterEach(() => test.close());

async function meetAccount(remoteId: string): Promise<KeptIdentity> {
  const identity = { kind: 'service-account', service: 'git.example', remoteId } as const;
  return store.people.add({ identity, login: undefined, name: undefined, shownEmail: undefined }, now);
}

async function join(one: KeptIdentity, other: KeptIdentity): Promise<PersonId> {
  return store.transaction(async ({ people }) => {
    const link = {
      one: one.id,
      other: other.id,
      proof: 'administrator',
      state: 'confirmed',
      by: 'a',
      at: now,
    } as const;
    await people.tell(link);
    await people.regroup([one.id, other.id], () => '');
    return (await people.find(other.identity))?.personId as PersonId;
  });
}

describe('who occurs in rows', () => {
  let repository: RepositoryId;

  beforeEach(async () => {
    repository = await addExampleRepository(store);
  });

  async function readAll(limit: number): Promise<readonly string[]> {
    const found: string[] = [];
    for (let read = await store.seenPeople.next(limit); read !== undefined; read = await store.seenPeople.next(limit)) {
      found.push(...read.authors.map((author) => author.email), ...read.accounts.map(({ login }) => login));
      await store.seenPeople.readUpTo(read.repositoryId, read.upTo);
    }
    return found;
  }

  it('is read once, each author once, reviewers too, and only what is new later', async () => {
    expect([await store.seenPeople.next(10), await store.seenPeople.hasNew()]).toEqual([undefined, false]);
    await store.development.saveCommits(repository, [linked(1, 'ABC-1'), linked(2, 'ABC-1')], true);
    await store.development.saveFiles(repository, [filesOf(1), filesOf(2)]);
    const reviewers = [{ person: personOf('bob'), verdict: 'approved' as const }];
    const pullRequest = pullRequestOf(1, { reviewers });
    await store.development.savePullRequests(repository, [{ pullRequest, links: linksTo('ABC-1') }], true);
    expect(await store.seenPeople.hasNew()).toBe(true);
    expect(await readAll(100)).toEqual(['ada@example.org', 'ada', 'bob']);
    expect(await readAll(100)).toEqual([]);
    await store.development.saveCommits(repository, [linked(3, 'ABC-1')], false);
    expect(await readAll(100)).toEqual([]);
    await store.development.saveFiles(repository, [filesOf(3)]);
    expect(await readAll(100)).toEqual(['ada@example.org']);
  });

  it('is read in parts without leaving anything out', async () => {
    const numbers = Array.from({ length: 7 }, (_, index) => index + 1);
    await store.development.saveCommits(
      repository,
      numbers.map((number) => {
        const { commit, links } = linked(number, 'ABC-1');
        return { commit: { ...commit, author: { ...commit.author, email: `${number}@example.org` } }, links };
      }),
      true,
    );
    await store.development.saveFiles(
      repository,
      numbers.map((number) => filesOf(number)),
    );
    const pullRequests = numbers.map((number) => ({
      pullRequest: pullRequestOf(number, { author: personOf(`p${number}`) }),
      links: linksTo('ABC-1'),
    }));
    await store.development.savePullRequests(repository, pullRequests, false);
    const found = await readAll(2);
    const expected = numbers.flatMap((number) => [`${number}@example.org`, `p${number}`]);
    expect([...new Set(found)].toSorted()).toEqual(expected.toSorted());
  });
});

describe("a person's own connection", () => {
  const findings = { account: personOf('ada'), missingRights: [], expiresAt: undefined, checkedAt: now };
  let integration: IntegrationId;
  let account: KeptIdentity;

  beforeEach(async () => {
    integration = (await store.repositories.get(await addExampleRepository(store)))?.integrationId as IntegrationId;
    account = await meetAccount('7');
  });

  const sealed = (text: string) => text as SealedSecret;

  it('is kept, replaced, checked and removed, and never told with its secret', async () => {
    const { personalConnections } = store;
    const key = { identityId: account.id, integrationId: integration };
    await personalConnections.save(key, 'token', sealed('1'), findings);
    const again = new Date(now.getTime() + 1000);
    await personalConnections.save(key, 'oauth', sealed('2'), { ...findings, expiresAt: now, checkedAt: again });
    await personalConnections.saveFindings(key, { ...findings, expiresAt: now });
    const kept = {
      connectedAt: again,
      ...key,
      personId: account.personId,
      credentialKind: 'oauth',
      lastProblem: undefined,
    };
    expect(await personalConnections.ofPerson(account.personId)).toEqual([{ ...findings, ...kept, expiresAt: now }]);
    expect(JSON.stringify(await personalConnections.get(account.personId, integration))).not.toContain('"2"');
    await personalConnections.noteProblem(key, 'Refused.');
    expect(await personalConnections.get(account.personId, integration)).toMatchObject({ lastProblem: 'Refused.' });
    const later = new Date(now.getTime() + 1);
    expect(await personalConnections.uncheckedSince(later, 10)).toEqual([]);
    await personalConnections.saveFindings(key, findings);
    expect(await personalConnections.uncheckedSince(later, 10)).toMatchObject([{ lastProblem: undefined }]);
    expect(await personalConnections.replaceSealedCredential(key, sealed('1'), sealed('3'))).toBe(false);
    expect(await personalConnections.replaceSealedCredential(key, sealed('2'), sealed('3'))).toBe(true);
    expect(await personalConnections.sealedCredential(key)).toBe('3');
    expect(await personalConnections.remove(key)).toBe(true);
    expect(await personalConnections.remove(key)).toBe(false);
    expect(await personalConnections.sealedCredential(key)).toBeUndefined();
  });

  it('follows its account to another person, and goes with it', async () => {
    const { personalConnections } = store;
    const key = { identityId: account.id, integrationId: integration };
    await personalConnections.save(key, 'token', sealed('1'), findings);
    const personId = await join(await meetAccount('8'), account);
    expect(await personalConnections.get(personId, integration)).toMatchObject(key);
    await store.people.erase(personId);
    expect(await personalConnections.sealedCredential(key)).toBeUndefined();
  });

  it('is the last one that worked where somebody has two accounts, and goes with the integration', async () => {
    const { personalConnections } = store;
    const other = await meetAccount('8');
    const personId = await join(account, other);
    await personalConnections.save(
      { identityId: account.id, integrationId: integration },
      'token',
      sealed('1'),
      findings,
    );
    const later = { ...findings, checkedAt: new Date(now.getTime() + 1) };
    await personalConnections.save({ identityId: other.id, integrationId: integration }, 'token', sealed('2'), later);
    expect(await personalConnections.get(personId, integration)).toMatchObject({ identityId: other.id });
    await store.integrations.remove(integration);
    expect(await personalConnections.ofPerson(personId)).toEqual([]);
  });
});
