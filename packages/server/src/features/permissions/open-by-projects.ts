/** Which repositories somebody may look into: those of projects in which they may see development information. */

import { Failure, mayAdminister, type GrantedProjects, type ProjectKey, type RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountAtJira, IssueGate } from '../../ports/issue-gate.ts';
import type { Tables } from '../../ports/store.ts';
import { accountsAtJira } from './accounts-at-jira.ts';
import type { SightAtJira } from './ask-jira.ts';
import { seeingProjectsOf } from './repositories-in-sight.ts';
import { shortMemory, type ShortMemory } from './short-memory.ts';

export interface OpenByProjectsDeps {
  readonly store: Tables;
  readonly clock: Clock;
  readonly sightOf: (account: AccountAtJira, caller: Caller) => Promise<SightAtJira>;
}

/** Milliseconds: whoever loses a permission in a project loses its repositories within this time. */
export const browsingMilliseconds = 60_000;
const mostAnswers = 50_000;

/** See `IssueGate.openByProjects`. */
export function openByProjects(deps: OpenByProjectsDeps): IssueGate['openByProjects'] {
  const memory = shortMemory<boolean>(deps.clock, browsingMilliseconds, mostAnswers);
  return async (caller, ids) => {
    if (mayAdminister(caller.principal) || ids.length === 0) return ids;
    const { accounts, because } = await accountsAtJira(deps.store, caller.principal);
    if (accounts.length === 0) throw new Failure('forbidden', 'jira', because ?? '');
    const open = await openAtSites(deps, memory, { caller, accounts }, ids);
    return ids.filter((id) => open.has(id));
  };
}

interface Asking {
  readonly caller: Caller;
  readonly accounts: readonly AccountAtJira[];
}

/** One site that says yes is enough. @throws Failure when one could not be asked and no other opens all of them */
async function openAtSites(
  deps: OpenByProjectsDeps,
  memory: ShortMemory<boolean>,
  { caller, accounts }: Asking,
  ids: readonly RepositoryId[],
): Promise<ReadonlySet<RepositoryId>> {
  const repositories = await deps.store.repositories.places(ids);
  const open = new Set<RepositoryId>();
  let failure: Failure | undefined;
  for (const account of accounts) {
    const seeing = await seeingProjectsOf(deps.store, account.jiraSiteId, repositories);
    try {
      for (const id of await openAt(deps, memory, { caller, account }, seeing)) open.add(id);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined && repositories.some(({ id }) => !open.has(id))) throw failure;
  return open;
}

async function openAt(
  deps: OpenByProjectsDeps,
  memory: ShortMemory<boolean>,
  { caller, account }: { readonly caller: Caller; readonly account: AccountAtJira },
  seeing: ReadonlyMap<RepositoryId, GrantedProjects>,
): Promise<readonly RepositoryId[]> {
  const named = new Set([...seeing.values()].flatMap((projects) => (projects === 'all' ? [] : projects)));
  const hasAll = [...seeing.values()].includes('all');
  const nameOf = (place: string) => `${account.jiraSiteId}/${account.accountId} ${place}`;
  const unknown = [...named].filter((key) => memory.recall(nameOf(key)) === undefined);
  const answers = new Map<string, boolean>();
  const sight = async () => deps.sightOf(account, caller);
  if (unknown.length > 0) {
    const held = await (await sight()).projectsAmong(unknown);
    for (const key of unknown) answers.set(key, held.has(key));
  }
  const isHeld = (place: string) => answers.get(place) ?? memory.recall(nameOf(place)) ?? false;
  if (hasAll && memory.recall(nameOf(anyProject)) === undefined) {
    // What is held in one of those that were named is held in one of all.
    const isAny = [...named].some(isHeld) || (await (await sight()).hasAnyProject(await knownProjects(deps, account)));
    answers.set(anyProject, isAny);
  }
  const isOpen = (projects: GrantedProjects) => (projects === 'all' ? isHeld(anyProject) : projects.some(isHeld));
  const open = [...seeing].filter(([, projects]) => isOpen(projects)).map(([id]) => id);
  for (const [place, answer] of answers) memory.keep(nameOf(place), answer);
  return open;
}

/** No project's key: those have no such sign. */
const anyProject = '*';

async function knownProjects(
  { store }: OpenByProjectsDeps,
  { jiraSiteId }: AccountAtJira,
): Promise<readonly ProjectKey[] | undefined> {
  return (await store.jiraSites.get(jiraSiteId))?.projectKeys;
}
