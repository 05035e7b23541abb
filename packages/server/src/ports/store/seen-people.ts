/** The port to who occurs in linked commits and pull requests: read on from where it was last read to. */

import type { IntegrationId, RepositoryId, ServicePerson } from '@branchline/domain';

/** An address that commits name, with the name beside it in the newest of them. */
export interface SeenAuthor {
  readonly email: string;
  readonly name: string;
}

/** Whoever is new since the last reading of a repository. */
export interface SeenPeople {
  readonly repositoryId: RepositoryId;
  readonly integrationId: IntegrationId;
  /** Of linked commits, each address once. */
  readonly authors: readonly SeenAuthor[];
  /** Authors and reviewers of pull requests; the same person may occur again. */
  readonly accounts: readonly ServicePerson[];
  /** To be handed to `readUpTo`. */
  readonly upTo: number;
  readonly more: boolean;
}

/** Reads rows by the numbers that every change gives them, so that nothing is read twice and nothing need be told. */
export interface SeenPeopleTable {
  /** Some repository has rows that were not read. */
  hasNew(): Promise<boolean>;
  /** Of some repository with rows that were not read; undefined when there is none. At most `limit` rows of each kind. */
  next(limit: number): Promise<SeenPeople | undefined>;
  /** Call it in the transaction that keeps them. */
  readUpTo(id: RepositoryId, sequence: number): Promise<void>;
}
