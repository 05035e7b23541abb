/** OpenID Connect: signing in with an account that somebody has elsewhere. */

import type { Secret } from '@branchline/domain';

/** A provider, and as which client we speak to it. */
export interface OpenIdProvider {
  /** As it names itself: `https://login.example.com/realms/acme`. Everything else is found there. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  /** Asked for beside `openid profile email`. */
  readonly moreScopes: readonly string[];
  /** The claim that holds groups: a list of texts, or one text. */
  readonly groupsClaim: string;
}

/** What only the browser that set out and we know. */
export interface OpenIdTrip {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUrl: string;
}

/** Somebody as the provider vouches for them. */
export interface OpenIdPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string | undefined;
  /** `preferred_username`. */
  readonly login: string | undefined;
  /** Only an address that the provider says it has verified. */
  readonly email: string | undefined;
  readonly groups: readonly string[];
}

/** Speaks OpenID Connect with whatever provider. */
export interface OpenId {
  /** Asks the provider to describe itself. @throws Failure with a remedy when it cannot be used */
  check(provider: OpenIdProvider): Promise<void>;
  /** Where the browser is sent. @throws Failure when the provider cannot be asked */
  authorizationUrl(provider: OpenIdProvider, trip: OpenIdTrip): Promise<string>;
  /**
   * Exchanges the code and verifies the token: signature, issuer, audience, nonce, times.
   * @param callback the address the browser came back to, with its query
   * @throws Failure `rejected` when the provider refuses, or what it says does not fit
   */
  finish(provider: OpenIdProvider, trip: OpenIdTrip, callback: URL): Promise<OpenIdPerson>;
}
