/** Shows people what a repository holds: folders, files, lines, changes and finds, of repositories they may look into. */

import {
  fileListLimit,
  type BlameStretch,
  type CodeMatch,
  type Commit,
  type CommitHash,
  type Comparison,
  type DiffOptions,
  type FileChange,
  type FileContent,
  type FileDiff,
  type FileRevision,
  type FolderEntry,
  type RepositoryId,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { Cut, GitBrowser, LineRange } from '../../ports/git-browser.ts';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

export interface BrowsingDeps {
  /**
   * The repository for somebody who may look into all of it; undefined for anybody else. That asks for more than a
   * repository in sight: whoever sees no issue of its projects must not read its files. @throws Failure when nobody
   * could tell
   */
  readonly openToBrowse: (caller: Caller, id: RepositoryId) => Promise<RepositoryStanding | undefined>;
  readonly browser: GitBrowser;
  readonly mirror: Pick<GitMirror, 'commitsByHash'>;
}

/** Where somebody looks. */
export interface PlaceAsked {
  readonly repositoryId: RepositoryId;
  /** A branch, a tag or a hash; undefined: the default branch. */
  readonly revision: string | undefined;
  /** Ends reading when the person has gone. */
  readonly stopping?: AbortSignal;
}

/** What is missing: the repository for these eyes, the revision in it, or what was asked for at that revision. */
export type Missing = { readonly missing: 'repository' | 'revision' | 'path' };

/** Something at one commit. */
export interface AtCommit<Shown> {
  readonly repository: RepositoryStanding;
  readonly commit: CommitHash;
  readonly shown: Shown;
}

/** Bytes of a file that are shown; a larger one is for git itself. */
export const shownFileLimit = 2 * 1024 * 1024;
/** Lines of one file's change that are shown. */
export const shownDiffLimit = 20_000;
/** Lines of which the authors are shown at once. */
export const blamedLinesLimit = 5000;
/** Entries of a page of a file's history. */
export const historyPageSize = 50;
/** Finds of one search. */
export const findsLimit = 200;

/** Everything begins so. @throws Failure when nobody could tell whether they may, and whatever git says */
async function atRevision<Shown>(
  { openToBrowse, browser }: BrowsingDeps,
  caller: Caller,
  { repositoryId, revision, stopping }: PlaceAsked,
  show: (repository: RepositoryStanding, commit: CommitHash) => Promise<Shown | undefined>,
): Promise<AtCommit<Shown> | Missing> {
  const repository = await openToBrowse(caller, repositoryId);
  if (repository === undefined) return { missing: 'repository' };
  const wanted = revision ?? repository.defaultBranch ?? 'HEAD';
  const commit = await browser.resolve(repository, wanted, stopping);
  if (commit === undefined) return { missing: 'revision' };
  const shown = await show(repository, commit);
  return shown === undefined ? { missing: 'path' } : { repository, commit, shown };
}

/** Folders first, then files, each in the order of their names. */
export async function showFolder(deps: BrowsingDeps, caller: Caller, asked: PlaceAsked & { readonly path: string }) {
  return atRevision(deps, caller, asked, async (repository, commit): Promise<readonly FolderEntry[] | undefined> => {
    const entries = await deps.browser.folder(repository, commit, asked.path, asked.stopping);
    return entries?.toSorted((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder'));
  });
}

/** Beyond `shownFileLimit` bytes without its content. */
export async function showFile(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked & { readonly path: string },
): Promise<AtCommit<FileContent> | Missing> {
  return atRevision(deps, caller, asked, (repository, commit) =>
    deps.browser.file(repository, commit, asked.path, shownFileLimit, asked.stopping),
  );
}

/** The stretches of some lines, and the commits they came with. */
export interface Blame {
  readonly stretches: readonly BlameStretch[];
  /** Each once. */
  readonly commits: readonly Commit[];
}

/** At most `blamedLinesLimit` lines from the first on. */
export async function showBlame(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked & { readonly path: string; readonly lines: LineRange },
): Promise<AtCommit<Blame> | Missing> {
  const { first, last } = asked.lines;
  const lines = { first, last: Math.min(last, first + blamedLinesLimit - 1) };
  return atRevision(deps, caller, asked, async (repository, commit) => {
    const stretches = await deps.browser.blame(repository, commit, asked.path, lines, asked.stopping);
    if (stretches === undefined) return undefined;
    const hashes = [...new Set(stretches.map((stretch) => stretch.commit))];
    return { stretches, commits: await deps.mirror.commitsByHash(repository, hashes) };
  });
}

/** A page of what happened to a file. */
export interface FileHistory {
  readonly revisions: readonly (FileRevision & { readonly details: Commit })[];
  readonly isCut: boolean;
}

/** Through renames, newest first. @param asked `skip` revisions were shown before */
export async function showHistory(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked & { readonly path: string; readonly skip: number },
): Promise<AtCommit<FileHistory> | Missing> {
  return atRevision(deps, caller, asked, async (repository, commit) => {
    const page = { skip: asked.skip, limit: historyPageSize };
    const { found, isCut } = await deps.browser.history(repository, commit, asked.path, page, asked.stopping);
    const details = await commitsNamed(
      deps,
      repository,
      found.map((each) => each.commit),
    );
    return { revisions: found.flatMap((each) => withDetails(each, details.get(each.commit))), isCut };
  });
}

async function commitsNamed(
  { mirror }: BrowsingDeps,
  repository: RepositoryStanding,
  hashes: readonly CommitHash[],
): Promise<ReadonlyMap<CommitHash, Commit>> {
  const commits = await mirror.commitsByHash(repository, hashes);
  return new Map(commits.map((commit) => [commit.hash, commit]));
}

function withDetails(revision: FileRevision, details: Commit | undefined): FileHistory['revisions'] {
  return details === undefined ? [] : [{ ...revision, details }];
}

/** Between which states somebody compares; `base` undefined: what the one commit changed. */
export interface ChangesAsked extends PlaceAsked {
  readonly base: string | undefined;
  /** From where the two parted, as pull requests show it, instead of from the base as it is now. */
  readonly fromMergeBase: boolean;
}

/** What differs, and how the two stand to each other. */
export interface Changes {
  readonly from: CommitHash | undefined;
  readonly files: Cut<FileChange>;
  /** Undefined for a single commit. */
  readonly comparison: Comparison | undefined;
}

export async function showChanges(
  deps: BrowsingDeps,
  caller: Caller,
  asked: ChangesAsked,
): Promise<AtCommit<Changes> | Missing> {
  return between(deps, caller, asked, async (repository, { from, to, comparison }) => {
    const files = await deps.browser.changes(repository, { from, to }, { limit: fileListLimit }, asked.stopping);
    return { from, files, comparison };
  });
}

/** The lines of one of the files that `showChanges` named. */
export async function showDiff(
  deps: BrowsingDeps,
  caller: Caller,
  asked: ChangesAsked & { readonly file: Pick<FileChange, 'path' | 'previousPath'>; readonly options: DiffOptions },
): Promise<AtCommit<FileDiff> | Missing> {
  return between(deps, caller, asked, (repository, { from, to }) =>
    deps.browser.diff(
      repository,
      { from, to },
      asked.file,
      { ...asked.options, limit: shownDiffLimit },
      asked.stopping,
    ),
  );
}

interface Ends {
  readonly from: CommitHash | undefined;
  readonly to: CommitHash;
  readonly comparison: Comparison | undefined;
}

async function between<Shown>(
  deps: BrowsingDeps,
  caller: Caller,
  asked: ChangesAsked,
  show: (repository: RepositoryStanding, ends: Ends) => Promise<Shown | undefined>,
): Promise<AtCommit<Shown> | Missing> {
  const { browser } = deps;
  const { base, fromMergeBase, stopping } = asked;
  let baseIsMissing = false;
  const found = await atRevision(deps, caller, asked, async (repository, to) => {
    if (base === undefined) return show(repository, { from: undefined, to, comparison: undefined });
    const start = await browser.resolve(repository, base, stopping);
    baseIsMissing = start === undefined;
    if (start === undefined) return undefined;
    const comparison = await browser.compare(repository, start, to, stopping);
    const from = fromMergeBase ? (comparison.mergeBase ?? start) : start;
    return show(repository, { from, to, comparison });
  });
  return baseIsMissing ? { missing: 'revision' } : found;
}

/** What somebody looks for, and where. */
export interface SearchAsked extends PlaceAsked {
  readonly text: string;
  /** Below this folder; empty: everywhere. Of files only. */
  readonly folder: string;
  readonly ignoresCase: boolean;
}

export async function searchInCode(
  deps: BrowsingDeps,
  caller: Caller,
  asked: SearchAsked,
): Promise<AtCommit<Cut<CodeMatch>> | Missing> {
  const { text, folder, ignoresCase, stopping } = asked;
  return atRevision(deps, caller, asked, (repository, commit) =>
    deps.browser.searchCode(repository, commit, { text, folder, ignoresCase, limit: findsLimit }, stopping),
  );
}

export async function searchInPaths(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked & { readonly text: string },
): Promise<AtCommit<Cut<string>> | Missing> {
  return atRevision(deps, caller, asked, (repository, commit) =>
    deps.browser.searchPaths(repository, commit, { text: asked.text, limit: findsLimit }, asked.stopping),
  );
}

/** In all branches and tags. */
export async function searchInMessages(
  deps: BrowsingDeps,
  caller: Caller,
  asked: Omit<PlaceAsked, 'revision'> & { readonly text: string },
): Promise<{ readonly repository: RepositoryStanding; readonly shown: Cut<Commit> } | Missing> {
  const repository = await deps.openToBrowse(caller, asked.repositoryId);
  if (repository === undefined) return { missing: 'repository' };
  const search = { text: asked.text, limit: findsLimit };
  const { found, isCut } = await deps.browser.searchMessages(repository, search, asked.stopping);
  const commits = await commitsNamed(deps, repository, found);
  return { repository, shown: { found: found.flatMap((hash) => commits.get(hash) ?? []), isCut } };
}
