/** What is asked of issues together: their commits with files and places, whose they are, and how far we have looked. */

import type { IntegrationId, IssueKey, PushedPlaces, RepositoryId } from '@branchline/domain';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { addExampleRepository, branchOf, commitOf, filesOf, hashOf, linked } from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let store: Store;
let one: RepositoryId;
let two: RepositoryId;

const now = new Date('2026-03-01T12:00:00Z');
const key = (text: string) => text as IssueKey;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());
beforeEach(async () => {
  one = await addExampleRepository(store);
  two = await addExampleRepository(store);
});

describe('several issues together', () => {
  it('are each looked for in their own repositories only, and what names both is there once', async () => {
    await store.development.saveCommits(one, [linked(1, 'AA-1'), linked(2, 'AA-1', 'BB-1')], true);
    await store.development.saveCommits(two, [linked(3, 'AA-1'), linked(4, 'BB-1')], true);
    await store.development.saveBranches(
      one,
      [{ branch: branchOf('AA-1-x', 1), links: linked(1, 'AA-1').links }],
      [],
      true,
    );
    const groups = [
      { keys: [key('AA-1')], repositories: [one] },
      { keys: [key('BB-1')], repositories: [one, two] },
    ];
    const { commits, counts } = await store.issueCommits.changed(groups);
    expect(commits.map(({ hash }) => hash)).toEqual([4, 2, 1].map(hashOf));
    expect([...counts].toSorted(([a], [b]) => a - b)).toEqual([
      [one, 2],
      [two, 1],
    ]);
    const shown = await store.issues.developmentOf(groups, 10);
    expect(shown.map(({ repository, commitCount }) => [repository.id, commitCount])).toEqual([
      [one, 2],
      [two, 1],
    ]);
    const places = await store.issueCommits.places(groups);
    expect(places.branches).toEqual([{ repositoryId: one, name: 'AA-1-x' }]);
    expect(await store.issueCommits.find(groups, two, hashOf(4))).toMatchObject({
      fromPayload: false,
      files: undefined,
    });
    expect(await store.issueCommits.find(groups, two, hashOf(3))).toBeUndefined();
    expect(await store.issueCommits.find(groups, one, hashOf(3))).toBeUndefined();
  });

  it('without a place to look have nothing', async () => {
    await store.development.saveCommits(one, [linked(1, 'CC-1')], true);
    for (const groups of [[], [{ keys: [key('CC-1')], repositories: [] }], [{ keys: [], repositories: [one] }]]) {
      expect(await store.issueCommits.changed(groups)).toEqual({ commits: [], counts: new Map() });
      expect((await store.issueCommits.places(groups)).commits).toEqual([]);
      expect(await store.issues.developmentOf(groups, 10)).toEqual([]);
      expect(await store.issueCommits.find(groups, one, hashOf(1))).toBeUndefined();
    }
  });

  it('are told which repositories name them, whoever may see those', async () => {
    await store.development.saveCommits(one, [linked(1, 'DD-1', 'DD-2'), linked(2, 'DD-1')], true);
    await store.development.saveCommits(two, [linked(3, 'DD-1')], true);
    const named = (await store.issues.namings(['DD-1', 'DD-2', 'DD-3'].map(key))).map((each) => [each.key, each.id]);
    expect(named).toEqual([
      ['DD-1', one],
      ['DD-2', one],
      ['DD-1', two],
    ]);
    expect(await store.issues.namings([])).toEqual([]);
  });
});

describe('the commits of an issue', () => {
  const groups = () => [{ keys: [key('EE-1')], repositories: [one] }];

  it('come with their files as far as those are known', async () => {
    await store.development.saveCommits(
      one,
      [1, 2, 3].map((number) => linked(number, 'EE-1')),
      true,
    );
    await store.development.saveFiles(one, [filesOf(1, 2), { ...filesOf(2, 0), unreadable: true }]);
    const { commits } = await store.issueCommits.changed(groups());
    expect(commits.map(({ hash, files }) => [hash, files?.fileCount])).toEqual([
      [hashOf(3), undefined],
      [hashOf(2), undefined],
      [hashOf(1), 2],
    ]);
    expect(commits[2]).toMatchObject({ parents: [hashOf(0)], authorEmail: 'ada@example.org', files: filesOf(1, 2) });
    const found = await store.issueCommits.find(groups(), one, hashOf(1));
    expect(found).toMatchObject({ parents: [hashOf(0)], files: filesOf(1, 2).files });
  });

  it('are at most so many, and all are counted', async () => {
    const many = Array.from({ length: 5003 }, (_, place) => linked(place + 1, 'EE-1'));
    await store.development.saveCommits(one, many, true);
    const { commits, counts } = await store.issueCommits.changed(groups());
    expect([commits.length, counts.get(one), commits[0]?.hash]).toEqual([5000, 5003, hashOf(5003)]);
    expect((await store.issueCommits.places(groups())).commits).toHaveLength(5000);
  });

  it('are told with the tags since the first one that contains any', async () => {
    const tag = (name: string, number: number) => ({
      name,
      commit: hashOf(number),
      annotated: false,
      at: commitOf(number).committer.at,
    });
    await store.development.saveCommits(one, [linked(2, 'EE-1'), linked(4, 'EE-1')], true);
    await store.repositories.saveTags(one, [tag('before', 1), tag('first', 2), tag('hotfix', 3), tag('last', 4)]);
    const groupsOfCommits = [
      { commits: [hashOf(2)], onDefaultBranch: true, tags: ['first', 'last'] },
      { commits: [hashOf(4)], onDefaultBranch: false, tags: ['last'] },
    ];
    await store.development.saveContainments(one, groupsOfCommits);
    const { commits, containments, tags } = await store.issueCommits.places(groups());
    expect(tags.map(({ name }) => name)).toEqual(['first', 'hotfix', 'last']);
    const placed = commits.map(({ containmentId = 0 }) => containments.get(containmentId));
    expect(placed).toEqual([
      { onDefaultBranch: false, tags: new Set(['last']) },
      { onDefaultBranch: true, tags: new Set(['first', 'last']) },
    ]);
  });
});

describe('whom an address belongs to', () => {
  const told = { login: undefined, shownEmail: undefined };
  const see = (email: string, name: string) => ({ identity: { kind: 'commit-email', email } as const, name, ...told });

  it('is told as it was asked for, with the name that an account of ours or of a service has', async () => {
    const service = { kind: 'service-account', service: 'git.example', remoteId: 'eve' } as const;
    await store.people.see([see('eve@example.org', 'e')], now);
    await store.people.see([{ ...told, identity: service, name: undefined, login: 'eve7' }], now);
    const eve = await store.people.find({ kind: 'commit-email', email: 'eve@example.org' });
    const account = await store.people.find(service);
    if (eve === undefined || account === undefined) throw new Error('Nobody was seen.');
    const before = await store.people.behind([' EVE@example.org ', 'nobody@example.org', 'root@localhost']);
    expect([...before]).toEqual([[' EVE@example.org ', { id: eve.personId, name: undefined }]]);
    const link = {
      one: eve.id,
      other: account.id,
      proof: 'administrator',
      state: 'confirmed',
      by: 'x',
      at: now,
    } as const;
    await store.transaction(async (tables) => {
      await tables.people.say(link);
      await tables.people.regroup([eve.id, account.id], () => '');
    });
    expect((await store.people.behind(['eve@example.org'])).get('eve@example.org')?.name).toBe('eve7');
    expect((await store.people.behind([])).size).toBe(0);
  });

  it('is not told of somebody about whom there is a conflict', async () => {
    const [zoe] = await store.people.see([see('zoe@example.org', 'Zoe')], now);
    expect((await store.people.behind(['zoe@example.org'])).get('zoe@example.org')?.id).toBe(zoe?.personId);
    const client = new Client({ connectionString: test.connectionString });
    await client.connect();
    await client.query("update people set conflict = 'Two accounts.' where id = $1", [zoe?.personId]);
    await client.end();
    expect((await store.people.behind(['zoe@example.org'])).size).toBe(0);
  });
});

describe('how far we have looked', () => {
  it('is counted in places, each repository once', async () => {
    const { integrationId } = (await store.repositories.get(one))!;
    const second = (await store.repositories.get(two))!.integrationId;
    await store.repositories.setState(one, 'failed', 'It is broken.');
    await store.integrations.change(second, { mode: 'webhook-only' });
    const none: readonly never[] = [];
    const place = (integrations: readonly IntegrationId[], exceptions: readonly RepositoryId[] = none) => {
      return { integrations, exceptions, repositories: none };
    };
    const coverage = (places: readonly PushedPlaces[] | 'all') => store.repositories.coverage(places);
    expect(await coverage([place([integrationId])])).toEqual({ repositories: 1, notYetIndexed: 1, failed: 1 });
    expect(await coverage([place([second])])).toEqual({ repositories: 1, notYetIndexed: 0, failed: 0 });
    expect(await coverage([place([integrationId], [one])])).toMatchObject({ repositories: 0 });
    const both = [place([integrationId]), { ...place([second]), repositories: [one, two] }];
    expect(await coverage(both)).toMatchObject({ repositories: 2 });
    expect(await coverage([])).toMatchObject({ repositories: 0 });
    expect((await coverage('all')).repositories).toBeGreaterThanOrEqual(2);
  });
});
