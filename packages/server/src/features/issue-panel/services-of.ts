/** The Git services of repositories: what they are called, and where their pages are. */

import type { RepositoryId } from '@branchline/domain';
import type { GitServiceConnector, RepositoryLinks } from '../../ports/git-service.ts';
import { linksOfRepository } from '../../ports/git-service/repository-links.ts';
import type { Tables } from '../../ports/store.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

export interface ServicesDeps {
  readonly store: Pick<Tables, 'integrations' | 'repositories'>;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** A repository with its service, as far as there still is one. */
export interface ServedRepository {
  readonly repository: RepositoryStanding;
  readonly integration: IntegrationStanding | undefined;
  readonly connector: GitServiceConnector | undefined;
  readonly links: RepositoryLinks;
  /** Git has its content here. */
  readonly isMirrored: boolean;
}

export async function servicesOf(
  { store, connectors }: ServicesDeps,
  repositories: readonly RepositoryStanding[],
): Promise<ReadonlyMap<RepositoryId, ServedRepository>> {
  const ids = [...new Set(repositories.map(({ integrationId }) => integrationId))];
  const integrations = await store.integrations.named(ids);
  return new Map(
    repositories.map((repository) => {
      const integration = integrations.find((each) => each.id === repository.integrationId);
      const connector = integration && connectors.get(integration.connector);
      const links = linksOfRepository(integration && connector?.links(integration.settings), repository);
      const isMirrored = integration?.mode === 'two-way' && repository.indexedAt !== undefined;
      return [repository.id, { repository, integration, connector, links, isMirrored }];
    }),
  );
}
