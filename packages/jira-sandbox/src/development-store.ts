/** What the sandbox keeps of development information, indexed by repository and by issue key. */

import type { EntityKind } from './submission.ts';

export interface StoredEntity {
  readonly kind: EntityKind;
  readonly id: string;
  readonly repositoryId: string;
  readonly sequence: number;
  /** Only keys of issues that exist. */
  readonly keys: readonly string[];
  /** As it was sent, without sequence and keys. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Milliseconds: when it happened in git. */
  readonly at: number;
}

export interface StoredRepository {
  readonly id: string;
  readonly sequence: number;
  /** As it was sent, without sequence and entities. */
  readonly content: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly entities: Map<string, StoredEntity>;
}

/** Whether a stored thing is old enough to be deleted or seen. */
type UpTo = number | undefined;

/** Everything in memory: 50,000 commits need about 100 MB. */
export class DevelopmentStore {
  readonly #repositoryById = new Map<string, StoredRepository>();
  readonly #entitiesByKey = new Map<string, Set<StoredEntity>>();
  #keysByRecency: readonly string[] | undefined;
  readonly #forgetsEntities: boolean;

  constructor(forgetsEntities = false) {
    this.#forgetsEntities = forgetsEntities;
  }

  repositories(): Iterable<StoredRepository> {
    return this.#repositoryById.values();
  }

  repository(id: string): StoredRepository | undefined {
    return this.#repositoryById.get(id);
  }

  ofIssue(key: string): Iterable<StoredEntity> {
    return this.#entitiesByKey.get(key) ?? [];
  }

  /** Makes or renews a repository; an older or equal sequence changes nothing. */
  putRepository(repository: Omit<StoredRepository, 'entities'>): void {
    const before = this.#repositoryById.get(repository.id);
    if (before !== undefined && before.sequence >= repository.sequence) return;
    this.#repositoryById.set(repository.id, { ...repository, entities: before?.entities ?? new Map() });
  }

  /** Keeps an entity of a repository that exists; an older or equal sequence changes nothing. */
  putEntity(entity: StoredEntity): void {
    if (this.#forgetsEntities) return;
    const entities = this.#repositoryById.get(entity.repositoryId)?.entities;
    const place = placeOf(entity.kind, entity.id);
    const before = entities?.get(place);
    if (entities === undefined || (before !== undefined && before.sequence >= entity.sequence)) return;
    if (before !== undefined) this.#unlink(before);
    entities.set(place, entity);
    this.#link(entity);
  }

  deleteEntity(repositoryId: string, kind: EntityKind, id: string, upTo: UpTo): void {
    const repository = this.#repositoryById.get(repositoryId);
    const entity = repository?.entities.get(placeOf(kind, id));
    if (repository !== undefined && entity !== undefined) this.#forget(repository, entity, upTo);
  }

  /** Deletes entities up to the sequence, and the repository too once it is empty and old enough itself. */
  deleteRepository(id: string, upTo: UpTo): void {
    const repository = this.#repositoryById.get(id);
    if (repository === undefined) return;
    for (const entity of repository.entities.values()) this.#forget(repository, entity, upTo);
    if (repository.entities.size === 0 && isUpTo(repository.sequence, upTo)) this.#repositoryById.delete(id);
  }

  /** Repositories that have all of these properties. */
  withProperties(properties: Readonly<Record<string, string>>): readonly StoredRepository[] {
    const wanted = Object.entries(properties);
    return [...this.#repositoryById.values()].filter((one) =>
      wanted.every(([name, value]) => one.properties[name] === value),
    );
  }

  /** Keys of issues that have something, the most recent first. */
  issueKeysByRecency(): readonly string[] {
    this.#keysByRecency ??= [...this.#entitiesByKey]
      .map(([key, entities]) => ({ key, at: newestOf(entities) }))
      .sort((a, b) => b.at - a.at || a.key.localeCompare(b.key))
      .map(({ key }) => key);
    return this.#keysByRecency;
  }

  #forget(repository: StoredRepository, entity: StoredEntity, upTo: UpTo): void {
    if (!isUpTo(entity.sequence, upTo)) return;
    repository.entities.delete(placeOf(entity.kind, entity.id));
    this.#unlink(entity);
  }

  #link(entity: StoredEntity): void {
    this.#keysByRecency = undefined;
    for (const key of entity.keys) {
      const entities = this.#entitiesByKey.get(key);
      if (entities === undefined) this.#entitiesByKey.set(key, new Set([entity]));
      else entities.add(entity);
    }
  }

  #unlink(entity: StoredEntity): void {
    this.#keysByRecency = undefined;
    for (const key of entity.keys) {
      const entities = this.#entitiesByKey.get(key);
      entities?.delete(entity);
      if (entities?.size === 0) this.#entitiesByKey.delete(key);
    }
  }
}

function placeOf(kind: EntityKind, id: string): string {
  return `${kind} ${id}`;
}

function isUpTo(sequence: number, upTo: UpTo): boolean {
  return upTo === undefined || sequence <= upTo;
}

function newestOf(entities: Iterable<StoredEntity>): number {
  let newest = -Infinity;
  for (const entity of entities) newest = Math.max(newest, entity.at);
  return newest;
}
