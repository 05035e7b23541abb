/** Which branches contain which commits, by one walk through the mirror. */

import type { CommitHash } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browsedRepository, type BrowsedRepository } from '../../../test-support/browsed-repository.ts';

let browsed: BrowsedRepository;

beforeAll(async () => {
  browsed = await browsedRepository();
});
afterAll(() => browsed.remove());

async function containing(names: readonly string[], commits: readonly CommitHash[]) {
  const { browser } = browsed.place;
  const branches = (await browser.branchList(browsed.repository)).filter(({ name }) => names.includes(name));
  const found = await browser.branchesContaining(browsed.repository, branches, commits);
  return Object.fromEntries([...found].map(([name, held]) => [name, [...held].toSorted()]));
}

it('names for each branch those of the commits that it contains', async () => {
  const { root, renamed, merge, tip } = browsed;
  expect(await containing(['main', 'topic/x', 'deadbeef'], [root, renamed, merge, tip])).toEqual({
    main: [root, renamed, merge, tip].toSorted(),
    'topic/x': [root, renamed].toSorted(),
    deadbeef: [root],
  });
});

it('of commits that no branch contains, and of no branches, has nothing', async () => {
  const absent = 'f'.repeat(40) as CommitHash;
  expect(await containing(['main'], [absent])).toEqual({ main: [] });
  expect(await containing(['main'], [])).toEqual({ main: [] });
  expect(await containing([], [browsed.tip])).toEqual({});
});

it('says the same as git of every branch and commit', async () => {
  const hashes = (await browsed.git.git('log', '--branches', '--format=%H')).split('\n') as CommitHash[];
  const found = await containing(['main', 'topic/x', 'deadbeef'], hashes);
  for (const [name, held] of Object.entries(found)) {
    expect(held).toEqual((await browsed.git.git('log', '--format=%H', name)).split('\n').toSorted());
  }
});
