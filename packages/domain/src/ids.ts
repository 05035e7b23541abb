/** The ids and keys of the house, branded so that one kind is never taken for another. */

declare const brand: unique symbol;

/** `Base` that cannot be mistaken for another value of the same base type. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** An integration's number in our database. */
export type IntegrationId = Brand<number, 'IntegrationId'>;
/** A repository's number in our database. */
export type RepositoryId = Brand<number, 'RepositoryId'>;
/** A Jira site's number in our database. */
export type JiraSiteId = Brand<number, 'JiraSiteId'>;
/** The number of an app that we registered at a Git service. */
export type AppId = Brand<number, 'AppId'>;
/** The number of one of our registrations as an OAuth client. */
export type OAuthClientId = Brand<number, 'OAuthClientId'>;
/** A person's number in our database: somebody we know by one or more identities. */
export type PersonId = Brand<number, 'PersonId'>;
/** An identity's number in our database: one of the names by which a person is known. */
export type IdentityId = Brand<number, 'IdentityId'>;
/** The number of an account with which somebody signs in to Branchline itself. */
export type AccountId = Brand<number, 'AccountId'>;
/** The number of an identity provider at which people sign in. */
export type IdentityProviderId = Brand<number, 'IdentityProviderId'>;
/** Jira's id of an account: on Cloud the same at every site, on Data Center the user key. At most 128 characters. */
export type AtlassianAccountId = Brand<string, 'AtlassianAccountId'>;
/** A full object name in lower-case hexadecimal: 40 digits (SHA-1) or 64 (SHA-256). */
export type CommitHash = Brand<string, 'CommitHash'>;
/** A Jira issue key in upper case: `ABC-123`. */
export type IssueKey = Brand<string, 'IssueKey'>;
/** A Jira project key in upper case: the part of an issue key before its last dash. */
export type ProjectKey = Brand<string, 'ProjectKey'>;

/** `ABC` of `ABC-123`. */
export function projectOf(key: IssueKey): ProjectKey {
  return key.slice(0, key.lastIndexOf('-')) as ProjectKey;
}
