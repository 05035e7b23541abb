/** How much of a repository to look at, and what asked for it. */

export type IndexingTrigger = 'webhook' | 'schedule' | 'reindex' | 'person';

export type IndexScope =
  | { readonly kind: 'everything' }
  | { readonly kind: 'refs'; readonly names: readonly string[] }
  | { readonly kind: 'pull-request'; readonly remoteId: string };

/** One scope that covers both; scopes that do not fit together become everything, which is still incremental. */
export function mergeScopes(a: IndexScope, b: IndexScope): IndexScope {
  if (a.kind === 'refs' && b.kind === 'refs') {
    return { kind: 'refs', names: [...new Set([...a.names, ...b.names])] };
  }
  if (a.kind === 'pull-request' && b.kind === 'pull-request' && a.remoteId === b.remoteId) return a;
  return { kind: 'everything' };
}

/** Which pull requests of a repository to look at: those changed since the last walk, or these. */
export type PullRequestScope =
  | { readonly kind: 'changed' }
  | { readonly kind: 'some'; readonly remoteIds: readonly string[] };

/** More pull requests than this named one by one are found more cheaply by listing what changed. */
export const namedPullRequestLimit = 50;

/** One scope that covers both. */
export function mergePullRequestScopes(a: PullRequestScope, b: PullRequestScope): PullRequestScope {
  if (a.kind === 'changed' || b.kind === 'changed') return { kind: 'changed' };
  const remoteIds = [...new Set([...a.remoteIds, ...b.remoteIds])];
  return remoteIds.length > namedPullRequestLimit ? { kind: 'changed' } : { kind: 'some', remoteIds };
}
