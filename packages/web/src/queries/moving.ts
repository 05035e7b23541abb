/** Whether something is under way, so that pages look again soon. */

import type { Overview, RepositorySummary } from '@branchline/contract';

/** An indexing waits or runs. */
export function anyMoves(repositories: readonly RepositorySummary[] = []): boolean {
  return repositories.some((repository) => repository.state === 'waiting' || repository.state === 'indexing');
}

/** Something goes to Jira at this moment. */
export function isSending(site: Overview['jiraSites'][number]): boolean {
  return site.sending.waiting > 0 && site.sending.pausedBecause === null;
}
