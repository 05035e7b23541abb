/** The one gate: who may see which issues, and of them which repositories. */

import {
  Failure,
  mayAdminister,
  presentKey,
  projectOf,
  type IssueKey,
  type JiraSiteId,
  type Principal,
  type RepositoryId,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccountAtJira, IssueGate, RepositoriesInSight } from '../../ports/issue-gate.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { accountsAtJira } from './accounts-at-jira.ts';
import { sightByAccount, sightOfViewer } from './ask-jira.ts';
import { gitPermission, type GitPermissionDeps } from './git-permission.ts';
import { openByProjects } from './open-by-projects.ts';
import { repositoriesInSightOf } from './repositories-in-sight.ts';
import { shortMemory } from './short-memory.ts';

export interface IssueGateDeps extends ConnectJiraDeps, GitPermissionDeps {
  readonly store: GitPermissionDeps['store'];
  readonly clock: Clock;
}

/** Whoever loses a permission in Jira loses it here within this time. */
export const sightMilliseconds = 60_000;
/** Answers kept in memory, some 100 bytes each. */
const mostAnswers = 50_000;

/** The gate of one process. Make one and keep it: it remembers what Jira said for a minute. */
export function createIssueGate(deps: IssueGateDeps): IssueGate {
  const memory = shortMemory<boolean>(deps.clock, sightMilliseconds, mostAnswers);

  /** Of one account at one site. */
  async function seenAt(
    account: AccountAtJira,
    caller: Caller,
    keys: readonly IssueKey[],
  ): Promise<ReadonlySet<IssueKey>> {
    const nameOf = (key: IssueKey) => `${account.jiraSiteId}/${account.accountId} ${key}`;
    const asked = [...new Set(keys)].filter((key) => memory.recall(nameOf(key)) === undefined);
    const answers = new Map<IssueKey, boolean>();
    if (asked.length > 0) {
      const seen = await (await sightOf(deps, account, caller)).seenAmong(asked);
      for (const key of asked) answers.set(key, seen.has(key));
    }
    for (const [key, answer] of answers) memory.keep(nameOf(key), answer);
    return new Set(keys.filter((key) => answers.get(key) ?? memory.recall(nameOf(key)) ?? false));
  }

  async function seenAmong(caller: Caller, keys: readonly IssueKey[]): Promise<ReadonlySet<IssueKey>> {
    if (mayAdminister(caller.principal) || keys.length === 0) return new Set(keys);
    const { accounts, because } = await accountsAtJira(deps.store, caller.principal);
    const [only, another] = accounts;
    if (only === undefined) throw new Failure('forbidden', 'jira', because ?? '');
    if (another === undefined) return seenAt(only, caller, keys);
    const seen = await Promise.all(accounts.map((account) => seenAt(account, caller, keys)));
    return seenAtSeveral(deps, accounts, seen, keys);
  }

  const readableAmong = gitPermission(deps);
  const byProjects = openByProjects({ ...deps, sightOf: (account, caller) => sightOf(deps, account, caller) });
  return {
    accountsAtJira: ({ principal }) => accountsAtJira(deps.store, principal),
    sitesOf: ({ principal }) => sitesOf(deps, principal),
    seenAmong,
    maySee: async (caller, key) => (await seenAmong(caller, [key])).has(key),
    repositoriesInSight: ({ principal }) => repositoriesInSight(deps, principal),
    repository: async (caller, id) => {
      const repository = await deps.store.repositories.get(id);
      if (repository === undefined || mayAdminister(caller.principal)) return repository;
      if (!(await repositoriesInSight(deps, caller.principal)).any.includes(id)) return undefined;
      return (await readableAmong(caller, [id])).ids.includes(id) ? repository : undefined;
    },
    readableAmong,
    openByProjects: byProjects,
    openToBrowse: async (caller, ids) => readableAmong(caller, await byProjects(caller, ids)),
  };
}

async function sitesOf({ store }: IssueGateDeps, principal: Principal): Promise<readonly JiraSiteId[]> {
  if (mayAdminister(principal)) return (await store.jiraSites.list()).map(({ id }) => id);
  return (await accountsAtJira(store, principal)).accounts.map(({ jiraSiteId }) => jiraSiteId);
}

/** Their own token is of the site they look from, which is the only one they have then. */
async function sightOf(deps: IssueGateDeps, { jiraSiteId, accountId }: AccountAtJira, { jiraViewer }: Caller) {
  if (jiraViewer !== undefined) return sightOfViewer(jiraViewer);
  const site = await deps.store.jiraSites.get(jiraSiteId);
  if (site === undefined) throw new Failure('not-found', 'jira', 'This Jira site is not connected any more.');
  return sightByAccount(await connectJira(deps, site), accountId);
}

/**
 * Two sites may have a project of the same key. An issue is seen when it is seen at each of the sites at which its
 * project may see anything; where none shows anything of git, one that shows the issue is enough.
 */
async function seenAtSeveral(
  { store }: IssueGateDeps,
  accounts: readonly AccountAtJira[],
  seen: readonly ReadonlySet<IssueKey>[],
  keys: readonly IssueKey[],
): Promise<ReadonlySet<IssueKey>> {
  const sites = await Promise.all(
    accounts.map(async ({ jiraSiteId }, place) => {
      const sight = await repositoriesInSightOf(store, jiraSiteId);
      const former = await store.issueAliases.near(jiraSiteId, keys);
      const shows = (key: IssueKey) => sight.of(projectOf(presentKey(key, former))).length > 0;
      return { seen: seen[place] ?? new Set(), shows };
    }),
  );
  const isSeen = (key: IssueKey) => {
    const showing = sites.filter(({ shows }) => shows(key));
    return showing.length > 0 ? showing.every((site) => site.seen.has(key)) : sites.some((site) => site.seen.has(key));
  };
  return new Set(keys.filter(isSeen));
}

async function repositoriesInSight({ store }: IssueGateDeps, principal: Principal): Promise<RepositoriesInSight> {
  if (mayAdminister(principal)) {
    const any = await store.repositories.ids();
    return { any, of: () => any };
  }
  const { accounts } = await accountsAtJira(store, principal);
  const sights = await Promise.all(accounts.map(({ jiraSiteId }) => repositoriesInSightOf(store, jiraSiteId)));
  const together = (each: readonly (readonly RepositoryId[])[]) => [...new Set(each.flat())];
  return {
    any: together(sights.map(({ any }) => any)),
    of: (project) => together(sights.map((sight) => sight.of(project))),
  };
}
