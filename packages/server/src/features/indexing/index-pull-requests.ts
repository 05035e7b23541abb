/** Brings a repository's pull requests up to date with its Git service. */

import type { JobPayloads } from '../../ports/jobs.ts';
import type { Store } from '../../ports/store.ts';
import { connect, type ConnectDeps } from '../integrations/connect.ts';

export interface IndexPullRequestsDeps extends ConnectDeps {
  readonly store: Store;
}

/** Reads what the scope asks for. A repository that is gone, or whose service has no pull requests, is left alone. */
export async function indexPullRequests(
  deps: IndexPullRequestsDeps,
  request: JobPayloads['index-pull-requests'],
  _stopping: AbortSignal,
): Promise<void> {
  const repository = await deps.store.repositories.get(request.repositoryId);
  const integration = repository && (await deps.store.integrations.get(repository.integrationId));
  if (integration === undefined) return;
  await connect(deps, integration);
}
