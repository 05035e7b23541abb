/** Shows people what a commit changed, and how two revisions differ, file by file and line by line. */

import {
  fileListLimit,
  type Commit,
  type CommitHash,
  type Comparison,
  type DiffOptions,
  type FileChange,
  type FileDiff,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { ContainingRefs, Cut } from '../../ports/git-browser.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { atRevision, type AtCommit, type BrowsingDeps, type Missing, type PlaceAsked } from './browse-repository.ts';

/** Lines of one file's change that are shown: about 10 MB of JSON, a tenth of it on its way, and one second of work. */
export const shownDiffLimit = 60_000;
/** Names of branches, and of tags, that contain a commit and are shown. */
export const containingLimit = 100;

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
  return baseIsMissing ? { missing: 'revision', revision: base ?? '' } : found;
}

/** A commit with what it changed and where it is contained. */
export interface CommitWithFiles {
  readonly commit: Commit;
  readonly files: Cut<FileChange>;
  readonly contained: ContainingRefs;
}

/** The commit that a revision stands for. */
export async function showCommit(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked,
): Promise<AtCommit<CommitWithFiles> | Missing> {
  return atRevision(deps, caller, asked, async (repository, hash) => {
    const { browser, mirror } = deps;
    const [[commit], files, contained] = await Promise.all([
      mirror.commitsByHash(repository, [hash]),
      browser.changes(repository, { from: undefined, to: hash }, { limit: fileListLimit }, asked.stopping),
      browser.containing(repository, hash, containingLimit, asked.stopping),
    ]);
    return commit && { commit, files, contained };
  });
}
