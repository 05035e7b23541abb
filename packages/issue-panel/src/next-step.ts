/** What is best done next with an issue, from what git has of it: one thing, the nearest to being done first. */

import type {
  IssueBranchView,
  IssueDevelopment,
  IssuePullRequestView,
  RepositoryDevelopmentView,
} from '@branchline/contract';

interface About<Thing> {
  readonly repository: RepositoryDevelopmentView;
  readonly thing: Thing;
}

/** What an open one waits for. */
export type PullRequestStanding = 'change' | 'mend-checks' | 'merge' | 'review' | 'await-checks' | 'finish-draft';

export type NextStep =
  | { readonly kind: 'begin' }
  | ({ readonly kind: PullRequestStanding } & About<IssuePullRequestView>)
  | ({ readonly kind: 'create-pull-request' } & About<IssueBranchView>)
  | ({ readonly kind: 'delete-branch' } & About<IssueBranchView>)
  | { readonly kind: 'see-shipped' };

/** Undefined where nothing stands out: commits alone, say. */
export function nextStepOf({ repositories }: Pick<IssueDevelopment, 'repositories'>): NextStep | undefined {
  if (repositories.length === 0) return { kind: 'begin' };
  const open = repositories.flatMap((repository) =>
    repository.pullRequests.filter(({ state }) => state === 'open').map((thing) => ({ repository, thing })),
  );
  const stepOf = (kind: PullRequestStanding): NextStep | undefined => {
    const found = open.find(({ thing }) => standingOf(thing) === kind);
    return found === undefined ? undefined : { kind, ...found };
  };
  return (
    stepOf('merge') ??
    stepOf('change') ??
    stepOf('mend-checks') ??
    stepOf('review') ??
    stepOfBranch(repositories, 'create-pull-request', couldBePullRequest) ??
    stepOf('await-checks') ??
    stepOf('finish-draft') ??
    stepOfBranch(repositories, 'delete-branch', couldGo) ??
    (repositories.some(({ commits }) => commits.some(({ onDefaultBranch }) => onDefaultBranch))
      ? { kind: 'see-shipped' }
      : undefined)
  );
}

/** Failed checks want mending whoever approved; those that run delay a merge, and no review. */
function standingOf({ isDraft, reviewers, checks }: IssuePullRequestView): PullRequestStanding {
  if (isDraft) return 'finish-draft';
  if (reviewers.some(({ verdict }) => verdict === 'changes-requested')) return 'change';
  if (checks?.state === 'failed') return 'mend-checks';
  if (!reviewers.some(({ verdict }) => verdict === 'approved')) return 'review';
  return checks?.state === 'running' ? 'await-checks' : 'merge';
}

function stepOfBranch(
  repositories: readonly RepositoryDevelopmentView[],
  kind: 'create-pull-request' | 'delete-branch',
  fits: (branch: IssueBranchView, repository: RepositoryDevelopmentView) => boolean,
): NextStep | undefined {
  for (const repository of repositories) {
    const thing = repository.branches.find((branch) => fits(branch, repository));
    if (thing !== undefined) return { kind, repository, thing };
  }
  return undefined;
}

/** It has something the default branch lacks, and no pull request of its own is open. */
export function couldBePullRequest(branch: IssueBranchView, repository: RepositoryDevelopmentView): boolean {
  const isAhead = branch.ahead !== null && branch.ahead > 0;
  return isAhead && !branch.isDefault && !branch.merged && !hasOpenPullRequest(branch, repository);
}

/** Everything of it has arrived, so nothing is lost with it. */
export function couldGo(branch: IssueBranchView, repository: RepositoryDevelopmentView): boolean {
  return !branch.isDefault && branch.merged && !hasOpenPullRequest(branch, repository);
}

function hasOpenPullRequest({ name }: IssueBranchView, { pullRequests }: RepositoryDevelopmentView): boolean {
  return pullRequests.some(
    ({ state, fork, sourceBranch }) => state === 'open' && fork === null && sourceBranch === name,
  );
}
