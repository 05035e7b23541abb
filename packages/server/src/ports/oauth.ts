/** OAuth 2 as the house needs it: the authorization code grant with PKCE, and refreshing. */

import type { NetworkSettings, OAuthCredential, Secret } from '@branchline/domain';
import type { OAuthEndpoints, OAuthProvider } from './git-service/sign-in.ts';

/** With whom OAuth is spoken, and as which client. */
export interface OAuthParty {
  /** `GitLab`, for messages. */
  readonly serviceName: string;
  readonly endpoints: OAuthEndpoints;
  readonly clientAuthentication: OAuthProvider['clientAuthentication'];
  readonly network: NetworkSettings;
  readonly clientId: string;
  readonly clientSecret: Secret;
}

/** What a person is asked to allow. */
export interface AuthorizationWish {
  readonly redirectUrl: string;
  readonly scopes: readonly string[];
  readonly state: string;
  /** Of PKCE; only its digest goes into the address. */
  readonly verifier: Secret;
  readonly extraParameters: Readonly<Record<string, string>>;
}

/** What the browser brought back. */
export interface AuthorizationAnswer {
  readonly code: Secret;
  readonly verifier: Secret;
  /** The same as in the wish. */
  readonly redirectUrl: string;
}

/** Speaks OAuth with whatever service. */
export interface OAuth {
  /** Where the browser is sent. */
  authorizationUrl(party: OAuthParty, wish: AuthorizationWish): Promise<string>;
  /** @throws Failure `rejected` when the code or the client is refused */
  exchange(party: OAuthParty, answer: AuthorizationAnswer): Promise<OAuthCredential>;
  /**
   * A new access token; the answer's refresh token is the one to use next time.
   * @throws Failure `unauthorized` when a person must sign in again
   */
  refresh(party: OAuthParty, refreshToken: Secret): Promise<OAuthCredential>;
}
