/** Linked commits: numbers, links, files. */

import type { CommitHash, IssueKey, KeyLink, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { addExampleRepository, commitOf, filesOf, hashOf, linked, linksTo } from '../../test-support/example-rows.ts';
import { openTestStore } from '../../test-support/test-store.ts';
import type { TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let store: Store;
let repository: RepositoryId;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());

beforeEach(async () => {
  repository = await addExampleRepository(store);
});

async function changes(after = 0, limit = 100, stream: 'live' | 'history' = 'history') {
  return store.development.changedAfter(repository, stream, after, limit);
}

describe('commits', () => {
  it('are news only once their files were read', async () => {
    await store.development.saveCommits(repository, [linked(1, 'ABC-1')], false);
    expect((await changes()).commits).toEqual([]);
    expect(await store.development.countChangedAfter(repository, 'history', 0)).toBe(0);
    await store.development.saveFiles(repository, [filesOf(1, 2)]);
    const batch = await changes();
    expect(batch.commits).toEqual([
      {
        thing: { commit: commitOf(1), files: filesOf(1, 2), live: false },
        keys: ['ABC-1'],
        links: [{ key: 'ABC-1', foundIn: 'title' }],
        sequence: batch.upTo,
        removed: false,
      },
    ]);
    expect(batch.more).toBe(false);
  });

  it('are numbered no lower than the clock in milliseconds', async () => {
    const before = Date.now();
    await store.development.saveCommits(repository, [linked(1, 'ABC-1')], false);
    await store.development.saveFiles(repository, [filesOf(1)]);
    expect((await changes()).upTo).toBeGreaterThanOrEqual(before);
  });

  it('are left alone when nothing differs', async () => {
    for (const live of [false, true]) {
      await store.development.saveCommits(repository, [linked(1, 'ABC-1'), linked(2, 'ABC-2')], live);
      await store.development.saveFiles(repository, [filesOf(1), filesOf(2)]);
    }
    const { upTo } = await changes();
    await store.development.saveCommits(repository, [linked(1, 'ABC-1'), linked(2, 'ABC-2')], true);
    await store.development.saveCommits(repository, [linked(1, 'ABC-1'), linked(2, 'ABC-2')], false);
    await store.development.saveFiles(repository, [filesOf(1), filesOf(2)]);
    expect((await changes(upTo)).commits).toEqual([]);
    expect((await changes(0, 100, 'live')).commits).toEqual([]);
  });

  it('get a new number when their keys change, and lose the keys that are gone', async () => {
    await store.development.saveCommits(repository, [linked(1, 'ABC-1', 'ABC-2')], false);
    await store.development.saveFiles(repository, [filesOf(1)]);
    const { upTo } = await changes();
    await store.development.saveCommits(repository, [linked(1, 'ABC-2', 'ABC-3')], true);
    const batch = await changes(upTo);
    expect(batch.commits.map((each) => each.keys)).toEqual([['ABC-2', 'ABC-3']]);
    expect(await store.issues.development('ABC-1' as IssueKey, [repository], 10)).toEqual([]);
    expect(await store.issues.development('ABC-3' as IssueKey, [repository], 10)).toHaveLength(1);
  });

  it('are marked removed when no key is left, and come back', async () => {
    await store.development.saveCommits(repository, [linked(1, 'ABC-1')], false);
    await store.development.saveFiles(repository, [filesOf(1)]);
    const { upTo } = await changes();
    await store.development.saveCommits(repository, [linked(1), linked(2)], true);
    const gone = await changes(upTo);
    expect(gone.commits.map((each) => [each.removed, each.keys])).toEqual([[true, []]]);
    expect(await store.development.keyedCommits(repository)).toEqual(new Set());
    await store.development.saveCommits(repository, [linked(1, 'ABC-1')], true);
    const back = await changes(gone.upTo);
    expect(back.commits.map((each) => [each.removed, each.keys])).toEqual([[false, ['ABC-1']]]);
    expect(await store.issues.development('ABC-1' as IssueKey, [repository], 10)).toHaveLength(1);
  });

  it('keep links made by hand', async () => {
    const byHand: KeyLink = { key: 'ABC-9' as IssueKey, foundIn: 'by-hand' };
    await store.development.saveCommits(repository, [{ commit: commitOf(1), links: [byHand] }], false);
    await store.development.saveCommits(repository, [linked(1)], true);
    await store.development.saveCommits(repository, [linked(1, 'ABC-1')], true);
    const [found] = await store.issues.development('ABC-9' as IssueKey, [repository], 10);
    expect(found?.commits[0]?.links).toEqual([...linksTo('ABC-1'), byHand]);
  });

  it('change notes without becoming news', async () => {
    await store.development.saveCommits(repository, [linked(1, 'ABC-1')], false);
    await store.development.saveFiles(repository, [filesOf(1)]);
    const { upTo } = await changes();
    const noted = { commit: commitOf(1, { notes: 'Reviewed.' }), links: linksTo('ABC-1') };
    await store.development.saveCommits(repository, [noted], true);
    expect((await changes(upTo)).commits).toEqual([]);
    expect((await changes()).commits[0]?.thing.commit.notes).toBe('Reviewed.');
  });

  it('keep any text: NUL characters and broken surrogates are dropped', async () => {
    const message = 'ABC-1 \\u0000 "quoted"\n\tline \0 two \ud800 😀 {a,b}';
    await store.development.saveCommits(
      repository,
      [{ commit: commitOf(1, { message }), links: linksTo('ABC-1') }],
      true,
    );
    const [found] = await store.issues.development('ABC-1' as IssueKey, [repository], 10);
    expect(found?.commits[0]?.commit.message).toBe('ABC-1 \\u0000 "quoted"\n\tline  two \ufffd 😀 {a,b}');
  });

  it('may have any number of parents and dates before 1970', async () => {
    const at = new Date(-86_400_000);
    const author = { name: '', email: '', at };
    const root = commitOf(1, { parents: [], author, committer: author });
    const merge = commitOf(2, { parents: [hashOf(1), 'f'.repeat(64) as CommitHash] });
    const rows = [root, merge].map((commit) => ({ commit, links: linksTo('ABC-1') }));
    await store.development.saveCommits(repository, rows, true);
    const [found] = await store.issues.development('ABC-1' as IssueKey, [repository], 10);
    expect(found?.commits.map((each) => each.commit)).toEqual([merge, root]);
  });

  it('that cannot be reached are removed, once', async () => {
    await store.development.saveCommits(repository, [linked(1, 'ABC-1'), linked(2, 'ABC-1')], true);
    await store.development.saveFiles(repository, [filesOf(1), filesOf(2)]);
    const { upTo } = await changes(0, 100, 'live');
    await store.development.markCommitsRemoved(repository, [hashOf(1), hashOf(7)]);
    const batch = await changes(upTo, 100, 'live');
    expect(batch.commits.map((each) => [each.thing.commit.hash, each.removed])).toEqual([[hashOf(1), true]]);
    await store.development.markCommitsRemoved(repository, [hashOf(1)]);
    expect((await changes(batch.upTo, 100, 'live')).commits).toEqual([]);
    expect(await store.development.keyedCommits(repository)).toEqual(new Set([hashOf(2)]));
    const [found] = await store.issues.development('ABC-1' as IssueKey, [repository], 10);
    expect(found?.commitCount).toBe(1);
  });

  it('stay in the stream in which they were first seen', async () => {
    await store.development.saveCommits(repository, [linked(1, 'ABC-1')], false);
    await store.development.saveCommits(repository, [linked(1, 'ABC-2'), linked(2, 'ABC-2')], true);
    await store.development.saveFiles(repository, [filesOf(1), filesOf(2)]);
    expect((await changes()).commits.map((each) => each.thing.commit.hash)).toEqual([hashOf(1)]);
    expect((await changes(0, 100, 'live')).commits.map((each) => each.thing.commit.hash)).toEqual([hashOf(2)]);
  });
});

describe('files', () => {
  it('are read newest commit first', async () => {
    await store.development.saveCommits(
      repository,
      [linked(1, 'ABC-1'), linked(3, 'ABC-1'), linked(2, 'ABC-1')],
      false,
    );
    expect(await store.development.commitsWithoutFiles(repository, 2)).toEqual([hashOf(3), hashOf(2)]);
    await store.development.saveFiles(repository, [filesOf(3)]);
    expect(await store.development.countCommitsWithoutFiles(repository)).toBe(2);
    await store.development.markCommitsRemoved(repository, [hashOf(2)]);
    expect(await store.development.commitsWithoutFiles(repository, 2)).toEqual([hashOf(1)]);
  });

  it('beyond the tenth are counted but not sent', async () => {
    await store.development.saveCommits(repository, [linked(1, 'ABC-1')], false);
    await store.development.saveFiles(repository, [filesOf(1, 12)]);
    const [commit] = (await changes()).commits;
    expect([commit?.thing.files.files.length, commit?.thing.files.fileCount]).toEqual([10, 12]);
    const [found] = await store.issues.development('ABC-1' as IssueKey, [repository], 10);
    expect(found?.commits[0]?.files).toEqual(filesOf(1, 12));
  });

  it('that could not be read may be read later', async () => {
    const unreadable = { ...filesOf(1, 0), unreadable: true };
    await store.development.saveCommits(repository, [linked(1, 'ABC-1')], false);
    await store.development.saveFiles(repository, [unreadable]);
    const { upTo, commits } = await changes();
    expect(commits[0]?.thing.files.unreadable).toBe(true);
    await store.development.saveFiles(repository, [filesOf(1)]);
    expect((await changes(upTo)).commits[0]?.thing.files).toEqual(filesOf(1));
  });

  it('of commits that are not kept are ignored', async () => {
    await store.development.saveFiles(repository, [filesOf(5)]);
    expect((await changes()).upTo).toBe(0);
  });
});
