/** The kinds of credential with which the house reads a Git service or speaks to Jira. */

import type { Secret } from './secret.ts';

/** What proves to a Git service who we are. */
export type Credential =
  /** Nothing: a public repository, a local folder, or a service that only pushes to us. */
  | { readonly kind: 'none' }
  /** User name and password or token, for git over https. */
  | { readonly kind: 'user-and-password'; readonly user: string; readonly password: Secret }
  /** A private key in any format OpenSSH reads, with its passphrase when it has one. */
  | { readonly kind: 'ssh-key'; readonly privateKey: Secret; readonly passphrase: Secret | undefined }
  /** An access token made by hand at the service: personal, project, group, classic or fine-grained. */
  | { readonly kind: 'token'; readonly token: Secret }
  /** What OAuth gave us. Connectors use the access token only; who connects sees to it that it is fresh. */
  | OAuthCredential
  /** An app registered at the service, installed in one of its organisations. */
  | AppCredential;

/** What an OAuth 2 token endpoint gave us. */
export interface OAuthCredential {
  readonly kind: 'oauth';
  readonly accessToken: Secret;
  /** Undefined where the access token lasts until it is revoked. */
  readonly refreshToken: Secret | undefined;
  /** Of the access token; undefined: it does not expire, or nobody knows. */
  readonly expiresAt: Date | undefined;
}

/** The key of an app and one of its installations; short-lived tokens are made from them. */
export interface AppCredential {
  readonly kind: 'app';
  /** What the service calls the app in tokens signed by it: GitHub's client id. */
  readonly appId: string;
  /** PEM. */
  readonly privateKey: Secret;
  /** One organisation's or person's installation of the app. */
  readonly installationId: string;
}

export type CredentialKind = Credential['kind'];

/** How an account of its own, or a person's, proves itself to Jira's platform API. Each kind has its own address. */
export type JiraAccountCredential =
  /** Made without scopes: at the site's own address, with the account's e-mail address. */
  | { readonly kind: 'api-token'; readonly email: string; readonly token: Secret }
  /** Made with scopes, as every service account's: at Atlassian's API only. Without an e-mail address it is sent alone. */
  | { readonly kind: 'scoped-api-token'; readonly email: string | undefined; readonly token: Secret }
  /** Of Jira Data Center, at the site's own address. */
  | { readonly kind: 'personal-access-token'; readonly token: Secret }
  /** Of a service account: short-lived tokens are made from it, which are taken at Atlassian's API only. */
  | ServiceAccountCredential;

/** OAuth 2 client credentials of a service account. */
export interface ServiceAccountCredential {
  readonly kind: 'service-account';
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** Jira's "OAuth credentials" for a self-hosted tool (client credentials grant). */
export interface JiraOAuthCredential {
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** What our Forge app's installation at a site was handed last: the app's own token, which acts as the app. */
export interface JiraForgeCredential {
  readonly installationId: string;
  /** The site as Forge names it to apps: `ari:cloud:jira::site/<cloud id>`. */
  readonly contextId: string;
  /** Lasts two to four hours. */
  readonly appToken: Secret;
}
