/** The one gate: who may see which issues, and of them which repositories. */

import {
  decideAccess,
  Failure,
  mayAdminister,
  mayPush,
  nameOfPrincipal,
  noFormerKeys,
  presentAssociations,
  type AssociationPlace,
  type IntegrationId,
  type IssueKey,
  type JiraSiteId,
  type Principal,
  type ProjectAssociation,
  type RepositoryId,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IssueGate, RepositoriesInSight } from '../../ports/issue-gate.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { sightByAccount, sightOfViewer, type SightAtJira } from './ask-jira.ts';
import { gitPermission, type GitPermissionDeps } from './git-permission.ts';
import { shortMemory } from './short-memory.ts';

export interface IssueGateDeps extends ConnectJiraDeps, GitPermissionDeps {
  readonly store: GitPermissionDeps['store'];
  readonly clock: Clock;
}

/** Whoever loses a permission in Jira loses it here within this time. */
export const sightMilliseconds = 60_000;
/** Answers kept in memory, some 100 bytes each. */
const mostAnswers = 50_000;

const nobody: RepositoriesInSight = { any: [], of: () => [] };

/** The gate of one process. Make one and keep it: it remembers what Jira said for a minute. */
export function createIssueGate(deps: IssueGateDeps): IssueGate {
  const memory = shortMemory<boolean>(deps.clock, sightMilliseconds, mostAnswers);

  async function seenAmong(caller: Caller, keys: readonly IssueKey[]): Promise<ReadonlySet<IssueKey>> {
    const { principal } = caller;
    if (mayAdminister(principal)) return new Set(keys);
    const nameOf = (key: IssueKey) => `${nameOfPrincipal(principal)} ${key}`;
    const asked = [...new Set(keys)].filter((key) => memory.recall(nameOf(key)) === undefined);
    const answers = new Map<IssueKey, boolean>();
    if (asked.length > 0) {
      const seen = await (await sightOf(deps, caller)).seenAmong(asked);
      for (const key of asked) answers.set(key, seen.has(key));
    }
    for (const [key, answer] of answers) memory.keep(nameOf(key), answer);
    return new Set(keys.filter((key) => answers.get(key) ?? memory.recall(nameOf(key)) ?? false));
  }

  return {
    sitesOf: ({ principal }) => sitesOf(deps, principal),
    seenAmong,
    maySee: async (caller, key) => (await seenAmong(caller, [key])).has(key),
    repositoriesInSight: ({ principal }) => repositoriesInSight(deps, principal),
    readableAmong: gitPermission(deps),
  };
}

async function sitesOf({ store }: IssueGateDeps, principal: Principal): Promise<readonly JiraSiteId[]> {
  if (principal.kind === 'jira-user') return [principal.jiraSiteId];
  return mayAdminister(principal) ? (await store.jiraSites.list()).map(({ id }) => id) : [];
}

async function sightOf(deps: IssueGateDeps, { principal, jiraViewer }: Caller): Promise<SightAtJira> {
  if (principal.kind !== 'jira-user') {
    const message = 'Branchline cannot tell yet which Jira account is yours. Open the issue in Jira instead.';
    throw new Failure('forbidden', 'jira', message);
  }
  if (jiraViewer !== undefined) return sightOfViewer(jiraViewer);
  const site = await deps.store.jiraSites.get(principal.jiraSiteId);
  if (site === undefined) throw new Failure('not-found', 'jira', 'This Jira site is not connected any more.');
  return sightByAccount(await connectJira(deps, site), principal.accountId);
}

async function repositoriesInSight({ store }: IssueGateDeps, principal: Principal): Promise<RepositoriesInSight> {
  const repositories = await store.repositories.list();
  if (mayAdminister(principal)) {
    const any = repositories.map(({ id }) => id);
    return { any, of: () => any };
  }
  if (principal.kind !== 'jira-user') return nobody;
  const { jiraSiteId } = principal;
  const projects = await store.issueAliases.projects(jiraSiteId);
  const written = await store.associations.list(jiraSiteId);
  const associations = presentAssociations(written, { ...noFormerKeys, projects });
  const decisive = decisiveAssociations(associations);
  const placed = repositories.map(({ id: repositoryId, integrationId }) => {
    const where = { jiraSiteId, integrationId, repositoryId };
    return { where, associations: decisive(where) };
  });
  return {
    any: placed.filter((each) => mayPush(each.where, each.associations)).map(({ where }) => where.repositoryId),
    of: (project) =>
      placed
        .filter((each) => decideAccess({ ...each.where, action: 'see', project }, each.associations).allowed)
        .map(({ where }) => where.repositoryId),
  };
}

/** For each place the few that can decide about it: a site may have thousands. */
function decisiveAssociations(associations: readonly ProjectAssociation[]) {
  const byPlace = Map.groupBy(associations, (each) => placeName(each.integrationId, each.repositoryId));
  return ({ integrationId, repositoryId }: AssociationPlace): readonly ProjectAssociation[] => [
    ...(byPlace.get(placeName(integrationId, repositoryId)) ?? []),
    ...(byPlace.get(placeName(integrationId, undefined)) ?? []),
  ];
}

function placeName(integrationId: IntegrationId, repositoryId: RepositoryId | undefined): string {
  return `${integrationId}/${repositoryId ?? 'all'}`;
}
