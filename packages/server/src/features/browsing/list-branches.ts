/** Lists a repository's branches for somebody, with how far each is ahead of the default one and behind it. */

import type { Branch, CommitHash, IssueKey } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { ListedBranch } from '../../ports/git-browser.ts';
import { openPlace, type HistoryDeps, type PageAsked } from './history-deps.ts';
import type { Missing } from './browse-repository.ts';
import { pageAfter, type Placed } from './list-page.ts';
import type { RepositoryPlace } from './open-repository.ts';
import { commitsToShow, type CommitToShow } from './shown-commits.ts';
import { visibleLinks } from './visible-links.ts';

/** Which branches, or tags. */
export interface RefsAsked extends PageAsked {
  /** Part of a name, in any case. */
  readonly search: string | undefined;
}

/** A branch as pages show it. */
export interface BranchShown {
  readonly branch: Branch;
  readonly head: CommitToShow;
  /** Issues that its name is linked with, of those they may see. */
  readonly keys: readonly IssueKey[];
}

/** A page of branches. */
export interface BranchesShown {
  readonly place: RepositoryPlace;
  readonly branches: readonly BranchShown[];
  readonly next: string | undefined;
}

/** The default branch first, then the one that moved last. Git is asked about the branches of the page only. */
export async function listBranches(
  deps: HistoryDeps,
  caller: Caller,
  asked: RefsAsked,
): Promise<BranchesShown | Missing> {
  const place = await openPlace(deps, caller, asked.repositoryId);
  if ('missing' in place) return place;
  const { repository } = place;
  const all = await deps.browser.branchList(repository, asked.stopping);
  const { page, next } = pageAfter(all.map(placed(repository.defaultBranch)), asked);
  const names = page.map(({ thing }) => thing.name);
  const branches = new Map((await deps.mirror.branches(repository, names)).map((each) => [each.name, each]));
  const shown = names.flatMap((name) => {
    const found = branches.get(name);
    return found === undefined ? [] : [found];
  });
  return { place, branches: await described(deps, caller, place, shown), next };
}

function placed(defaultBranch: string | undefined): (branch: ListedBranch) => Placed<ListedBranch> {
  return (thing) => ({ thing, name: thing.name, at: thing.name === defaultBranch ? Infinity : thing.at.getTime() });
}

async function described(
  deps: HistoryDeps,
  caller: Caller,
  { repository: { id } }: RepositoryPlace,
  branches: readonly Branch[],
): Promise<readonly BranchShown[]> {
  const heads = [...new Map(branches.map(({ head }) => [head.hash, head])).values()];
  const shown = new Map<CommitHash, CommitToShow>(
    (await commitsToShow(deps, caller, id, heads)).map((each) => [each.commit.hash, each]),
  );
  const found = await deps.store.linkedHistory.linksOfBranches(
    id,
    branches.map(({ name }) => name),
  );
  const linked = branches.map(({ name }) => ({ repositoryId: id, links: found.get(name) ?? [] }));
  const visible = await visibleLinks(deps, caller, linked);
  return branches.map((branch, index) => ({
    branch,
    head: shown.get(branch.head.hash) ?? { commit: branch.head, person: undefined, links: [] },
    keys: [...new Set((visible[index] ?? []).map(({ key }) => key))],
  }));
}
