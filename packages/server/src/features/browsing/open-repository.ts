/** Opens a repository for somebody who may look into it, with what its pages say of it and where its service shows it. */

import { Failure, type RepositoryId } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { GitServiceConnector, RepositoryLinks } from '../../ports/git-service.ts';
import { linksOfRepository } from '../../ports/git-service/repository-links.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { Tables } from '../../ports/store.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

export interface OpenRepositoryDeps {
  readonly issueGate: Pick<IssueGate, 'openToBrowse'>;
  readonly store: Pick<Tables, 'repositories'>;
}

/** Undefined when it is not there for them. @throws Failure when nobody could tell, or when something of theirs is missing */
export async function openRepository(
  { issueGate, store }: OpenRepositoryDeps,
  caller: Caller,
  id: RepositoryId,
): Promise<RepositoryStanding | undefined> {
  const { ids, withheld } = await issueGate.openToBrowse(caller, [id]);
  if (ids.includes(id)) return store.repositories.get(id);
  const [service] = withheld;
  if (service !== undefined) throw new Failure('forbidden', 'git-service', `${service.because} ${service.remedy}`);
  return undefined;
}

/** A repository with the name of its integration, and its pages at the Git service. */
export interface RepositoryPlace {
  readonly repository: RepositoryStanding;
  readonly integrationName: string;
  readonly links: RepositoryLinks;
}

export interface RepositoryPlacesDeps {
  readonly store: Pick<Tables, 'integrations'>;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** In their order. */
export async function placesOf(
  { store, connectors }: RepositoryPlacesDeps,
  repositories: readonly RepositoryStanding[],
): Promise<readonly RepositoryPlace[]> {
  const integrations = new Map((await store.integrations.list()).map((each) => [each.id, each]));
  return repositories.map((repository) => {
    const integration = integrations.get(repository.integrationId);
    const service = integration && connectors.get(integration.connector)?.links(integration.settings);
    return { repository, integrationName: integration?.name ?? '', links: linksOfRepository(service, repository) };
  });
}

/** Of one. */
export async function placeOf(deps: RepositoryPlacesDeps, repository: RepositoryStanding): Promise<RepositoryPlace> {
  const [place] = await placesOf(deps, [repository]);
  return place ?? { repository, integrationName: '', links: linksOfRepository(undefined, repository) };
}
