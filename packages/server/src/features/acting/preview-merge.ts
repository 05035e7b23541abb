/** Shows what merging one branch into another would bring, from our own copy of the repository. */

import { Failure, fileListLimit, type Commit, type CommitHash, type FileChange } from '@branchline/domain';
import type { Cut, GitBrowser } from '../../ports/git-browser.ts';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

export interface PreviewMergeDeps {
  readonly browser: Pick<GitBrowser, 'resolve' | 'compare' | 'changes' | 'walk' | 'tryMerge' | 'branchList'>;
  readonly mirror: Pick<GitMirror, 'commitsByHash'>;
}

export interface MergePreview {
  /** Newest first, at most `commitsShown`. */
  readonly commits: readonly Commit[];
  readonly commitCount: number;
  readonly changes: Cut<FileChange> | undefined;
  /** `unknown`: nobody could try it here. */
  readonly merge: 'clean' | 'conflicts' | 'nothing-new' | 'unknown';
  /** Paths. */
  readonly conflicts: readonly string[];
  /** Whole sentences. */
  readonly shortcomings: readonly string[];
}

/** Commits that are shown. */
export const commitsShown = 100;

/** As long as nothing is known. */
export const noPreview: MergePreview = {
  commits: [],
  commitCount: 0,
  changes: undefined,
  merge: 'unknown',
  conflicts: [],
  shortcomings: [],
};

/** What git cannot tell at the moment is a shortcoming. @param repository one that whoever asks may read */
export async function previewMerge(
  deps: PreviewMergeDeps,
  repository: RepositoryStanding,
  { source, target }: { readonly source: string; readonly target: string },
): Promise<MergePreview> {
  try {
    const [to, from] = [await deps.browser.resolve(repository, source), await deps.browser.resolve(repository, target)];
    if (to === undefined || from === undefined) {
      const missing = to === undefined ? source : target;
      return withoutPreview(
        `${missing} is not in Branchline's copy of ${repository.name} yet, so nothing can be shown of it.`,
      );
    }
    return await previewBetween(deps, repository, to, from);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // What git says names places on this machine.
    return withoutPreview(
      'What would be merged cannot be shown at the moment: Branchline could not read its copy of the repository.',
    );
  }
}

function withoutPreview(sentence: string): MergePreview {
  return { ...noPreview, shortcomings: [sentence] };
}

async function previewBetween(
  deps: PreviewMergeDeps,
  repository: RepositoryStanding,
  to: CommitHash,
  from: CommitHash,
): Promise<MergePreview> {
  const { browser } = deps;
  const { ahead, mergeBase } = await browser.compare(repository, from, to);
  if (ahead === 0) return { ...noPreview, merge: 'nothing-new' };
  const commits = await newCommits(deps, repository, to, from);
  const changes = await browser.changes(repository, { from: mergeBase ?? from, to }, { limit: fileListLimit });
  const told = { commits, commitCount: ahead, changes };
  if (mergeBase === undefined) {
    return { ...noPreview, ...told, shortcomings: ['The two branches have no commit in common.'] };
  }
  const tried = await browser.tryMerge(repository, to, from);
  const conflicts = tried.outcome === 'conflicts' ? tried.paths : [];
  return { ...told, merge: tried.outcome, conflicts, shortcomings: [] };
}

async function newCommits(
  { browser, mirror }: PreviewMergeDeps,
  repository: RepositoryStanding,
  to: CommitHash,
  from: CommitHash,
): Promise<readonly Commit[]> {
  const hashes: CommitHash[] = [];
  for await (const walked of browser.walk(repository, { from: [to], not: from }, 0)) {
    hashes.push(...walked.map(({ hash }) => hash));
    if (hashes.length >= commitsShown) break;
  }
  const wanted = hashes.slice(0, commitsShown);
  const commits = new Map((await mirror.commitsByHash(repository, wanted)).map((commit) => [commit.hash, commit]));
  return wanted.flatMap((hash) => commits.get(hash) ?? []);
}
