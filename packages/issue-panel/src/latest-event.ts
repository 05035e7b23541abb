/** The last thing that happened to an issue in git: a commit, or a pull request opened, merged or declined. */

import type { RepositoryDevelopmentView } from '@branchline/contract';

export interface LatestEvent {
  readonly kind: 'commit' | 'open' | 'merged' | 'declined';
  /** Who did it, where that is known: a merge may be somebody else's than the author's. */
  readonly who: string | undefined;
  /** The commit's title, or the pull request as its service writes it. */
  readonly what: string;
  readonly at: string;
}

/** Undefined while there is neither. */
export function latestEventOf(repositories: readonly RepositoryDevelopmentView[]): LatestEvent | undefined {
  const events = repositories.flatMap(({ commits, pullRequests }): readonly LatestEvent[] => [
    ...commits.map(({ title, hash, author, authoredAt }) => ({
      kind: 'commit' as const,
      who: author.person ?? author.name,
      what: title === '' ? hash : title,
      at: authoredAt,
    })),
    ...pullRequests.map(({ state, label, author, createdAt, closedAt }) => ({
      kind: state,
      who: state === 'open' ? author?.name : undefined,
      what: label,
      at: state === 'open' ? createdAt : (closedAt ?? createdAt),
    })),
  ]);
  return events.reduce<LatestEvent | undefined>(
    (latest, event) => (latest === undefined || Date.parse(event.at) > Date.parse(latest.at) ? event : latest),
    undefined,
  );
}
