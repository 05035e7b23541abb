/** What acting from an issue is given, and what can come of it. */

import type {
  IdentityId,
  Integration,
  IssueKey,
  PersonId,
  Principal,
  RepositoryId,
  ServicePerson,
} from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnection } from '../../ports/git-service.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { ConnectDeps } from '../integrations/connect.ts';

/** A Git service as somebody reaches it under their own name. */
export interface OwnAccess {
  readonly connection: GitServiceConnection;
  /** As whom the service knew them when it last took the token. */
  readonly account: ServicePerson;
}

export interface ActingDeps extends ConnectDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly issueGate: IssueGate;
  /** By the token of their own that they gave for the integration; undefined when they gave none. @throws Failure */
  readonly ownAccess: (principal: Principal, integration: Integration) => Promise<OwnAccess | undefined>;
  /** Who they are known to be; undefined when nothing is known of them. */
  readonly personOf: (principal: Principal) => Promise<PersonId | undefined>;
  /** The identity by which they came, met now if it was not known; undefined for whoever is nobody in particular. */
  readonly meet: (tables: Tables, principal: Principal, at: Date) => Promise<{ readonly id: IdentityId } | undefined>;
}

/** What somebody wants to act on, from which issue. */
export interface ActionAsked {
  readonly repositoryId: RepositoryId;
  readonly issue: IssueKey;
}

/** In whose name it was done at the Git service. */
export type ActedAs = 'person' | 'service-account';

/** No such issue or repository, as far as they may know. */
export interface NotFound {
  readonly outcome: 'not-found';
}

/** Why it is not done, and what to do: whole sentences. */
export interface Refused {
  readonly outcome: 'denied' | 'not-supported' | 'refused';
  readonly because: string;
  readonly remedy: string;
}

/** Only their own token may do it, and there is none that works. */
export interface TokenNeeded {
  readonly outcome: 'token-needed';
  readonly integration: Integration;
  /** A whole sentence. */
  readonly because: string;
}

/** What came of it. */
export type ActionOutcome<Done> =
  | { readonly outcome: 'done'; readonly as: ActedAs; readonly done: Done }
  | NotFound
  | Refused
  | TokenNeeded;
