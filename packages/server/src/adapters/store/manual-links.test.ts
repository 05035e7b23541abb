/** Links made by hand: they count beside what is found, in whatever order things happen. */

import type { IssueKey, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import type { LinkableThing, ManualChange } from '../../ports/store/manual-links.ts';
import {
  addExampleRepository,
  commitOf,
  filesOf,
  hashOf,
  linked,
  linksTo,
  personOf,
  pullRequestOf,
} from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let store: Store;
let repository: RepositoryId;
let commit: LinkableThing;
let pullRequest: LinkableThing;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());

beforeEach(async () => {
  repository = await addExampleRepository(store);
  commit = { repositoryId: repository, kind: 'commit', name: hashOf(1) };
  pullRequest = { repositoryId: repository, kind: 'pull-request', name: '7' };
});

const at = new Date('2026-03-01T12:00:00Z');

function change(thing: LinkableThing, add: readonly string[], remove: readonly string[] = [], more = {}) {
  const said: ManualChange = { add: add as IssueKey[], remove: remove as IssueKey[], by: 'administrator', at, ...more };
  return store.manualLinks.change(thing, said);
}

async function saveCommit(...keys: readonly string[]): Promise<void> {
  await store.development.saveCommits(repository, [linked(1, ...keys)], false);
  await store.development.saveFiles(repository, [filesOf(1)]);
}

async function savePullRequest(...keys: readonly string[]): Promise<void> {
  await store.development.savePullRequests(
    repository,
    [{ pullRequest: pullRequestOf(7), links: linksTo(...keys) }],
    false,
  );
}

/** As Jira would be told: keys by name, `gone` for what is withdrawn. */
async function toldAfter(sequence = 0): Promise<Readonly<Record<string, unknown>>> {
  const batch = await store.development.changedAfter(repository, 'history', sequence, 100);
  const rows = [
    ...batch.commits.map((row) => [row.thing.commit.hash, row] as const),
    ...batch.pullRequests.map((row) => [row.thing.pullRequest.remoteId, row] as const),
  ];
  return Object.fromEntries(rows.map(([name, { keys, removed }]) => [name, removed ? 'gone' : keys]));
}

async function upTo(): Promise<number> {
  return (await store.development.changedAfter(repository, 'history', 0, 100)).upTo;
}

/** Where each key of the commit stands in the issue, and what the issue's list says. */
async function shownFor(key: string) {
  const [found] = await store.issues.development(key as IssueKey, [repository], 10);
  return found === undefined ? 0 : found.commits.length + found.pullRequests.length;
}

describe.each([
  ['a commit', () => commit, saveCommit],
  ['a pull request', () => pullRequest, savePullRequest],
] as const)('%s', (_what, thing, save) => {
  it('is linked beside what was found, and Jira hears of it', async () => {
    await save('ABC-1');
    const before = await upTo();
    await change(thing(), ['XYZ-9']);
    expect(await toldAfter(before)).toEqual({ [thing().name]: ['ABC-1', 'XYZ-9'] });
    expect([await shownFor('XYZ-9'), await shownFor('ABC-1')]).toEqual([1, 1]);
    expect((await store.manualLinks.find(thing()))?.links).toEqual([
      { key: 'ABC-1', foundIn: 'title' },
      { key: 'XYZ-9', foundIn: 'by-hand' },
    ]);
  });

  it('loses a key for good, however often it is found again', async () => {
    await save('ABC-1', 'ABC-2');
    await change(thing(), [], ['ABC-1']);
    await save('ABC-1', 'ABC-2', 'ABC-3');
    expect(await toldAfter()).toEqual({ [thing().name]: ['ABC-2', 'ABC-3'] });
    expect(await shownFor('ABC-1')).toBe(0);
  });

  it('keeps what was added, however often it is written again', async () => {
    await save('ABC-1');
    await change(thing(), ['XYZ-9']);
    await save('ABC-2');
    await save('ABC-2');
    expect(await toldAfter()).toEqual({ [thing().name]: ['ABC-2', 'XYZ-9'] });
    await save();
    expect(await toldAfter()).toEqual({ [thing().name]: ['XYZ-9'] });
  });

  it('is brought by what was said before it was known', async () => {
    await change(thing(), ['XYZ-9'], ['ABC-1']);
    expect(await store.manualLinks.find(thing())).toBeUndefined();
    await save('ABC-1');
    expect(await toldAfter()).toEqual({ [thing().name]: ['XYZ-9'] });
  });

  it('is withdrawn with its last key, and what was said stays', async () => {
    await save('ABC-1');
    await change(thing(), [], ['ABC-1']);
    expect(await toldAfter()).toEqual({ [thing().name]: 'gone' });
    await save('ABC-1');
    expect(await toldAfter()).toEqual({ [thing().name]: 'gone' });
    expect(await store.manualLinks.of(thing())).toMatchObject([{ key: 'ABC-1', state: 'removed', isThere: false }]);
  });

  it('goes by the last word', async () => {
    await save('ABC-1', 'ABC-2');
    await change(thing(), ['XYZ-9'], ['ABC-1']);
    await change(thing(), ['ABC-1'], ['XYZ-9'], { by: 'account/2', at: new Date(at.getTime() + 1000) });
    const { links = [] } = (await store.manualLinks.find(thing())) ?? {};
    expect(new Set(links.map(({ key }) => key))).toEqual(new Set(['ABC-1', 'ABC-2']));
    expect(await store.manualLinks.of(thing())).toMatchObject([
      { key: 'ABC-1', state: 'added', by: 'account/2' },
      { key: 'XYZ-9', state: 'removed', by: 'account/2' },
    ]);
  });

  it('is no news when nothing differs', async () => {
    await save('ABC-1');
    await change(thing(), ['XYZ-9']);
    const before = await upTo();
    await change(thing(), ['XYZ-9'], ['NOT-1'], { by: 'somebody else' });
    await save('ABC-1');
    expect(await toldAfter(before)).toEqual({});
    expect((await store.manualLinks.of(thing())).map(({ key, by }) => [key, by])).toEqual([
      ['NOT-1', 'somebody else'],
      ['XYZ-9', 'administrator'],
    ]);
  });
});

describe('what nobody reaches any more', () => {
  it('is not brought back by a word', async () => {
    await saveCommit('ABC-1');
    await savePullRequest('ABC-1');
    await store.development.markCommitsRemoved(repository, [hashOf(1)]);
    await store.development.markPullRequestsRemoved(repository, ['7']);
    for (const thing of [commit, pullRequest]) {
      expect(await store.manualLinks.find(thing)).toMatchObject({ state: 'gone' });
      await change(thing, ['XYZ-9']);
    }
    expect(await toldAfter()).toEqual({ [hashOf(1)]: 'gone', 7: 'gone' });
    expect(await shownFor('XYZ-9')).toBe(0);
  });

  it('is linked again as soon as it is back', async () => {
    await saveCommit('ABC-1');
    await change(commit, ['XYZ-9']);
    await store.development.markCommitsRemoved(repository, [hashOf(1)]);
    await store.development.saveCommits(repository, [{ commit: commitOf(1), links: [] }], false);
    expect(await toldAfter()).toEqual({ [hashOf(1)]: ['XYZ-9'] });
  });

  it('is told to whoever can bring it', async () => {
    await saveCommit('ABC-1');
    await change(commit, ['XYZ-9']);
    await change({ ...commit, name: hashOf(2) }, ['XYZ-9']);
    await change({ ...commit, name: hashOf(3) }, [], ['XYZ-9']);
    await change(pullRequest, ['XYZ-9']);
    expect(await store.manualLinks.missing(repository)).toEqual({ commits: [hashOf(2)], pullRequests: ['7'] });
    await store.development.markCommitsRemoved(repository, [hashOf(1)]);
    expect((await store.manualLinks.missing(repository)).commits.toSorted()).toEqual([hashOf(1), hashOf(2)]);
  });
});

describe('who made something', () => {
  it('is told by the author of a commit and the account of a pull request', async () => {
    await saveCommit('ABC-1');
    await savePullRequest('ABC-1');
    const { author } = commitOf(1);
    expect(await store.manualLinks.find(commit)).toMatchObject({ author, pullRequestAuthor: undefined });
    const found = await store.manualLinks.find(pullRequest);
    expect(found).toMatchObject({ author: undefined, pullRequestAuthor: { remoteId: personOf('ada').remoteId } });
  });
});

describe('the list', () => {
  it('is newest first, by repository and by key, page by page', async () => {
    const later = { at: new Date(at.getTime() + 1000) };
    await change(commit, ['LIST-1'], ['LIST-2']);
    await change(pullRequest, ['LIST-1'], [], later);
    const other = await addExampleRepository(store);
    await change({ ...commit, repositoryId: other }, ['LIST-1'], [], { at: new Date(at.getTime() + 2000) });
    const names = async (...asked: Parameters<Store['manualLinks']['list']>) =>
      (await store.manualLinks.list(...asked)).map(({ repositoryId, name, key }) => [repositoryId, name, key]);
    const key = 'LIST-1' as IssueKey;
    expect(await names({ key }, 10, 0)).toEqual([
      [other, hashOf(1), 'LIST-1'],
      [repository, '7', 'LIST-1'],
      [repository, hashOf(1), 'LIST-1'],
    ]);
    expect(await names({ key }, 1, 1)).toEqual([[repository, '7', 'LIST-1']]);
    expect(await names({ repositoryId: repository }, 10, 0)).toHaveLength(3);
    expect(await names({ repositoryId: other, key: 'LIST-2' as IssueKey }, 10, 0)).toEqual([]);
  });

  it('loses what belongs to a repository that is gone, and takes no more of it', async () => {
    await change(commit, ['XYZ-9']);
    const row = await store.repositories.get(repository);
    if (row === undefined) throw new Error('the repository is gone before its time');
    await store.repositories.remove(repository);
    await change(commit, ['XYZ-10']);
    expect(await store.manualLinks.list({ repositoryId: repository }, 10, 0)).toEqual([]);
  });
});
