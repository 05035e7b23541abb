/** People walk through history in git's order, from any place on, whatever was pushed or lost meanwhile. */

import type { CommitHash } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HistoryStart } from '../../../ports/git-browser.ts';
import { browsedRepository, type BrowsedRepository } from '../../../test-support/browsed-repository.ts';
import { accessTo, testRepository } from '../../../test-support/test-mirror.ts';
import { gitPlayground } from '../../../test-support/git-playground.ts';

let browsed: BrowsedRepository;

beforeAll(async () => {
  browsed = await browsedRepository();
});
afterAll(() => browsed.remove());

async function walked(start: HistoryStart, skip = 0, repository = browsed.repository): Promise<readonly CommitHash[]> {
  const hashes: CommitHash[] = [];
  for await (const piece of browsed.place.browser.walk(repository, start, skip)) {
    hashes.push(...piece.map(({ hash }) => hash));
  }
  return hashes;
}

const everywhere = { from: [], everywhere: true };
const gitsWord = async (...words: readonly string[]) =>
  (await browsed.git.git('log', '--format=%H', ...words)).split('\n');

describe('a walk', () => {
  it('is in the order of git, and leaves out what is skipped', async () => {
    const all = await gitsWord('--branches', '--tags');
    expect(await walked(everywhere)).toEqual(all);
    expect(await walked(everywhere, 2)).toEqual(all.slice(2));
    expect(await walked(everywhere, 1000)).toEqual([]);
  });

  it('begins at a commit, and goes no further than another has', async () => {
    expect(await walked({ from: [browsed.renamed] })).toEqual(await gitsWord(browsed.renamed));
    const range = { from: [browsed.tip], not: browsed.renamed };
    expect(await walked(range)).toEqual(await gitsWord(`${browsed.renamed}..${browsed.tip}`));
    expect(await walked({ from: [] })).toEqual([]);
  });

  it('of a commit that is not there is empty', async () => {
    expect(await walked({ from: ['0'.repeat(39).concat('1') as CommitHash] })).toEqual([]);
  });

  it('tells the authors as git has them', async () => {
    await browsed.git.commit('Odd', { odd: '1' }, { author: 'Ünal <b>', email: "o'dd@example.org" });
    await browsed.fetch();
    for await (const [first] of browsed.place.browser.walk(browsed.repository, everywhere, 0)) {
      // Git leaves out the brackets.
      expect(first).toMatchObject({ authorName: 'Ünal b', authorEmail: "o'dd@example.org" });
      break;
    }
  });

  it('says where a commit stands on it', async () => {
    const all = await walked(everywhere);
    const placeOf = (commit: CommitHash, start: HistoryStart = everywhere) =>
      browsed.place.browser.placeOf(browsed.repository, start, commit);
    expect(await placeOf(browsed.root)).toBe(all.indexOf(browsed.root));
    expect(await placeOf(browsed.root, { from: [browsed.tip], not: browsed.root })).toBeUndefined();
  });
});

describe('branches', () => {
  it('come with their heads, under whatever names', async () => {
    const strange = ['--upload-pack=x', '<script>', '🚪/x'];
    for (const name of strange) await browsed.git.git('update-ref', `refs/heads/${name}`, browsed.root);
    await browsed.fetch();
    const found = await browsed.place.browser.branchList(browsed.repository);
    const names = found.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...strange, 'main', 'topic/x', 'deadbeef']));
    expect(found.find(({ name }) => name === '🚪/x')?.head).toBe(browsed.root);
    for (const name of strange) {
      expect(await browsed.place.browser.resolve(browsed.repository, name)).toBe(browsed.root);
    }
  });
});

it('an empty repository has neither commits nor branches', async () => {
  const git = await gitPlayground();
  const empty = testRepository(git.path, 2);
  await browsed.place.mirror.update(empty, accessTo(git.path));
  expect(await walked(everywhere, 0, empty)).toEqual([]);
  expect(await browsed.place.browser.branchList(empty)).toEqual([]);
  await git.remove();
});
