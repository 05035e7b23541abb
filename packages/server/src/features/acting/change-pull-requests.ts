/** Opens, approves and merges pull requests from an issue. */

import type { CommitHash, PullRequest, ServicePerson } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { MergeWish, OpenedPullRequest, PullRequestDraft } from '../../ports/git-service/actions.ts';
import { addIndexJob, addPullRequestJob } from '../../ports/job-options.ts';
import type { Tables } from '../../ports/store.ts';
import { actOnRepository, type ActingDeps, type ActionAsked, type ActionOutcome } from './act-on-repository.ts';

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
  if (sourceBranch === targetBranch) {
    const because = `${sourceBranch} cannot be merged into itself.`;
    return { outcome: 'refused', because, remedy: 'Choose another branch to merge into.' };
  }
  return actOnRepository(deps, caller, asked, {
    what: 'pull-request/create',
    action: 'create-pull-request',
    note: `From ${sourceBranch} into ${targetBranch}`,
    perform: async (actions, repository, account) =>
      withAuthorChecked(await actions.createPullRequest(repository, draft), account),
    follow: (tables, repository, { pullRequest }) => lookAgain(tables, repository, pullRequest.remoteId),
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
    note: `Pull request ${pullRequest}`,
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
  return actOnRepository(deps, caller, asked, {
    what: 'pull-request/merge',
    action: 'create-pull-request',
    note: `Pull request ${pullRequest}, ${method}`,
    perform: (actions, repository) =>
      actions.merge(repository, pullRequest, { method, expectedHead, deletesSourceBranch }),
    follow: async (tables, repository) => {
      await lookAgain(tables, repository, pullRequest);
      // Its commits are on the target branch now.
      await addIndexJob(tables.jobs, repository, 'person', 'person');
    },
  });
}
