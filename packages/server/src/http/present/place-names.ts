/** What integrations and repositories are called, for lists that have only their ids. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';

/** An integration, or one repository of it; with neither: everything. */
export interface NamedPlace {
  readonly integrationId: IntegrationId | undefined;
  readonly repositoryId: RepositoryId | undefined;
}

export interface PlaceNames {
  /** Null where there is none, or where it is gone. */
  readonly integrationName: string | null;
  readonly repositoryName: string | null;
}

/** Names of these places. Repositories are asked for only where there are some. */
export async function placeNames(
  tables: Pick<Tables, 'integrations' | 'repositories'>,
  places: readonly NamedPlace[],
): Promise<(place: NamedPlace) => PlaceNames> {
  const integrations = new Map((await tables.integrations.list()).map(({ id, name }) => [id, name]));
  const repositories = await tables.repositories.names(
    places.flatMap(({ repositoryId }) => (repositoryId === undefined ? [] : [repositoryId])),
  );
  return ({ integrationId, repositoryId }) => ({
    integrationName: (integrationId && integrations.get(integrationId)) ?? null,
    repositoryName: (repositoryId && repositories.get(repositoryId)) ?? null,
  });
}
