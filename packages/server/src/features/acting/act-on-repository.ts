/** Does something to a repository for somebody in Jira, under their own name: who may, as whom, what is written down. */

import { Failure, nameOfPrincipal, type Repository, type ServicePerson } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { RepositoryActions } from '../../ports/git-service/actions.ts';
import type { Tables } from '../../ports/store.ts';
import type { NewActionChoice } from '../../ports/store/acting.ts';
import type { AuditResult } from '../../ports/store/audit-log.ts';
import type { ActingDeps, ActionAsked, ActionOutcome, Refused } from './acting-deps.ts';
import { actorFor, tokenRefused } from './actors.ts';
import { admit, type ActingAction, type Admitted } from './admit.ts';
import { beyondStandIn, type StandInLimit } from './stand-in.ts';
import { toldByService, type WantedDeed } from './told-by-service.ts';

/** One kind of deed. */
export interface Deed<Done> {
  /** Of the audit log: `branch/create`. */
  readonly what: string;
  /** What the issue's project must be allowed to do with the repository. */
  readonly action: ActingAction;
  /** In the words of the audit log: `branch ABC-1-door`. */
  readonly note: string;
  /** What is wanted, in words for whoever wants it. */
  words(repository: Repository): WantedDeed;
  /** Why it is not even tried; undefined when it is. */
  problem?(repository: Repository): Omit<Refused, 'outcome'> | undefined;
  /** `account` is whose name it is to bear; undefined for the service account. */
  perform(actions: RepositoryActions, repository: Repository, account: ServicePerson | undefined): Promise<Done>;
  /** What the service account may not do of it; left out: it may do it all. */
  readonly standInLimit?: StandInLimit;
  /** Looks at what was done, so that it is seen soon; in the transaction that writes it down. */
  follow(tables: Tables, repository: Repository, done: Done): Promise<void>;
  /** Looks at what is there, when it is not what somebody saw who wanted it done. */
  lookAgain?(tables: Tables, repository: Repository): Promise<void>;
  /** What they chose, to be offered the next time. */
  readonly choice?: Omit<NewActionChoice, 'project' | 'repositoryId'>;
}

/**
 * Nothing is kept from before the service has done it: when we die in between, the next look at the repository finds it.
 * @throws Failure what the service answered (`conflict`, `forbidden`, `rejected`, `unavailable` …) in words about the
 * deed; never `unauthorized` for a token of their own, which is an outcome
 */
export async function actOnRepository<Done>(
  deps: ActingDeps,
  caller: Caller,
  asked: ActionAsked,
  deed: Deed<Done>,
): Promise<ActionOutcome<Done>> {
  const admitted = await admit(deps, caller, asked, deed.action);
  if (admitted.outcome === 'denied')
    await audit(deps.store, { caller, asked, deed }, 'refused', 'The project may not.');
  if (admitted.outcome !== 'admitted') return admitted;
  const problem = deed.problem?.(admitted.repository);
  return problem === undefined ? perform(deps, caller, asked, admitted, deed) : { outcome: 'refused', ...problem };
}

async function perform<Done>(
  deps: ActingDeps,
  caller: Caller,
  asked: ActionAsked,
  admitted: Admitted,
  deed: Deed<Done>,
): Promise<ActionOutcome<Done>> {
  const { repository, integration, connector } = admitted;
  const { principal } = caller;
  const actor = await actorFor(deps, principal, integration);
  if ('outcome' in actor) return actor;
  const beyond = actor.as === 'person' ? undefined : await beyondStandIn(deps, admitted, deed.standInLimit);
  if (beyond !== undefined) return beyond;
  const { actions } = actor.connection;
  if (actions === undefined) return notSupported(connector.title);
  const written = { caller, asked, deed };
  const done = await attempt(() => deed.perform(actions, repository, actor.account));
  if (done instanceof Failure) {
    await audit(deps.store, written, 'failed', done.message);
    if (done.kind === 'unauthorized' && actor.as === 'person') {
      return tokenRefused(deps, principal, integration, done);
    }
    if (done.kind === 'conflict') await deps.store.transaction(async (tables) => deed.lookAgain?.(tables, repository));
    const who = actor.account?.login ?? integration.account?.login ?? "Branchline's account";
    throw toldByService(done, { title: connector.title, who }, deed.words(repository));
  }
  await deps.store.transaction(async (tables) => {
    await audit(tables, written, 'done', actor.as === 'person' ? '' : 'By the service account, for them.');
    await deed.follow(tables, repository, done);
    await remember(deps, tables, caller, admitted, deed.choice);
  });
  return { outcome: 'done', as: actor.as, done };
}

async function attempt<Done>(work: () => Promise<Done>): Promise<Done | Failure> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

async function remember(
  deps: ActingDeps,
  tables: Tables,
  { principal }: Caller,
  { repository, at: { project } }: Admitted,
  choice: Deed<unknown>['choice'],
): Promise<void> {
  if (choice === undefined) return;
  const now = deps.clock.now();
  const identity = await deps.meet(tables, principal, now);
  if (identity === undefined) return;
  await tables.acting.choose(identity.id, { project, repositoryId: repository.id, ...choice }, now);
}

/** Of a service that can do nothing for people. */
export function notSupported(service: string): Refused {
  return {
    outcome: 'not-supported',
    because: `${service} offers no way to do this from outside.`,
    remedy: 'Do it with git, or on the pages of the service.',
  };
}

interface Written {
  readonly caller: Caller;
  readonly asked: ActionAsked;
  readonly deed: Pick<Deed<never>, 'what' | 'note'>;
}

async function audit(
  tables: Tables,
  { caller, asked, deed }: Written,
  result: AuditResult,
  note: string,
): Promise<void> {
  await tables.auditLog.add({
    who: nameOfPrincipal(caller.principal),
    what: deed.what,
    about: `repository/${asked.repositoryId}`,
    origin: asked.issue,
    result,
    note: [deed.note, note].filter((part) => part !== '').join('. '),
  });
}
