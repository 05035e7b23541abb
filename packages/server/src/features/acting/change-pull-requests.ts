/** Opens, approves and merges pull requests from an issue. */

import type { CommitHash, PullRequest, Repository, ServicePerson } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { MergeWish, OpenedPullRequest, PullRequestDraft } from '../../ports/git-service/actions.ts';
import { addIndexJob, addPullRequestJob } from '../../ports/job-options.ts';
import type { Tables } from '../../ports/store.ts';
import { actOnRepository } from './act-on-repository.ts';
import type { ActingDeps, ActionAsked, ActionOutcome } from './acting-deps.ts';

/** A pull request to be opened, as somebody filled it in. */
export interface PullRequestWish extends ActionAsked {
  readonly draft: PullRequestDraft;
}

/** Which pull request, by its id at the service. */
export interface PullRequestAsked extends ActionAsked {
  readonly pullRequest: string;
}

async function lookAgain(tables: Tables, repository: Parameters<typeof addPullRequestJob>[1], remoteId: string) {
  await addPullRequestJob(tables.jobs, repository, { kind: 'some', remoteIds: [remoteId] }, 'person', 'person');
}

/**
 * Says, too, when the service names somebody else as its author than the account in whose name it was to be.
 * @throws Failure `conflict` when there is one already, and whatever else the service answers
 */
export async function createPullRequest(
  deps: ActingDeps,
  caller: Caller,
  { draft, ...asked }: PullRequestWish,
): Promise<ActionOutcome<OpenedPullRequest>> {
  const { sourceBranch, targetBranch } = draft;
  return actOnRepository(deps, caller, asked, {
    what: 'pull-request/create',
    action: 'create-pull-request',
    note: `From ${sourceBranch} into ${targetBranch}`,
    words: (repository) => ({
      doing: `open a pull request from ${sourceBranch} into ${targetBranch} in ${repository.name}`,
      conflict: `There is one from ${sourceBranch} into ${targetBranch} in ${repository.name} already, or nothing to merge.`,
    }),
    problem: () =>
      sourceBranch === targetBranch
        ? {
            because: `${sourceBranch} cannot be merged into itself.`,
            remedy: 'Choose another branch to merge into.',
          }
        : undefined,
    perform: async (actions, repository, account) =>
      withAuthorChecked(await actions.createPullRequest(repository, draft), account),
    follow: (tables, repository, { pullRequest }) => lookAgain(tables, repository, pullRequest.remoteId),
    choice: { targetBranch },
  });
}

/** The name under which it stands at the service is what counts, whatever was meant. */
function withAuthorChecked(opened: OpenedPullRequest, meant: ServicePerson | undefined): OpenedPullRequest {
  const { author } = opened.pullRequest;
  if (meant === undefined || author === undefined || author.remoteId === meant.remoteId) return opened;
  const words = `It stands there in the name of ${author.login}, not of ${meant.login}: look whose token you connected.`;
  return { ...opened, shortcomings: [...opened.shortcomings, words] };
}

/** @throws Failure whatever the service answers, `rejected` for one's own where the service does not take that */
export async function approvePullRequest(
  deps: ActingDeps,
  caller: Caller,
  { pullRequest, ...asked }: PullRequestAsked,
): Promise<ActionOutcome<void>> {
  return actOnRepository(deps, caller, asked, {
    what: 'pull-request/approve',
    action: 'create-pull-request',
    standInLimit: 'never',
    note: `Pull request ${pullRequest}`,
    words: (repository) => ({
      doing: `approve the pull request ${pullRequest} of ${repository.name}`,
      conflict: `The pull request ${pullRequest} of ${repository.name} cannot be approved as it is.`,
    }),
    perform: (actions, repository) => actions.approve(repository, pullRequest),
    follow: (tables, repository) => lookAgain(tables, repository, pullRequest),
  });
}

/** How it is to be merged; the head is the one that the person has seen. */
export interface MergeAsked extends PullRequestAsked {
  readonly method: MergeWish['method'];
  readonly expectedHead: CommitHash | undefined;
  readonly deletesSourceBranch: boolean;
}

/** @throws Failure `conflict` when the head has moved on or it cannot be merged, and whatever else the service answers */
export async function mergePullRequest(
  deps: ActingDeps,
  caller: Caller,
  { pullRequest, method, expectedHead, deletesSourceBranch, ...asked }: MergeAsked,
): Promise<ActionOutcome<PullRequest>> {
  async function lookAtBoth(tables: Tables, repository: Repository): Promise<void> {
    await lookAgain(tables, repository, pullRequest);
    await addIndexJob(tables.jobs, repository, 'person', 'person');
  }
  return actOnRepository(deps, caller, asked, {
    what: 'pull-request/merge',
    action: 'create-pull-request',
    standInLimit: { kind: 'pull-request', remoteId: pullRequest },
    note: `Pull request ${pullRequest}, ${method}`,
    words: (repository) => ({
      doing: `merge the pull request ${pullRequest} of ${repository.name}`,
      conflict: `The pull request ${pullRequest} of ${repository.name} cannot be merged as it is: it may have moved on, have conflicts, or wait for checks or reviews.`,
    }),
    perform: (actions, repository) =>
      actions.merge(repository, pullRequest, { method, expectedHead, deletesSourceBranch }),
    // Its commits are on the target branch now.
    follow: lookAtBoth,
    // It may have moved on, as the service says before any webhook does.
    lookAgain: lookAtBoth,
  });
}
