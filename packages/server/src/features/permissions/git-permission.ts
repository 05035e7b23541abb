/** Where an integration wants it, people see only repositories that their own token can read at the Git service. */

import {
  Failure,
  inParallel,
  mayAdminister,
  nameOfPrincipal,
  type Integration,
  type IntegrationId,
  type Principal,
  type Repository,
  type RepositoryId,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IssueGate, ReadableRepositories, WithheldService } from '../../ports/issue-gate.ts';
import type { Log } from '../../ports/log.ts';
import type { Tables } from '../../ports/store.ts';
import type { ConnectDeps } from '../integrations/connect.ts';
import { connectAs } from './connect-as.ts';
import { shortMemory, type ShortMemory } from './short-memory.ts';

export interface GitPermissionDeps extends ConnectDeps {
  readonly clock: Clock;
  readonly log: Log;
}

/** Whoever loses a right at the Git service loses it here within this time. */
export const readableMilliseconds = 5 * 60_000;
const mostAnswers = 50_000;
/** Questions to one service at the same time, for one person's page. */
const questionsAtOnce = 4;
/** Repositories that are asked about for one page; the others come with the next ones, when these are known. */
const mostQuestions = 200;

/** See `IssueGate.readableAmong`. */
export function gitPermission(deps: GitPermissionDeps): IssueGate['readableAmong'] {
  const memory = shortMemory<boolean>(deps.clock, readableMilliseconds, mostAnswers);
  return async (caller, ids) => {
    if (mayAdminister(caller.principal)) return { ids, withheld: [] };
    const guarded = await guardedIntegrations(deps.store);
    if (guarded.size === 0) return { ids, withheld: [] };
    return readableAmong(deps, memory, caller, ids, guarded);
  };
}

async function guardedIntegrations(store: Tables): Promise<ReadonlyMap<IntegrationId, Integration>> {
  return new Map((await store.integrations.guarded()).map((each) => [each.id, each]));
}

async function readableAmong(
  deps: GitPermissionDeps,
  memory: ShortMemory<boolean>,
  { principal }: Caller,
  ids: readonly RepositoryId[],
  guarded: ReadonlyMap<IntegrationId, Integration>,
): Promise<ReadableRepositories> {
  const repositories = await deps.store.repositories.named(ids);
  const free = repositories.filter(({ integrationId }) => !guarded.has(integrationId)).map(({ id }) => id);
  const readable = new Set<RepositoryId>(free);
  const withheld: WithheldService[] = [];
  for (const integration of guarded.values()) {
    const own = repositories.filter(({ integrationId }) => integrationId === integration.id);
    if (own.length === 0) continue;
    const answer = await askAbout(deps, memory, principal, integration, own);
    if ('because' in answer) withheld.push(answer);
    else for (const id of answer.ids) readable.add(id);
  }
  return { ids: ids.filter((id) => readable.has(id)), withheld };
}

async function askAbout(
  deps: GitPermissionDeps,
  memory: ShortMemory<boolean>,
  principal: Principal,
  integration: Integration,
  repositories: readonly Repository[],
): Promise<{ readonly ids: readonly RepositoryId[] } | WithheldService> {
  const nameOf = ({ id }: Repository) => `${nameOfPrincipal(principal)} ${id}`;
  const unknown = repositories.filter((each) => memory.recall(nameOf(each)) === undefined).slice(0, mostQuestions);
  try {
    if (unknown.length > 0) {
      const own = await connectAs(deps, principal, integration);
      if (own === undefined) return withheldUntilConnected(integration);
      await inParallel(unknown, questionsAtOnce, async (repository) => {
        memory.keep(nameOf(repository), (await own.connection.findRepository(repository.remoteId)) !== undefined);
      });
    }
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    deps.log.warn('somebody’s own rights at a Git service could not be asked for', {
      integration: integration.id,
      kind: error.kind,
      message: error.message,
    });
    return withheldForNow(integration);
  }
  return { ids: repositories.filter((each) => memory.recall(nameOf(each)) === true).map(({ id }) => id) };
}

function withheldUntilConnected({ id, name }: Integration): WithheldService {
  return {
    integrationId: id,
    integrationName: name,
    because: `What ${name} has is shown only to those who may read it there, and Branchline does not know you there yet.`,
    remedy: `Connect your own account at ${name} in Branchline, or ask whoever administers Branchline to do it.`,
  };
}

function withheldForNow({ id, name }: Integration): WithheldService {
  return {
    integrationId: id,
    integrationName: name,
    because: `What ${name} has is shown only to those who may read it there, and it could not be asked just now.`,
    remedy: `Look again in a while; if it stays so, connect your own account at ${name} again.`,
  };
}
