/** Which of our repositories a webhook speaks of. */

import type { IntegrationId } from '@branchline/domain';
import type { RepositoryHint } from '../../ports/git-service/webhooks.ts';
import type { Tables } from '../../ports/store.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';

/** Where to look: the integrations that may be meant, the delivery's own one or all of its Git service. */
export interface HintPlace {
  readonly integrationIds: readonly IntegrationId[];
}

function hostOf(cloneUrl: string | undefined): string | undefined {
  return cloneUrl === undefined ? undefined : URL.parse(cloneUrl)?.host;
}

/** Two services of one kind may give the same id to different repositories: the one on the hinted host is meant. */
function onHintedHost(
  found: readonly RepositoryStanding[],
  { cloneUrl }: RepositoryHint,
): readonly RepositoryStanding[] {
  const host = hostOf(cloneUrl);
  const there = found.filter((each) => hostOf(each.cloneUrl) === host);
  return there.length > 0 ? there : found;
}

/** By its stable id, else by its clone URL. Two integrations may have the same repository: then it is two of ours. */
export async function findHinted(
  tables: Pick<Tables, 'repositories'>,
  { integrationIds }: HintPlace,
  hint: RepositoryHint,
): Promise<readonly RepositoryStanding[]> {
  const { remoteId, cloneUrl } = hint;
  if (remoteId !== undefined) {
    const found = await Promise.all(integrationIds.map((id) => tables.repositories.findByRemoteIds(id, [remoteId])));
    if (found.flat().length > 0) return onHintedHost(found.flat(), hint);
  }
  if (cloneUrl === undefined) return [];
  const byAddress = await tables.repositories.findByCloneUrl(cloneUrl);
  return byAddress.filter(({ integrationId }) => integrationIds.includes(integrationId));
}

/** How a note calls it. */
export function nameOfHint({ name, cloneUrl, remoteId }: RepositoryHint): string {
  return name ?? cloneUrl ?? remoteId ?? '';
}
