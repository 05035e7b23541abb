/** Branches, tags and comparisons are shown page by page, whatever they are called, with the issues that somebody sees. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommitHash, RepositoryId } from '@branchline/domain';
import { branchOf, filesOf, linksTo } from '../../test-support/example-rows.ts';
import { openHistoryHouse, type HistoryHouse } from '../../test-support/history-house.ts';
import { compareRevisions, type ComparisonAsked } from './compare-revisions.ts';
import { heldComparisons } from './held-comparison.ts';
import type { HistoryDeps } from './history-deps.ts';
import { listBranches, type RefsAsked } from './list-branches.ts';
import { listTags } from './list-tags.ts';

const strange = ['--upload-pack=x', '<script>alert(1)</script>', '🚪/tür'];

let house: HistoryHouse;
/** The commit at which `main` and `side` part. */
let fork: CommitHash;
let tip: CommitHash;

beforeAll(async () => {
  house = await openHistoryHouse();
  const { git, commit, fetch, id } = house;
  const first = await commit('Begin');
  await git.tag('v1');
  await git.tag('Release-2', 'Second');
  fork = await commit('ABC-1 Door', ['ABC-1']);
  for (const name of strange) await git.git('update-ref', `refs/heads/${name}`, first);
  await git.branch('side');
  await commit('ABC-2 On the side', ['ABC-2', 'XYZ-1'], 'Bob');
  await commit('More', [], 'bob');
  tip = await commit('ABC-10 Ten', ['ABC-10', 'ABC-2']);
  await git.checkout('main');
  await commit('ABC-3 Last', ['ABC-3']);
  await fetch();
  await house.deps.store.development.saveFiles(id, [{ ...filesOf(1), hash: tip, linesAdded: 5, linesRemoved: 3 }]);
  const named = { branch: branchOf('side', 1), links: linksTo('ABC-1', 'XYZ-1') };
  await house.deps.store.development.saveBranches(id, [named], [], true);
});
afterAll(() => house.close());
beforeEach(() => {
  const issues = new Set(['ABC-1', 'ABC-2', 'ABC-3', 'ABC-10', 'XYZ-1']);
  Object.assign(house.sight, { issues, projects: new Set(['ABC']) });
});

const usual = (): RefsAsked => ({ repositoryId: house.id, search: undefined, cursor: undefined, limit: 50 });

async function branches(asked: Partial<RefsAsked> = {}) {
  const found = await listBranches(house.deps, house.caller, { ...usual(), ...asked });
  if ('missing' in found) throw new Error(found.missing);
  return found;
}
const names = async (asked: Partial<RefsAsked> = {}) =>
  (await branches(asked)).branches.map(({ branch }) => branch.name);

describe('branches', () => {
  it('come with the default one first, then the one that moved last, with how they stand', async () => {
    const found = await branches();
    const told = found.branches.map(({ branch: { name, isDefault, ahead, behind, merged }, head, keys }) => [
      name,
      { isDefault, ahead, behind, merged, title: head.commit.message, keys },
    ]);
    const old = { isDefault: false, ahead: 0, behind: 2, merged: true, title: 'Begin', keys: [] };
    expect(told).toEqual([
      ['main', { isDefault: true, ahead: 0, behind: 0, merged: true, title: 'ABC-3 Last', keys: [] }],
      ['side', { isDefault: false, ahead: 3, behind: 1, merged: false, title: 'ABC-10 Ten', keys: ['ABC-1'] }],
      ...strange.toSorted().map((name) => [name, old]),
    ]);
    expect(found.next).toBeUndefined();
  });

  it('show no issue that they do not see', async () => {
    Object.assign(house.sight, { issues: new Set() });
    const found = await branches({ search: 'side' });
    expect(found.branches.map(({ keys, head }) => [keys, head.links])).toEqual([[[], []]]);
  });

  it('are found by part of their names, in any case', async () => {
    expect(await names({ search: 'TÜR' })).toEqual(['🚪/tür']);
    expect(await names({ search: '.*' })).toEqual([]);
  });

  it('come page by page, each once', async () => {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await branches({ limit: 1, cursor });
      found.push(...page.branches.map(({ branch }) => branch.name));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(found).toEqual(['main', 'side', ...strange.toSorted()]);
    expect(await names({ cursor: 'nonsense', limit: 1 })).toEqual(['main']);
  });
});

describe('tags', () => {
  it('come newest first, are searched, and paged', async () => {
    const list = async (asked: Partial<RefsAsked>) => {
      const found = await listTags(house.deps, house.caller, { ...usual(), ...asked });
      if ('missing' in found) throw new Error(found.missing);
      return { names: found.tags.map(({ name, annotated }) => [name, annotated]), next: found.next };
    };
    expect((await list({})).names).toEqual([
      ['Release-2', true],
      ['v1', false],
    ]);
    expect((await list({ search: 'RELEASE' })).names).toEqual([['Release-2', true]]);
    const first = await list({ limit: 1 });
    expect((await list({ limit: 1, cursor: first.next })).names).toEqual([['v1', false]]);
  });
});

it('what is not for them is not there', async () => {
  const asked = { ...usual(), repositoryId: 404 as RepositoryId, base: 'main', revision: 'side' };
  for (const list of [listBranches, listTags, compareRevisions]) {
    expect(await list(house.deps, house.caller, asked)).toEqual({ missing: 'repository' });
  }
});

describe('a comparison', () => {
  async function compare(asked: Partial<ComparisonAsked> = {}) {
    const all = { repositoryId: house.id, base: 'main', revision: 'side', cursor: undefined, limit: 50, ...asked };
    const found = await compareRevisions(house.deps, house.caller, all);
    if ('missing' in found) throw new Error(JSON.stringify(found));
    return found;
  }

  it('tells what the second has and the first has not: commits, issues as people count them, people', async () => {
    const found = await compare();
    expect(found.standing).toEqual({ mergeBase: fork, ahead: 3, behind: 1 });
    expect(found.commits.map(({ commit }) => commit.message)).toEqual(['ABC-10 Ten', 'More', 'ABC-2 On the side']);
    expect(found.issues).toEqual([
      { key: 'ABC-2', commitCount: 2, issue: expect.objectContaining({ summary: 'About ABC-2' }) },
      { key: 'ABC-10', commitCount: 1, issue: expect.objectContaining({ summary: 'About ABC-10' }) },
    ]);
    expect(found.people).toEqual([
      { name: 'bob', emails: ['bob@example.org'], commitCount: 2, linesAdded: 0, linesRemoved: 0 },
      { name: 'Ada', emails: ['ada@example.org'], commitCount: 1, linesAdded: 5, linesRemoved: 3 },
    ]);
    expect([found.unlinkedCount, found.isCut, found.next]).toEqual([1, false, undefined]);
  });

  it('counts as without an issue what is linked with others only', async () => {
    Object.assign(house.sight, { issues: new Set(['ABC-10', 'XYZ-1']) });
    const found = await compare();
    expect(found.issues.map(({ key }) => key)).toEqual(['ABC-10']);
    expect(found.unlinkedCount).toBe(2);
  });

  it('goes on with the commits that it began with', async () => {
    const first = await compare({ limit: 2 });
    const { git, fetch } = house;
    await git.git('branch', '-f', 'side', fork);
    await fetch();
    const second = await compare({ limit: 2, cursor: first.next });
    await git.git('branch', '-f', 'side', tip);
    await fetch();
    expect(second.commits.map(({ commit }) => commit.message)).toEqual(['ABC-2 On the side']);
    expect([second.commit, second.next]).toEqual([tip, undefined]);
  });

  it('asks git and the links once for all its pages, and anew for the first; what may be seen each time', async () => {
    const asked = { walks: 0, links: 0 };
    const { browser, store } = house.deps;
    const counting: HistoryDeps = {
      ...house.deps,
      comparisons: heldComparisons({ now: () => new Date() }),
      browser: { ...browser, walk: (...given) => ((asked.walks += 1), browser.walk(...given)) },
      store: {
        ...store,
        linkedHistory: {
          ...store.linkedHistory,
          linksOf: (...given) => ((asked.links += 1), store.linkedHistory.linksOf(...given)),
        },
      },
    };
    const page = async (cursor?: string) => {
      const all = { repositoryId: house.id, base: 'main', revision: 'side', cursor, limit: 1 };
      const found = await compareRevisions(counting, house.caller, all);
      if ('missing' in found) throw new Error(JSON.stringify(found));
      return { ...found, titles: found.commits.map(({ commit }) => commit.message) };
    };
    const first = await page();
    // Each page asks for the links of its own commits besides.
    expect(asked).toEqual({ walks: 1, links: 2 });
    const second = await page(first.next);
    expect([first.titles, second.titles]).toEqual([['ABC-10 Ten'], ['More']]);
    expect(second.people).toEqual(first.people);
    expect(asked).toEqual({ walks: 1, links: 3 });
    Object.assign(house.sight, { issues: new Set() });
    expect((await page(second.next)).issues).toEqual([]);
    await page();
    expect(asked).toEqual({ walks: 1, links: 6 });
  });

  it('of a revision with itself is empty, and of one that is not there missing', async () => {
    const same = await compare({ base: 'side' });
    expect(same).toMatchObject({ standing: { ahead: 0, behind: 0 }, commits: [], issues: [], people: [] });
    const ask = (base: string, revision: string) =>
      compareRevisions(house.deps, house.caller, { ...usual(), base, revision });
    expect(await ask('no', 'side')).toEqual({ missing: 'revision', revision: 'no' });
    expect(await ask('main', 'no')).toEqual({ missing: 'revision', revision: 'no' });
    expect(await ask('main', strange[0] ?? '')).toMatchObject({ standing: { ahead: 0, behind: 2 } });
  });

  it('of histories that never met has no common commit', async () => {
    const { git, fetch } = house;
    await git.git('checkout', '--quiet', '--orphan', 'island');
    await git.commit('Island', { island: '1' });
    await git.checkout('main');
    await fetch();
    expect((await compare({ revision: 'island' })).standing).toEqual({ mergeBase: undefined, ahead: 1, behind: 3 });
  });
});
