/** Looks for text in a repository: in its code, in the paths of its files, in the messages of its commits. */

import type { CodeMatch, Commit } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { Cut } from '../../ports/git-browser.ts';
import {
  atRevision,
  commitsNamed,
  type AtCommit,
  type BrowsingDeps,
  type Missing,
  type PlaceAsked,
} from './browse-repository.ts';

/** Finds of one search. */
export const findsLimit = 200;

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

/** In every branch and tag, or with a revision in the commits that it contains. */
export async function searchInMessages(
  deps: BrowsingDeps,
  caller: Caller,
  asked: PlaceAsked & { readonly text: string },
): Promise<AtCommit<Cut<Commit>> | Missing> {
  return atRevision(deps, caller, asked, async (repository, commit) => {
    const search = { text: asked.text, from: asked.revision === undefined ? undefined : commit, limit: findsLimit };
    const { found, isCut } = await deps.browser.searchMessages(repository, search, asked.stopping);
    const commits = await commitsNamed(deps, repository, found);
    return { found: found.flatMap((hash) => commits.get(hash) ?? []), isCut };
  });
}
