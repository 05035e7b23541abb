/** Acting from an issue at the door: what is proposed, what is done, and what is said where it is not. */

import { isProblemError, problemError, type Problem } from '@branchline/contract';
import { Failure, pullRequestLabel, type CommitHash, type IssueKey } from '@branchline/domain';
import type { ActingDeps, ActionOutcome, NotFound, Refused, TokenNeeded } from '../../features/acting/acting-deps.ts';
import { createBranch, deleteBranch } from '../../features/acting/change-branches.ts';
import { approvePullRequest, createPullRequest, mergePullRequest } from '../../features/acting/change-pull-requests.ts';
import { branchRulesFor, checkBranchName } from '../../features/acting/check-branch-name.ts';
import { listRepositoriesForAction } from '../../features/acting/list-repositories.ts';
import type { PreviewMergeDeps } from '../../features/acting/preview-merge.ts';
import { proposeBranch } from '../../features/acting/propose-branch.ts';
import { proposePullRequest } from '../../features/acting/propose-pull-request.ts';
import { findReviewers, serviceAnswers } from '../../features/acting/service-answers.ts';
import { listSourceBranches } from '../../features/acting/source-branches.ts';
import { proposeStartingWork, startWork, type StartWorkDeps } from '../../features/acting/start-work.ts';
import { placeOf } from '../../features/browsing/open-repository.ts';
import { commitsToShow } from '../../features/browsing/shown-commits.ts';
import { createKnownIssues, type ReadKnownIssuesDeps } from '../../features/issues/read-known-issues.ts';
import { displayNameOf } from '../../features/people/display-name.ts';
import { meetPrincipal } from '../../features/people/own-connections.ts';
import { connectAs, knownPerson } from '../../features/permissions/connect-as.ts';
import { chooseWriter } from '../../features/smart-commits/choose-writer.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { Handlers } from '../mount-routes.ts';
import {
  presentActionRepository,
  presentCheckedBranchName,
  presentMadeBranch,
  presentProposedBranch,
  presentProposedPullRequest,
  presentProposedStart,
  presentStartedWork,
} from '../present/acting.ts';
import { presentShownCommit } from '../present/git-shapes.ts';
import { noSuchIssue } from '../problems.ts';
import { problemOfFailure } from '../status-of-failure.ts';

type Given = Omit<ActingDeps, 'issueGate' | 'ownAccess' | 'personOf' | 'meet'> &
  Pick<StartWorkDeps, 'randomToken' | 'jiraSite'>;

export interface ActingHandlersDeps extends Given, PreviewMergeDeps, ReadKnownIssuesDeps {
  readonly store: ActingDeps['store'];
}

type Preparing =
  | 'listRepositoriesForAction'
  | 'listSourceBranches'
  | 'proposeBranch'
  | 'checkBranchName'
  | 'proposePullRequest'
  | 'findReviewers'
  | 'proposeStartingWork';
type Doing =
  | 'createBranch'
  | 'deleteBranch'
  | 'createPullRequest'
  | 'approvePullRequest'
  | 'mergePullRequest'
  | 'startWork';

/** @param issueGate the process's one gate */
export function actingHandlers(given: ActingHandlersDeps, issueGate: IssueGate): Pick<Handlers, Preparing | Doing> {
  const acting: ActingDeps = {
    ...given,
    issueGate,
    ownAccess: (principal, integration) => connectAs(given, principal, integration),
    personOf: (principal) => knownPerson(given.store, principal),
    meet: meetPrincipal,
  };
  const deps = { ...given, ...acting, chooseWriter };
  return { ...preparing(deps), ...doingBranches(deps), ...doingPullRequests(deps) };
}

type Deps = ActingHandlersDeps & StartWorkDeps;

function preparing(given: Deps): Pick<Handlers, Preparing> {
  const deps = {
    ...given,
    readKnownIssues: createKnownIssues(given),
    askForAnswers: serviceAnswers(given),
    askForBranchRules: branchRulesFor(given),
    nameOf: async (caller: Parameters<IssueGate['sitesOf']>[0]) =>
      displayNameOf(given, caller.principal, (await given.issueGate.accountsAtJira(caller)).accounts),
  };
  return {
    async listRepositoriesForAction({ caller, params: { key }, query: { action, search, repository } }) {
      const wanted = { issue: key, action, search, only: repository };
      const listed = await listRepositoriesForAction(deps, caller, wanted);
      if (listed === undefined) throw noSuchIssue(key);
      const { repositories, isCut, because } = listed;
      return { repositories: repositories.map(presentActionRepository), isCut, because: because ?? null };
    },
    async listSourceBranches({ caller, params, query }) {
      const found = await listSourceBranches(deps, caller, { ...askedBy(params), search: query.search });
      if (found.outcome !== 'found') throw problemOfOutcome(found, params.key);
      return { branches: found.branches.map((each) => ({ ...each })), isCut: found.isCut };
    },
    async proposeBranch({ caller, params, query }) {
      const proposed = await proposeBranch(deps, caller, { ...askedBy(params), from: query.from });
      if (proposed.outcome !== 'proposed') throw problemOfOutcome(proposed, params.key);
      return presentProposedBranch(proposed);
    },
    async checkBranchName({ caller, params, query: { name } }) {
      const checked = await checkBranchName(deps, caller, { ...askedBy(params), name });
      if (checked.outcome !== 'checked') throw problemOfOutcome(checked, params.key);
      return presentCheckedBranchName(checked);
    },
    async proposePullRequest({ caller, params, query }) {
      const proposed = await proposePullRequest(deps, caller, { ...askedBy(params), ...query });
      if (proposed.outcome !== 'proposed') throw problemOfOutcome(proposed, params.key);
      const place = await placeOf(deps, proposed.repository);
      const commits = await commitsToShow(deps, caller, params.repository, proposed.preview.commits);
      return presentProposedPullRequest(
        proposed,
        commits.map((commit) => presentShownCommit(commit, place)),
      );
    },
    async findReviewers({ caller, params, query: { search } }) {
      const found = await told(findReviewers(deps, caller, { ...askedBy(params), search }));
      if (found.outcome !== 'found') throw problemOfOutcome(found, params.key);
      return { reviewers: found.reviewers.map(({ login, name }) => ({ login, name: name ?? login })) };
    },
    async proposeStartingWork({ caller, params: { key } }) {
      const proposed = await proposeStartingWork(deps, caller, key);
      if (proposed === undefined) throw noSuchIssue(key);
      return presentProposedStart(proposed);
    },
  };
}

function doingBranches(deps: Deps): Pick<Handlers, 'createBranch' | 'deleteBranch' | 'startWork'> {
  return {
    async createBranch({ caller, params: { key }, body: { repositoryId, name, from } }) {
      const { done, as } = await doneBy(key, createBranch(deps, caller, { issue: key, repositoryId, name, from }));
      return presentMadeBranch(done, as);
    },
    async deleteBranch({ caller, params, body: { name } }) {
      await doneBy(params.key, deleteBranch(deps, caller, { ...askedBy(params), name }));
      return undefined;
    },
    async startWork({ caller, params: { key }, body }) {
      const { branch, assigns, transition } = body;
      const wish = { issue: key, branch: branch ?? undefined, assigns, transition: transition ?? undefined };
      const outcome = await told(startWork(deps, caller, wish));
      if (outcome.outcome !== 'started') throw problemOfOutcome(outcome, key);
      return presentStartedWork(outcome.started);
    },
  };
}

function doingPullRequests(
  deps: Deps,
): Pick<Handlers, 'createPullRequest' | 'approvePullRequest' | 'mergePullRequest'> {
  return {
    async createPullRequest({ caller, params: { key }, body }) {
      const { repositoryId, source, target, ...draft } = body;
      const wish = { issue: key, repositoryId, draft: { ...draft, sourceBranch: source, targetBranch: target } };
      const { done, as } = await doneBy(key, createPullRequest(deps, caller, wish));
      const { pullRequest, shortcomings } = done;
      return {
        id: pullRequest.remoteId,
        label: pullRequestLabel(pullRequest),
        webUrl: pullRequest.webUrl === '' ? null : pullRequest.webUrl,
        actor: as,
        shortcomings: [...shortcomings],
      };
    },
    async approvePullRequest({ caller, params }) {
      const { pullRequest } = params;
      await doneBy(params.key, approvePullRequest(deps, caller, { ...askedBy(params), pullRequest }));
      return undefined;
    },
    async mergePullRequest({ caller, params, body }) {
      const { method, expectedHead, deletesSourceBranch } = body;
      const wish = { method, expectedHead: expectedHead as CommitHash | undefined, deletesSourceBranch };
      const { pullRequest } = params;
      await doneBy(params.key, mergePullRequest(deps, caller, { ...askedBy(params), pullRequest, ...wish }), {
        conflict:
          'Nothing was merged. What came to it is being read: look at it, solve what stands in the way, and try again.',
      });
      return undefined;
    },
  };
}

function askedBy<Id>({ key, repository }: { readonly key: IssueKey; readonly repository: Id }) {
  return { issue: key, repositoryId: repository };
}

/** @throws ProblemError for everything else that came of it */
async function doneBy<Done>(key: IssueKey, outcome: Promise<ActionOutcome<Done>>, own: Remedies = {}) {
  const came = await told(outcome, own);
  if (came.outcome !== 'done') throw problemOfOutcome(came, key);
  return came;
}

type Remedies = Partial<Readonly<Record<Failure['kind'], string>>>;

const remedies: Remedies = {
  conflict: 'Look at it again: choose another name or another branch, or open what is there already.',
  forbidden: 'Ask whoever administers the repository there, or connect an account that may.',
  unavailable:
    'Try again in a moment: nothing you wrote is lost. Should it have been done after all, the answer will be that it is there already.',
  rejected: 'Nothing was done. Change what it does not take, and try again.',
  'rate-limited': 'Nothing was done. Try again in a moment.',
  unauthorized: 'Whoever administers Branchline has to give the integration a credential that works.',
};

/** What the Git service answered, with what to do about it. */
async function told<Came>(work: Promise<Came>, own: Remedies = {}): Promise<Came> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Failure) || isProblemError(error)) throw error;
    const remedy = own[error.kind] ?? remedies[error.kind];
    throw problemError({ ...problemOfFailure(error), ...(remedy === undefined ? {} : { remedy }) });
  }
}

function problemOfOutcome(outcome: NotFound | Refused | TokenNeeded, key: IssueKey) {
  switch (outcome.outcome) {
    case 'not-found':
      return noSuchPlace(key);
    case 'denied':
      return refusal(outcome, { type: 'forbidden', title: 'The project may not do this', status: 403 });
    case 'refused':
      return refusal(outcome, { type: 'rejected', title: 'This cannot be done', status: 422 });
    case 'not-supported':
      return refusal(outcome, { type: 'rejected', title: 'The Git service offers no way to do this', status: 422 });
    case 'token-needed':
      return problemError({
        type: 'token-needed',
        title: 'An account of your own is needed',
        status: 428,
        detail: outcome.because,
        remedy: `Connect your account at ${outcome.integration.name}, and send the same again.`,
        integration: { id: outcome.integration.id, name: outcome.integration.name },
      });
  }
}

function refusal({ because: detail, remedy }: Refused, problem: Pick<Problem, 'type' | 'title' | 'status'>) {
  return problemError({ ...problem, detail, remedy });
}

/** Nothing tells an issue or a repository that is not for their eyes from one that is not there. */
function noSuchPlace(key: IssueKey) {
  return problemError({
    type: 'not-found',
    title: 'Not found',
    status: 404,
    detail: `There is no issue ${key} and repository that you may see together.`,
    remedy: 'Go back to the issue and choose again; its project may no longer be associated with the repository.',
  });
}
