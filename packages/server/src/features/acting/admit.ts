/** The gate of everything that is done, or prepared, from an issue: which repository, for which project, by whom. */

import {
  formerKeysOf,
  grantedPlaces,
  isWithin,
  presentAssociations,
  presentKey,
  projectOf,
  type IssueKey,
  type JiraSiteId,
  type ProjectAction,
  type ProjectAssociation,
  type ProjectKey,
} from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { connectorOf } from '../integrations/connect.ts';
import type { ActingDeps, ActionAsked, NotFound, Refused } from './acting-deps.ts';

/** What the project of an issue is asked about. */
export type ActingAction = Exclude<ProjectAction, 'see' | 'smart-commit'>;

/** An issue as one site of whoever asks looks at it. */
export interface IssueAtSite {
  readonly jiraSiteId: JiraSiteId;
  /** The one it has today. */
  readonly key: IssueKey;
  readonly formerKeys: readonly IssueKey[];
  readonly project: ProjectKey;
  /** Of the site, under the keys that projects have today. */
  readonly associations: readonly ProjectAssociation[];
}

/** They may, from this issue, at this site. */
export interface Admitted {
  readonly outcome: 'admitted';
  readonly repository: RepositoryStanding;
  readonly integration: IntegrationStanding;
  readonly connector: GitServiceConnector;
  readonly at: IssueAtSite;
}

/** Each site at whose issues they look. */
export async function issueAtSites(
  { store, issueGate }: Pick<ActingDeps, 'store' | 'issueGate'>,
  caller: Caller,
  issue: IssueKey,
): Promise<readonly IssueAtSite[]> {
  const sites: IssueAtSite[] = [];
  for (const jiraSiteId of await issueGate.sitesOf(caller)) {
    const former = await store.issueAliases.near(jiraSiteId, [issue]);
    const projects = await store.issueAliases.projects(jiraSiteId);
    const associations = presentAssociations(await store.associations.list(jiraSiteId), { ...former, projects });
    const key = presentKey(issue, former);
    sites.push({ jiraSiteId, key, formerKeys: formerKeysOf(key, former), project: projectOf(key), associations });
  }
  return sites;
}

const objects: Readonly<Record<ActingAction, string>> = {
  'create-branch': 'branches',
  'create-pull-request': 'pull requests',
};

/** What may be done with the repository from the issue. @throws Failure when nobody could tell what they may see */
export async function admit(
  deps: ActingDeps,
  caller: Caller,
  { repositoryId, issue }: ActionAsked,
  action: ActingAction,
): Promise<Admitted | NotFound | Refused> {
  const repository = await deps.issueGate.repository(caller, repositoryId);
  if (repository === undefined || !(await deps.issueGate.maySee(caller, issue))) return { outcome: 'not-found' };
  const integration = await deps.store.integrations.get(repository.integrationId);
  if (integration === undefined || integration.isBeingRemoved) return { outcome: 'not-found' };
  const sites = await issueAtSites(deps, caller, issue);
  const at = sites.find(({ associations, project }) =>
    isWithin(grantedPlaces(associations, project, action), repository),
  );
  if (at !== undefined) {
    return { outcome: 'admitted', repository, integration, connector: connectorOf(deps, integration), at };
  }
  return {
    outcome: 'denied',
    because: `The project of ${issue} may not change ${objects[action]} of ${repository.name}.`,
    remedy: 'Whoever administers Branchline can allow it, where projects are associated with repositories.',
  };
}
