/** The kinds of credential with which the house reads a Git service or speaks to Jira. */

import type { Secret } from './secret.ts';

/** What proves to a Git service who we are. */
export type Credential =
  /** Nothing: a public repository or a local folder. */
  | { readonly kind: 'none' }
  /** User name and password or token, for git over https. */
  | { readonly kind: 'user-and-password'; readonly user: string; readonly password: Secret }
  /** A private key in any format OpenSSH reads, with its passphrase when it has one. */
  | { readonly kind: 'ssh-key'; readonly privateKey: Secret; readonly passphrase: Secret | undefined };

export type CredentialKind = Credential['kind'];

/** Jira's "OAuth credentials" for a self-hosted tool (client credentials grant). */
export interface JiraOAuthCredential {
  readonly clientId: string;
  readonly clientSecret: Secret;
}
