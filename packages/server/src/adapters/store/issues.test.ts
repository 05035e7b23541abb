/** What issues and the list of issues show. */

import type { IssueKey, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { addExampleRepository, branchOf, commitOf, hashOf, linked, linksTo } from '../../test-support/example-rows.ts';
import { openTestStore } from '../../test-support/test-store.ts';
import type { TestStore } from '../../test-support/test-store.ts';

let test: TestStore;
let store: Store;
let one: RepositoryId;
let two: RepositoryId;

beforeAll(async () => {
  test = await openTestStore();
  store = test.store;
});
afterAll(() => test.close());
beforeEach(async () => {
  one = await addExampleRepository(store);
  two = await addExampleRepository(store);
});

async function keysOfPage(visible: readonly RepositoryId[], search?: string, limit = 10): Promise<string[][]> {
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await store.issues.page(visible, search, cursor, limit);
    pages.push(page.issues.map((issue) => issue.key));
    cursor = page.next;
  } while (cursor !== undefined);
  return pages;
}

function tagOf(name: string, commit: number) {
  return { name, commit: hashOf(commit), annotated: true, at: commitOf(commit).committer.at };
}

describe('an issue', () => {
  it('shows only what is visible, newest first, counting beyond the limit', async () => {
    await store.development.saveCommits(
      one,
      [1, 3, 2].map((number) => linked(number, 'ABC-1')),
      false,
    );
    await store.development.saveCommits(two, [linked(9, 'ABC-1')], false);
    const shown = await store.issues.development('ABC-1' as IssueKey, [one], 2);
    expect(shown).toMatchObject([{ repository: { id: one }, commitCount: 3, branches: [], tags: [] }]);
    expect(shown[0]?.commits.map((each) => each.commit.hash)).toEqual([hashOf(3), hashOf(2)]);
    expect(shown[0]?.commits[0]?.files).toBeUndefined();
    expect(await store.issues.development('ABC-1' as IssueKey, [], 2)).toEqual([]);
  });

  it('knows the tags that contain each commit, oldest first, and moves with them', async () => {
    await store.development.saveCommits(one, [linked(1, 'ABC-1'), linked(2, 'ABC-1'), linked(3, 'ABC-1')], false);
    await store.repositories.saveTags(one, [tagOf('v2', 2), tagOf('v1', 1)]);
    const groups = [
      { commits: [hashOf(1)], onDefaultBranch: true, tags: ['v2', 'v1'] },
      { commits: [hashOf(2)], onDefaultBranch: true, tags: ['v2'] },
      { commits: [hashOf(3)], onDefaultBranch: false, tags: [] },
    ];
    const places = async () => {
      const [shown] = await store.issues.development('ABC-1' as IssueKey, [one], 10);
      const commits = shown?.commits.map((each) => [each.onDefaultBranch, ...each.tags]);
      return { commits, tags: shown?.tags.map((tag) => tag.name) };
    };
    await store.development.saveContainments(one, groups);
    expect(await places()).toEqual({ commits: [[false], [true, 'v2'], [true, 'v1', 'v2']], tags: ['v1', 'v2'] });
    await store.repositories.saveTags(one, [tagOf('v2', 2), tagOf('v3', 3)]);
    await store.development.saveContainments(one, [
      { commits: [hashOf(1), hashOf(2)], onDefaultBranch: true, tags: ['v2', 'v3'] },
      { commits: [hashOf(3)], onDefaultBranch: true, tags: ['v3'] },
    ]);
    const moved = [
      [true, 'v3'],
      [true, 'v2', 'v3'],
      [true, 'v2', 'v3'],
    ];
    expect(await places()).toEqual({ commits: moved, tags: ['v2', 'v3'] });
  });
});

describe('the list of issues', () => {
  it('goes page by page from the most recently active, every issue once', async () => {
    await store.development.saveCommits(
      one,
      [linked(1, 'ABC-1'), linked(5, 'ABC-2'), linked(3, 'ABC-1', 'ABC-3')],
      false,
    );
    await store.development.saveCommits(two, [linked(4, 'ABC-3'), linked(2, 'XYZ-1')], false);
    await store.development.saveBranches(two, [{ branch: branchOf('ABC-4', 6), links: linksTo('ABC-4') }], [], false);
    const order = ['ABC-4', 'ABC-2', 'ABC-3', 'ABC-1', 'XYZ-1'];
    for (const limit of [1, 2, 5, 10]) expect((await keysOfPage([one, two], undefined, limit)).flat()).toEqual(order);
    expect((await keysOfPage([one])).flat()).toEqual(['ABC-2', 'ABC-3', 'ABC-1']);
    expect((await keysOfPage([one, two], 'xyz')).flat()).toEqual(['XYZ-1']);
    expect((await keysOfPage([one, two], 'abc-', 2)).flat()).toEqual(['ABC-4', 'ABC-2', 'ABC-3', 'ABC-1']);
    expect(await keysOfPage([one, two], 'NONE')).toEqual([[]]);
    expect(await keysOfPage([])).toEqual([[]]);
  });

  it('is the same for few and for many repositories, be one issue on top of most of them or not', async () => {
    const many = await Promise.all(Array.from({ length: 14 }, () => addExampleRepository(store)));
    for (const [place, id] of many.entries()) {
      // The newest of all but a few repositories speaks of one issue; what else there is lies below.
      const top = place < 3 ? `TOP-${place + 1}` : 'ALL-1';
      const rows = [linked(200 + place, top), linked(100 + ((place * 5) % 14), `LOW-${(place % 4) + 1}`)];
      await store.development.saveCommits(id, rows, false);
    }
    const whole = (await keysOfPage(many, undefined, 100)).flat();
    expect(whole).toEqual(['ALL-1', 'TOP-3', 'TOP-2', 'TOP-1', ...whole.slice(4)]);
    expect(whole.slice(4).toSorted()).toEqual(['LOW-1', 'LOW-2', 'LOW-3', 'LOW-4']);
    for (const limit of [1, 2, 3]) expect((await keysOfPage(many, undefined, limit)).flat()).toEqual(whole);
    expect((await keysOfPage(many, 'LOW', 1)).flat()).toEqual(whole.slice(4));
  });

  it('sums up each issue over the repositories', async () => {
    await store.development.saveCommits(one, [linked(1, 'SUM-1'), linked(2, 'SUM-1')], false);
    await store.development.saveCommits(
      two,
      [{ commit: commitOf(3, { message: 'Title\n\nBody' }), links: linksTo('SUM-1') }],
      false,
    );
    await store.development.saveBranches(two, [{ branch: branchOf('SUM-1', 1), links: linksTo('SUM-1') }], [], false);
    const page = await store.issues.page([one, two], 'SUM', undefined, 10);
    const latest = { latestTitle: 'Title', latestAuthor: 'Ada', latestAt: commitOf(3).committer.at };
    expect(page.issues).toEqual([
      { key: 'SUM-1', commitCount: 3, branchCount: 1, pullRequestCount: 0, repositoryCount: 2, ...latest },
    ]);
    expect(await store.issues.counts(two)).toEqual({ issues: 1, commits: 1, branches: 1, pullRequests: 0 });
  });

  it('keeps the order when many were active in the same second', async () => {
    const rows = [1, 2, 3, 4].map((number) => {
      const { committer } = commitOf(1);
      return { commit: commitOf(number, { committer }), links: linksTo(`SAME-${number}`) };
    });
    await store.development.saveCommits(one, rows, false);
    expect((await keysOfPage([one], undefined, 1)).flat()).toEqual(['SAME-4', 'SAME-3', 'SAME-2', 'SAME-1']);
  });
});
