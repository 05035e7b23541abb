/** What the lists of a repository's history need, and what every one of them begins with. */

import type { CommitHash, RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { GitBrowser } from '../../ports/git-browser.ts';
import type { GitMirror } from '../../ports/git-mirror.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { ReadKnownIssues } from '../../ports/read-known-issues.ts';
import type { Tables } from '../../ports/store.ts';
import type { ShortMemory } from '../permissions/short-memory.ts';
import type { HeldComparison } from './held-comparison.ts';
import { placeOf, type RepositoryPlace, type RepositoryPlacesDeps } from './open-repository.ts';
import type { BrowsingDeps, Missing } from './browse-repository.ts';

export interface HistoryDeps extends RepositoryPlacesDeps {
  readonly openToBrowse: BrowsingDeps['openToBrowse'];
  readonly store: Tables;
  readonly issueGate: IssueGate;
  readonly browser: GitBrowser;
  readonly mirror: Pick<GitMirror, 'branches' | 'commitsByHash' | 'tags'>;
  readonly readKnownIssues: ReadKnownIssues;
  readonly comparisons: ShortMemory<HeldComparison>;
}

/** Part of a list. */
export interface PageAsked {
  readonly repositoryId: RepositoryId;
  /** `next` of the page before; one that is not ours begins at the beginning. */
  readonly cursor: string | undefined;
  readonly limit: number;
  /** Ends reading when the person has gone. */
  readonly stopping?: AbortSignal | undefined;
}

/** A full object name, as cursors hold it. */
export const hashPattern = '[0-9a-f]{40}(?:[0-9a-f]{24})?';

/** Every list of git begins so. @throws Failure when nobody could tell whether they may look */
export async function openPlace(
  deps: HistoryDeps,
  caller: Caller,
  id: RepositoryId,
): Promise<RepositoryPlace | Missing> {
  const repository = await deps.openToBrowse(caller, id);
  if (repository === undefined) return { missing: 'repository' };
  if (!(await deps.browser.isThere(repository))) return { missing: 'copy', repository };
  return placeOf(deps, repository);
}

/** The commits that names stand for, or which of the names there is not. */
export async function resolveNames<Name extends string>(
  { browser }: HistoryDeps,
  { repository }: RepositoryPlace,
  names: Readonly<Record<Name, string>>,
  stopping: AbortSignal | undefined,
): Promise<Readonly<Record<Name, CommitHash>> | Missing> {
  const found: Partial<Record<Name, CommitHash>> = {};
  for (const [name, revision] of Object.entries<string>(names)) {
    const commit = await browser.resolve(repository, revision, stopping);
    if (commit === undefined) return { missing: 'revision', revision };
    found[name as Name] = commit;
  }
  return found as Readonly<Record<Name, CommitHash>>;
}
