/** Linked branches, and batches of both kinds. */

import type { IssueKey, JiraSiteId, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../ports/store.ts';
import { addExampleRepository, branchOf, filesOf, hashOf, linked, linksTo } from '../../test-support/example-rows.ts';
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

describe('branches', () => {
  it('are saved, moved and removed with new numbers', async () => {
    const branch = branchOf('feature/ABC-1', 1);
    await store.development.saveBranches(repository, [{ branch, links: linksTo('ABC-1') }], [], false);
    const first = await changes();
    expect(first.branches).toEqual([
      {
        thing: { branch, live: false },
        keys: ['ABC-1'],
        links: linksTo('ABC-1'),
        sequence: first.upTo,
        removed: false,
      },
    ]);
    const moved = branchOf('feature/ABC-1', 2);
    await store.development.saveBranches(repository, [{ branch: moved, links: linksTo('ABC-1') }], [], true);
    // Moved while we watch: an event, whatever it was before.
    const second = await changes(first.upTo, 100, 'live');
    expect(second.branches.map((each) => each.thing.branch.head.hash)).toEqual([hashOf(2)]);
    await store.development.saveBranches(repository, [], ['feature/ABC-1', 'never/ABC-5'], true);
    const third = await changes(second.upTo, 100, 'live');
    expect(third.branches.map((each) => each.removed)).toEqual([true]);
    expect(await store.development.branchNames(repository)).toEqual([]);
    expect(await store.issues.development('ABC-1' as IssueKey, [repository], 10)).toEqual([]);
  });

  it('are written without a new number when only their standing changes', async () => {
    await store.development.saveBranches(
      repository,
      [{ branch: branchOf('ABC-1', 1), links: linksTo('ABC-1') }],
      [],
      false,
    );
    const { upTo } = await changes();
    const behind = branchOf('ABC-1', 1, { behind: 9, merged: true, ahead: undefined });
    await store.development.saveBranches(repository, [{ branch: behind, links: linksTo('ABC-1') }], [], false);
    expect((await changes(upTo)).branches).toEqual([]);
    const [found] = await store.issues.development('ABC-1' as IssueKey, [repository], 10);
    expect(found?.branches).toEqual([{ branch: behind, links: linksTo('ABC-1') }]);
  });

  it('lose their row for the reader when their key is gone', async () => {
    await store.development.saveBranches(
      repository,
      [{ branch: branchOf('ABC-1', 1), links: linksTo('ABC-1') }],
      [],
      true,
    );
    const { upTo } = await changes(0, 100, 'live');
    await store.development.saveBranches(repository, [{ branch: branchOf('ABC-1', 1), links: [] }], [], true);
    expect((await changes(upTo, 100, 'live')).branches.map((each) => each.removed)).toEqual([true]);
  });
});

describe('a batch', () => {
  it('mixes commits and branches in the order of their numbers, up to the limit', async () => {
    await store.development.saveCommits(repository, [linked(1, 'ABC-1'), linked(2, 'ABC-1')], false);
    await store.development.saveFiles(repository, [filesOf(1)]);
    await store.development.saveBranches(
      repository,
      [{ branch: branchOf('ABC-1', 1), links: linksTo('ABC-1') }],
      [],
      false,
    );
    await store.development.saveFiles(repository, [filesOf(2)]);
    const first = await changes(0, 2);
    expect([first.commits.length, first.branches.length, first.more]).toEqual([1, 1, true]);
    expect(first.upTo).toBe(first.branches[0]?.sequence);
    const second = await changes(first.upTo, 2);
    expect([second.commits.length, second.branches.length, second.more]).toEqual([1, 0, false]);
    expect(await changes(second.upTo, 2)).toMatchObject({ commits: [], branches: [], upTo: second.upTo, more: false });
    expect(await store.development.countChangedAfter(repository, 'history', 0)).toBe(3);
  });

  it('has everything again after renumbering, in the same order', async () => {
    await store.development.saveCommits(
      repository,
      [linked(1, 'ABC-1'), linked(2, 'ABC-1'), linked(3, 'ABC-1')],
      false,
    );
    await store.development.saveFiles(repository, [filesOf(2), filesOf(1)]);
    await store.development.saveBranches(
      repository,
      [{ branch: branchOf('ABC-1', 1), links: linksTo('ABC-1') }],
      [],
      false,
    );
    const before = await changes();
    await store.development.renumber(repository, 1 as JiraSiteId);
    const after = await changes(before.upTo);
    expect(after.commits.map((each) => each.thing.commit.hash)).toEqual([hashOf(2), hashOf(1)]);
    expect(after.branches).toHaveLength(1);
  });
});
