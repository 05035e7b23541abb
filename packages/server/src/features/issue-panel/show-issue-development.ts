/** What an issue looks like from git: one query, no network. */

import type { IssueKey, Repository } from '@branchline/domain';
import type { GitServiceConnector, RepositoryLinks } from '../../ports/git-service.ts';
import type { Tables } from '../../ports/store.ts';
import type { RepositoryDevelopment } from '../../ports/store/issues.ts';

export interface ShowIssueDevelopmentDeps {
  readonly store: Tables;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

export interface IssueDevelopmentView {
  readonly key: IssueKey;
  readonly repositories: readonly (RepositoryDevelopment & {
    readonly links: RepositoryLinks;
    /** What the service calls one. */
    readonly pullRequestWord: string;
  })[];
  /** How far we have looked. */
  readonly coverage: { readonly repositories: number; readonly notYetIndexed: number; readonly failed: number };
}

/** Commits, and pull requests, of one repository that are shown; the count says how many there are. */
const commitsShown = 200;

const noLinks: RepositoryLinks = {
  repository: () => undefined,
  commit: () => undefined,
  branch: () => undefined,
  tag: () => undefined,
  file: () => undefined,
  compare: () => undefined,
};

/** Everything linked to the issue, by repository; only repositories that have something. */
export async function showIssueDevelopment(
  deps: ShowIssueDevelopmentDeps,
  key: IssueKey,
): Promise<IssueDevelopmentView> {
  const repositories = await deps.store.repositories.list();
  const integrations = new Map(
    (await deps.store.integrations.list()).map((integration) => [integration.id, integration]),
  );
  const visible = repositories.map(({ id }) => id);
  const developments = await deps.store.issues.development(key, visible, commitsShown);
  function withService(development: RepositoryDevelopment): IssueDevelopmentView['repositories'][number] {
    const integration = integrations.get(development.repository.integrationId);
    const connector = integration && deps.connectors.get(integration.connector);
    const links = (integration && connector?.links(integration.settings)) ?? noLinks;
    return { ...development, links, pullRequestWord: connector?.words.pullRequest ?? 'Pull request' };
  }
  // Webhooks alone never tell when everything is known.
  const isTold = ({ integrationId }: Repository) => integrations.get(integrationId)?.mode === 'webhook-only';
  return {
    key,
    repositories: developments.map(withService),
    coverage: {
      repositories: repositories.length,
      notYetIndexed: repositories.filter((each) => each.indexedAt === undefined && !isTold(each)).length,
      failed: repositories.filter(({ state }) => state === 'failed').length,
    },
  };
}
