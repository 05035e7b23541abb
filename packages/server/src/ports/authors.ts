/** The port from whoever acts for people to what is known of them. Implemented by features/people. */

import type {
  AtlassianAccountId,
  IntegrationId,
  JiraSiteId,
  PersonId,
  ServicePerson,
  Signature,
} from '@branchline/domain';

/** Who made a commit, as git and the Git service tell it. */
export interface AuthorQuestion {
  readonly author: Signature;
  readonly integrationId: IntegrationId;
  readonly jiraSiteId: JiraSiteId;
}

/** Everything but `known` must not act. `because` is a whole sentence that the author can do something about. */
export type AuthorAnswer =
  | { readonly kind: 'known'; readonly personId: PersonId; readonly accountId: AtlassianAccountId }
  | { readonly kind: 'unknown'; readonly because: string }
  | { readonly kind: 'ambiguous'; readonly because: string };

/** Finds the account at a Jira site that belongs to the author of a commit. @throws Failure when Jira cannot be asked */
export type FindAuthor = (question: AuthorQuestion) => Promise<AuthorAnswer>;

/** Who pushed, as the Git service knows them by their signing in. */
export interface PusherQuestion {
  readonly pusher: ServicePerson;
  readonly integrationId: IntegrationId;
}

/** Finds the person to whom an account at a Git service is known to belong; undefined when nobody knows. */
export type FindPusher = (question: PusherQuestion) => Promise<PersonId | undefined>;
