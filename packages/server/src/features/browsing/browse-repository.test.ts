/** People look into repositories that they may look into, at the revision they name, and are told what is missing. */

import type { RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorCaller } from '../../ports/caller.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { browsedRepository, type BrowsedRepository } from '../../test-support/browsed-repository.ts';
import {
  blamedLinesLimit,
  showBlame,
  showFile,
  showFolder,
  showHistory,
  type BrowsingDeps,
  type PlaceAsked,
} from './browse-repository.ts';
import { searchInCode, searchInMessages, searchInPaths } from './search-repository.ts';
import { showChanges, showCommit, showDiff } from './show-changes.ts';
import { showPicture } from './show-picture.ts';

const caller = administratorCaller;
const seen = 1 as RepositoryId;
const hidden = 2 as RepositoryId;
const unread = 3 as RepositoryId;
const lines = { ignoresWhitespace: false, context: 3 } as const;

let browsed: BrowsedRepository;
let deps: BrowsingDeps;
/** The lines that git was asked about. */
let blamed: { readonly first: number; readonly last: number } | undefined;

beforeAll(async () => {
  browsed = await browsedRepository();
  const { browser, mirror } = browsed.place;
  await browsed.git.branch('drawn');
  await browsed.git.commit('Draw', { 'src/drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  await browsed.git.checkout('main');
  await browsed.fetch();
  const standing = { ...browsed.repository, defaultBranch: 'main' } as RepositoryStanding;
  deps = {
    openToBrowse: async (_caller, id) => (id === hidden ? undefined : { ...standing, id }),
    browser: {
      ...browser,
      blame: (repository, commit, path, range) => {
        blamed = range;
        return browser.blame(repository, commit, path, range);
      },
    },
    mirror,
  };
});
afterAll(() => browsed.remove());

const main: PlaceAsked = { repositoryId: seen, revision: undefined };

/** Every door of browsing, asked the same way. */
const doors = {
  folder: (asked: PlaceAsked) => showFolder(deps, caller, { ...asked, path: '' }),
  file: (asked: PlaceAsked) => showFile(deps, caller, { ...asked, path: 'README.md' }),
  blame: (asked: PlaceAsked) => showBlame(deps, caller, { ...asked, path: 'README.md', lines: { first: 1, last: 2 } }),
  history: (asked: PlaceAsked) => showHistory(deps, caller, { ...asked, path: 'README.md', skip: 0 }),
  changes: (asked: PlaceAsked) => showChanges(deps, caller, { ...asked, base: undefined, fromMergeBase: false }),
  diff: (asked: PlaceAsked) =>
    showDiff(deps, caller, {
      ...asked,
      base: undefined,
      fromMergeBase: false,
      file: { path: 'README.md', previousPath: undefined },
      options: lines,
    }),
  code: (asked: PlaceAsked) => searchInCode(deps, caller, { ...asked, text: 'one', folder: '', ignoresCase: false }),
  paths: (asked: PlaceAsked) => searchInPaths(deps, caller, { ...asked, text: 'src' }),
  commit: (asked: PlaceAsked) => showCommit(deps, caller, asked),
  picture: (asked: PlaceAsked) => showPicture(deps, caller, { ...asked, revision: 'drawn', path: 'src/drawing.svg' }),
  messages: (asked: PlaceAsked) => searchInMessages(deps, caller, { ...asked, text: 'merge' }),
};

describe.each(Object.entries(doors))('%s', (_name, ask) => {
  it('is there for those who may look', async () => {
    expect(await ask(main)).toMatchObject({ shown: expect.anything() });
  });

  it('is not there for others', async () => {
    expect(await ask({ ...main, repositoryId: hidden })).toEqual({ missing: 'repository' });
  });

  it('says that there is no copy yet', async () => {
    const found = await ask({ ...main, repositoryId: unread });
    expect(found).toMatchObject({ missing: 'copy', repository: { id: unread } });
  });
});

it('says when a revision or a path is missing', async () => {
  expect(await showFolder(deps, caller, { ...main, revision: 'nowhere', path: '' })).toEqual({
    missing: 'revision',
    revision: 'nowhere',
  });
  expect(await showFile(deps, caller, { ...main, path: 'nowhere' })).toEqual({ missing: 'path' });
  const changes = { ...main, base: 'nowhere', fromMergeBase: false };
  expect(await showChanges(deps, caller, changes)).toEqual({ missing: 'revision', revision: 'nowhere' });
});

it('shows no picture that is none, whatever its name says', async () => {
  expect(await showPicture(deps, caller, { ...main, path: 'src/picture.png' })).toEqual({ missing: 'path' });
  expect(await showPicture(deps, caller, { ...main, path: 'README.md' })).toEqual({ missing: 'path' });
});

it('shows a commit with what it changed and where it is contained', async () => {
  const found = await showCommit(deps, caller, { ...main, revision: 'v1' });
  expect(found).toMatchObject({
    commit: browsed.renamed,
    shown: {
      commit: { message: 'Rename' },
      files: { found: [{ path: 'src/gate.ts', previousPath: 'src/door.ts', change: 'renamed' }], isCut: false },
      contained: { branches: ['drawn', 'main', 'topic/x'], tags: ['v1'], isCut: false },
    },
  });
});

it('looks for messages in the commits of a revision, or in all branches and tags', async () => {
  const titles = async (revision: string | undefined) => {
    const found = await searchInMessages(deps, caller, { ...main, revision, text: 'draw' });
    return 'shown' in found ? found.shown.found.map(({ message }) => message) : [];
  };
  expect([await titles(undefined), await titles('main'), await titles('drawn')]).toEqual([['Draw'], [], ['Draw']]);
});

it('lists folders before files', async () => {
  const found = await showFolder(deps, caller, { ...main, path: '' });
  const kinds = 'shown' in found ? found.shown.entries.map(({ kind }) => kind) : [];
  expect(kinds).toEqual(['folder', 'folder', 'file', 'file']);
});

it('names with blame and history the commits they speak of', async () => {
  const range = { first: 1, last: 9 };
  const blame = await showBlame(deps, caller, { ...main, path: 'src/gate.ts', lines: range });
  const subjects = 'shown' in blame ? blame.shown.commits.map(({ message }) => message).toSorted() : [];
  expect(subjects).toEqual(['Begin', 'Change']);
  const history = await showHistory(deps, caller, { ...main, path: 'src/gate.ts', skip: 0 });
  const told = 'shown' in history ? history.shown.revisions.map(({ path, details }) => [path, details.message]) : [];
  expect(told).toEqual([
    ['src/gate.ts', 'Rename'],
    ['src/door.ts', 'Change'],
    ['src/door.ts', 'Begin'],
  ]);
});

it('asks git about so many lines at once and no more', async () => {
  await showBlame(deps, caller, { ...main, path: 'README.md', lines: { first: 2, last: 9_000_000 } });
  expect(blamed).toEqual({ first: 2, last: 2 + blamedLinesLimit - 1 });
});

describe('two revisions', () => {
  it('are compared as they are, or from where they parted', async () => {
    const asked = { ...main, revision: 'topic/x', base: 'main' };
    const now = await showChanges(deps, caller, { ...asked, fromMergeBase: false });
    const since = await showChanges(deps, caller, { ...asked, fromMergeBase: true });
    const paths = (found: typeof now) => ('shown' in found ? found.shown.files.found.map(({ path }) => path) : []);
    expect(paths(now)).toContain('README.md');
    expect(paths(since)).toEqual([]);
    expect(since).toMatchObject({ shown: { comparison: { ahead: 0, behind: 3 } } });
  });

  it('show the lines of one file', async () => {
    const asked = { ...main, base: browsed.root, fromMergeBase: false, options: lines };
    const file = { path: 'src/gate.ts', previousPath: 'src/door.ts' };
    const found = await showDiff(deps, caller, { ...asked, file });
    expect(found).toMatchObject({ shown: { isBinary: false, isCut: false } });
  });
});
