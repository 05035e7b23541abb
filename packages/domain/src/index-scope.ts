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
