/** Asks a Git service what it can say before somebody acts: texts to begin with, labels, reviewers. */

import { Failure, nameOfPrincipal, type ServicePerson } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { PullRequestTemplate, RepositoryActions } from '../../ports/git-service/actions.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import type { ActingDeps, ActionAsked, NotFound, Refused, TokenNeeded } from './acting-deps.ts';
import { notSupported } from './act-on-repository.ts';
import { actorFor, tokenRefused } from './actors.ts';
import { admit, type Admitted } from './admit.ts';
import { keepAnswers } from './keep-answers.ts';

/** What a service says of a repository for a new pull request. */
export interface ServiceAnswers {
  readonly templates: readonly PullRequestTemplate[];
  readonly labels: readonly string[];
  /** What could not be asked: whole sentences. */
  readonly shortcomings: readonly string[];
}

/** Asks for one person's page, and keeps what was answered in full for a minute: a page asks at each choice. */
export type AskForAnswers = (caller: Caller, admitted: Admitted) => Promise<ServiceAnswers>;

/** Make one for a process and keep it. */
export function serviceAnswers(deps: ActingDeps): AskForAnswers {
  const kept = keepAnswers<ServiceAnswers>(deps.clock);
  return async (caller, admitted) => {
    const name = `${nameOfPrincipal(caller.principal)} ${admitted.repository.id}`;
    const known = kept.recall(name);
    if (known !== undefined) return known;
    const answers = await ask(deps, caller, admitted);
    if (answers.shortcomings.length === 0) kept.keep(name, answers);
    return answers;
  };
}

async function ask(deps: ActingDeps, caller: Caller, admitted: Admitted): Promise<ServiceAnswers> {
  const { repository, connector } = admitted;
  const nothing = (because: string): ServiceAnswers => ({ templates: [], labels: [], shortcomings: [because] });
  try {
    const reached = await reach(deps, caller, admitted);
    if ('outcome' in reached) {
      return nothing(`${connector.title} was not asked for templates and labels. ${reached.because}`);
    }
    const [templates, labels] = await Promise.all([
      orShortcoming('Templates', connector.title, () => reached.pullRequestTemplates(repository)),
      orShortcoming('Labels', connector.title, () => reached.labels(repository)),
    ]);
    const shortcomings = [...templates.shortcomings, ...labels.shortcomings];
    return { templates: templates.found, labels: labels.found, shortcomings };
  } catch (error) {
    if (error instanceof Failure) return nothing(error.message);
    throw error;
  }
}

async function orShortcoming<Each>(
  what: string,
  service: string,
  work: () => Promise<readonly Each[]>,
): Promise<{ readonly found: readonly Each[]; readonly shortcomings: readonly string[] }> {
  try {
    return { found: await work(), shortcomings: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { found: [], shortcomings: [`${what} could not be asked of ${service} at the moment. ${error.message}`] };
  }
}

/** What the service can be asked for, as whoever asks. @throws Failure when it cannot be asked */
export async function reach(
  deps: ActingDeps,
  { principal }: Caller,
  { integration, connector }: Pick<Admitted, 'integration' | 'connector'>,
): Promise<RepositoryActions | TokenNeeded | Refused> {
  const actor = await actorFor(deps, principal, integration);
  if ('outcome' in actor) return actor;
  return actor.connection.actions ?? notSupported(connector.title);
}

/** People who can be asked to review. */
export interface ReviewersFound {
  readonly outcome: 'found';
  readonly reviewers: readonly ServicePerson[];
}

/** By the token of whoever asks: the service tells what they may see. @throws Failure when it cannot be asked */
export async function findReviewers(
  deps: ActingDeps,
  caller: Caller,
  { search, ...asked }: ActionAsked & { readonly search: string },
): Promise<ReviewersFound | NotFound | Refused | TokenNeeded> {
  const admitted = await admit(deps, caller, asked, 'create-pull-request');
  if (admitted.outcome !== 'admitted') return admitted;
  const reached = await reach(deps, caller, admitted);
  if ('outcome' in reached) return reached;
  return reviewersAt(deps, caller, admitted, () => reached.reviewersFor(admitted.repository, search));
}

async function reviewersAt(
  deps: ActingDeps,
  { principal }: Caller,
  { integration }: { readonly integration: Admitted['integration']; readonly repository: RepositoryStanding },
  work: () => Promise<readonly ServicePerson[]>,
): Promise<ReviewersFound | TokenNeeded> {
  try {
    return { outcome: 'found', reviewers: await work() };
  } catch (error) {
    const isOwn = error instanceof Failure && error.kind === 'unauthorized';
    if (!isOwn || (await deps.ownAccess(principal, integration)) === undefined) throw error;
    return tokenRefused(deps, principal, integration, error);
  }
}
