/** What the sandbox stores in one canonical form, so that two runs can be compared exactly. */

import type { DevelopmentStore, StoredEntity } from './development-store.ts';
import type { EntityKind } from './submission.ts';

export interface EntitySnapshot {
  readonly id: string;
  /** Sorted. */
  readonly keys: readonly string[];
  readonly content: Readonly<Record<string, unknown>>;
}

export interface RepositorySnapshot {
  readonly id: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly commits: readonly EntitySnapshot[];
  readonly branches: readonly EntitySnapshot[];
  readonly pullRequests: readonly EntitySnapshot[];
}

/** Repositories that hold something, sorted by id like everything in them; no sequence ids. */
export interface DevelopmentSnapshot {
  readonly repositories: readonly RepositorySnapshot[];
}

export function takeSnapshot(store: DevelopmentStore): DevelopmentSnapshot {
  const repositories = [...store.repositories()]
    .filter((repository) => repository.entities.size > 0)
    .sort((a, b) => compareText(a.id, b.id))
    .map(({ id, content, properties, entities }) => {
      const all = [...entities.values()];
      return {
        id,
        content,
        properties,
        commits: snapshotOf(all, 'commit'),
        branches: snapshotOf(all, 'branch'),
        pullRequests: snapshotOf(all, 'pull_request'),
      };
    });
  return { repositories };
}

function snapshotOf(entities: readonly StoredEntity[], kind: EntityKind): readonly EntitySnapshot[] {
  return entities
    .filter((entity) => entity.kind === kind)
    .sort((a, b) => compareText(a.id, b.id))
    .map(({ id, keys, content }) => ({ id, keys, content }));
}

/** By code unit: a locale must not decide whether two runs are equal. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
