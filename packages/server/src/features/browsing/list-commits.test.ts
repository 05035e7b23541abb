/** Commits come page by page in git's order, and tell of no issue that the one who asks does not see. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RepositoryId } from '@branchline/domain';
import { openHistoryHouse, type HistoryHouse } from '../../test-support/history-house.ts';
import { listCommits, type CommitsAsked } from './list-commits.ts';

let house: HistoryHouse;
/** In the order in which they were made. */
let titles: readonly string[];

beforeAll(async () => {
  house = await openHistoryHouse();
  const { commit } = house;
  await commit('Begin');
  await commit('ABC-1 Door', ['ABC-1']);
  await commit('ABC-2 Window', ['ABC-2'], 'Bob');
  await commit('Paint', [], 'Bob');
  await commit('ABC-1 and XYZ-1', ['ABC-1', 'XYZ-1']);
  titles = ['ABC-1 and XYZ-1', 'Paint', 'ABC-2 Window', 'ABC-1 Door', 'Begin'];
});
afterAll(() => house.close());
beforeEach(() => {
  Object.assign(house.sight, { issues: new Set(['ABC-1', 'ABC-2', 'XYZ-1']), projects: new Set(['ABC']) });
});

const usual = (): CommitsAsked => ({
  repositoryId: house.id,
  revision: undefined,
  links: 'all',
  author: undefined,
  cursor: undefined,
  limit: 50,
});

async function list(asked: Partial<CommitsAsked> = {}) {
  const found = await listCommits(house.deps, house.caller, { ...usual(), ...asked });
  if ('missing' in found) throw new Error(found.missing);
  return {
    titles: found.commits.map(({ commit }) => commit.message),
    keys: found.commits.map(({ links }) => links.map(({ key }) => key)),
    next: found.next,
  };
}

/** All pages. */
async function walk(asked: Partial<CommitsAsked>, between: (page: number) => Promise<void> = async () => undefined) {
  const pages: (readonly string[])[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ ...asked, cursor });
    pages.push(page.titles);
    cursor = page.next;
    await between(pages.length);
  } while (cursor !== undefined);
  return pages;
}

describe('all commits', () => {
  it('come newest first with the issues that they see, of projects that may see the repository', async () => {
    const found = await list();
    expect(found.titles).toEqual(titles);
    expect(found.keys).toEqual([['ABC-1'], [], ['ABC-2'], ['ABC-1'], []]);
    expect(found.next).toBeUndefined();
  });

  it.each([undefined, 'main'])('come page by page: of %s', async (revision) => {
    expect(await walk({ revision, limit: 2 })).toEqual([titles.slice(0, 2), titles.slice(2, 4), titles.slice(4)]);
  });

  it('are found by part of an author’s name or address, in any case', async () => {
    expect(await list({ author: 'BOB@exam' })).toMatchObject({ titles: ['Paint', 'ABC-2 Window'], next: undefined });
    expect((await list({ author: 'bo' })).titles).toEqual(['Paint', 'ABC-2 Window']);
    expect((await list({ author: '.*' })).titles).toEqual([]);
    expect(await walk({ author: 'ob', limit: 1 })).toEqual([['Paint'], ['ABC-2 Window'], []]);
  });

  it('of a revision that is not there, or a repository that is not for them, are missing', async () => {
    const ask = (asked: Partial<CommitsAsked>) => listCommits(house.deps, house.caller, { ...usual(), ...asked });
    expect(await ask({ revision: '--all' })).toEqual({ missing: 'revision', revision: '--all' });
    for (const links of ['all', 'linked', 'unlinked'] as const) {
      expect(await ask({ repositoryId: 404 as RepositoryId, links })).toEqual({ missing: 'repository' });
    }
  });

  it.each(['nonsense', 'e/--all', `e/${'1'.repeat(40)}`, 'r/--all/1', 'l/1/1'])(
    'begin at the beginning with a cursor that is not ours: %s',
    async (cursor) => {
      expect((await list({ cursor })).titles).toEqual(titles);
      expect((await list({ cursor, revision: 'main' })).titles).toEqual(titles);
    },
  );
});

describe('linked and unlinked ones', () => {
  it.each([undefined, 'main'])('part all commits in two: of %s', async (revision) => {
    expect((await list({ revision, links: 'linked' })).titles).toEqual([titles[0], titles[2], titles[3]]);
    expect((await list({ revision, links: 'unlinked' })).titles).toEqual([titles[1], titles[4]]);
    expect((await walk({ revision, links: 'linked', limit: 1 })).flat()).toEqual([titles[0], titles[2], titles[3]]);
    expect((await walk({ revision, links: 'unlinked', limit: 1 })).flat()).toEqual([titles[1], titles[4]]);
    expect((await list({ revision, links: 'linked', author: 'bob' })).titles).toEqual([titles[2]]);
  });

  it.each([undefined, 'main'])('tell of no issue that they do not see: of %s', async (revision) => {
    Object.assign(house.sight, { issues: new Set(['ABC-2', 'XYZ-1']) });
    expect((await list({ revision, links: 'linked' })).titles).toEqual(['ABC-2 Window']);
    const unlinked = await list({ revision, links: 'unlinked' });
    expect(unlinked.titles).toEqual(titles.filter((title) => title !== 'ABC-2 Window'));
    expect(unlinked.keys).toEqual([[], [], [], []]);
  });

  it('ask Jira about all issues of a page at once', async () => {
    house.sight.questions.length = 0;
    await list({ links: 'unlinked' });
    expect(house.sight.questions.map((keys) => keys.toSorted())).toEqual([['ABC-1', 'ABC-2', 'XYZ-1']]);
  });
});

describe('what is pushed between two pages', () => {
  it('neither repeats nor hides anything, even where history was lost by force', async () => {
    const { git, fetch } = house;
    const kept = await git.git('rev-parse', 'HEAD');
    const everywhere = await walk({ limit: 2 }, async (page) => {
      if (page === 1) await house.commit('Later');
    });
    expect(everywhere).toEqual([titles.slice(0, 2), titles.slice(2, 4), titles.slice(4)]);
    const lost = await walk({ limit: 1, revision: 'main' }, async (page) => {
      if (page !== 2) return;
      await git.git('reset', '--hard', 'HEAD~4');
      await fetch();
    });
    expect(lost.flat()).toEqual(['Later', ...titles]);
    await git.git('reset', '--hard', kept);
    await fetch();
    const first = await list({ limit: 1 });
    await git.git('reset', '--hard', 'HEAD~4');
    await fetch();
    expect((await list({ cursor: first.next })).titles).toEqual(titles.slice(1));
    await git.git('reset', '--hard', kept);
    await fetch();
  });
});
