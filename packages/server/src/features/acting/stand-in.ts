/** What the service account does not do in somebody's place, although it may stand in for people. */

import type { ActedOn } from '../../ports/store/acting.ts';
import type { ActingDeps, TokenNeeded } from './acting-deps.ts';
import type { Admitted } from './admit.ts';

/**
 * `never`: it takes somebody's own word. A thing: only when it names the issue, or whoever sees one issue of a project
 * could merge and delete anything in its repositories with rights that they do not have.
 */
export type StandInLimit = 'never' | ActedOn;

/** Why it takes a token of their own; undefined when the service account may. */
export async function beyondStandIn(
  { store }: Pick<ActingDeps, 'store'>,
  { integration, repository, at: { key, formerKeys } }: Admitted,
  limit: StandInLimit | undefined,
): Promise<TokenNeeded | undefined> {
  if (limit === undefined) return undefined;
  const needed = (because: string): TokenNeeded => ({ outcome: 'token-needed', integration, because });
  if (limit === 'never') {
    return needed(`An approval is somebody's own word, so ${integration.name} takes it only in your own name.`);
  }
  if (await store.acting.names(repository.id, limit, [key, ...formerKeys])) return undefined;
  const thing = limit.kind === 'branch' ? `the branch ${limit.name}` : `the pull request ${limit.remoteId}`;
  return needed(
    `In your place, only what names ${key} is changed from it, and ${thing} does not: it takes your own name.`,
  );
}
