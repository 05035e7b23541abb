/** Says what a Git service's own rules make of a name for a branch, before anything is sent. */

import {
  branchNameProblem,
  branchRuleProblems,
  Failure,
  nameOfPrincipal,
  type BranchRuleProblem,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { BranchRules } from '../../ports/git-service/actions.ts';
import type { ActingDeps, ActionAsked, NotFound, Refused } from './acting-deps.ts';
import { admit, type Admitted } from './admit.ts';
import { keepAnswers } from './keep-answers.ts';
import { reach } from './service-answers.ts';

/** What a service said of names. */
export interface ToldBranchRules extends BranchRules {
  /** Why they could not be asked: whole sentences; undefined when nothing was in the way. */
  readonly shortcoming: string | undefined;
}

/** Asks for one person, and keeps what was answered for a minute. */
export type AskForBranchRules = (caller: Caller, admitted: Admitted, name: string) => Promise<ToldBranchRules>;

export interface CheckBranchNameDeps extends ActingDeps {
  readonly askForBranchRules: AskForBranchRules;
}

export interface CheckedBranchName extends ToldBranchRules {
  readonly outcome: 'checked';
  /** What the service is called. */
  readonly service: string;
  /** Of the name that was asked about: git's own first, then the service's. */
  readonly problems: readonly BranchRuleProblem[];
}

/** Rules of one name: whatever a service has, a page shows no more of them. */
const mostRules = 50;
const none: ToldBranchRules = { rules: [], isForEveryName: true, shortcoming: undefined };

/** Make one for a process and keep it. */
export function branchRulesFor(deps: ActingDeps): AskForBranchRules {
  const kept = keepAnswers<ToldBranchRules>(deps.clock);
  return async (caller, admitted, name) => {
    const place = `${nameOfPrincipal(caller.principal)} ${admitted.repository.id}`;
    // No name of a branch has a blank in it, so the two kinds of places never meet.
    const known = kept.recall(place) ?? kept.recall(`${place} ${name}`);
    if (known !== undefined) return known;
    const told = await ask(deps, caller, admitted, name);
    // Once an account is connected, or the service is back, there is more to tell.
    if (told === undefined) return { ...none, isForEveryName: false };
    if (told.shortcoming === undefined) kept.keep(told.isForEveryName ? place : `${place} ${name}`, told);
    return told;
  };
}

/** Nothing is refused by this: the service decides when the branch is made. @throws Failure when nobody could tell who may */
export async function checkBranchName(
  deps: CheckBranchNameDeps,
  caller: Caller,
  { name, ...asked }: ActionAsked & { readonly name: string },
): Promise<CheckedBranchName | NotFound | Refused> {
  const admitted = await admit(deps, caller, asked, 'create-branch');
  if (admitted.outcome !== 'admitted') return admitted;
  const { title: service } = admitted.connector;
  const ofGit = branchNameProblem(name);
  if (ofGit !== undefined) {
    const problems = [{ sentence: ofGit, isCertain: true }];
    return { outcome: 'checked', service, ...none, isForEveryName: false, problems };
  }
  const told = await deps.askForBranchRules(caller, admitted, name);
  return { outcome: 'checked', service, ...told, problems: branchRuleProblems(name, told.rules, service) };
}

/** Undefined: without an account there, or at a service that makes no branches; the page says so already. */
async function ask(
  deps: ActingDeps,
  caller: Caller,
  admitted: Admitted,
  name: string,
): Promise<ToldBranchRules | undefined> {
  const { repository, connector } = admitted;
  try {
    const reached = await reach(deps, caller, admitted);
    if ('outcome' in reached) return undefined;
    if (reached.branchRules === undefined) return none;
    const { rules, isForEveryName } = await reached.branchRules(repository, name);
    return { rules: rules.slice(0, mostRules), isForEveryName, shortcoming: undefined };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // Whoever may not be told of rules makes branches as before: the service has the last word anyway.
    if (['forbidden', 'not-found', 'rejected'].includes(error.kind)) return none;
    const shortcoming = `The rules of ${connector.title} for names could not be asked at the moment. ${error.message}`;
    return { ...none, isForEveryName: false, shortcoming };
  }
}
