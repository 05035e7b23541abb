/** Signs in by OAuth: to the service and back, with a code that is worth nothing to anybody else. */

import { Secret, type AppId, type IntegrationId, type NetworkSettings, type OAuthCredential } from '@branchline/domain';
import {
  beginSignIn,
  endInVain,
  keepPending,
  keptOf,
  signInMinutes,
  takeSignIn,
  unknownState,
  type BrowserSignInDeps,
  type SignInOutcome,
} from './browser-sign-in.ts';
import { connectorNamed, connectorOf } from './connect.ts';
import { checkNetworkSettings } from './network-settings.ts';
import { oauthOf, oauthPartyOf, type ServicePlace } from './oauth-party.ts';
import type { OAuthParty } from '../../ports/oauth.ts';
import type { SignIn, SignInPurpose } from '../../ports/store/sign-ins.ts';

/** For what somebody signs in. */
export type OAuthWish = {
  /** They want to choose with which account. */
  readonly switchesAccount: boolean;
  /** Names the browser; undefined for one that has no cookie of ours yet. */
  readonly browser: string | undefined;
} & (
  | { readonly connector: string; readonly settings: unknown; readonly network: NetworkSettings }
  | { readonly reconnects: IntegrationId }
);

export interface StartedOAuth {
  readonly id: string;
  readonly authorizationUrl: string;
  /** For the cookie that must come back with the code. */
  readonly browser: string;
}

/** What the service sent the browser back with. */
export interface OAuthCallback {
  readonly state: string | undefined;
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly errorDescription: string | undefined;
  /** RFC 9207: who answers. */
  readonly issuer: string | undefined;
  readonly browser: string | undefined;
}

/** What is kept while the browser is away. */
interface Kept {
  readonly verifier: string;
  readonly authorizationUrl: string;
}

/** Where the service sends browsers back to. */
export function oauthRedirectUrl(publicUrl: string): string {
  return `${publicUrl}/oauth/callback`;
}

/** Undefined when there is no such integration. @throws Failure `rejected` when no client is entered for the service */
export async function startOAuth(deps: BrowserSignInDeps, wish: OAuthWish): Promise<StartedOAuth | undefined> {
  const target = await targetOf(deps, wish);
  if (target === undefined) return undefined;
  const { place, purpose } = target;
  const party = await oauthPartyOf(deps, place);
  const { browser, switchesAccount } = wish;
  return beginOAuth(deps, place, { party, purpose, browser, switchesAccount, asks: 'service-account' });
}

/** What a way to a service is begun with. */
export interface OAuthBeginning {
  readonly party: OAuthParty;
  readonly purpose: SignInPurpose;
  readonly browser: string | undefined;
  readonly switchesAccount: boolean;
  /** For whom rights are asked. */
  readonly asks: 'service-account' | 'person';
  /** The app of ours that is the client. */
  readonly appId?: AppId | undefined;
}

export async function beginOAuth(
  deps: BrowserSignInDeps,
  place: ServicePlace,
  { party, purpose, browser, switchesAccount, asks, appId }: OAuthBeginning,
): Promise<StartedOAuth> {
  const provider = oauthOf(place.connector);
  const verifier = deps.randomToken();
  let authorizationUrl = '';
  const begun = await beginSignIn(deps, place, {
    purpose,
    browser,
    minutes: signInMinutes,
    ...(appId === undefined ? {} : { appId }),
    keeps: async (state) => {
      authorizationUrl = await deps.oauth.authorizationUrl(party, {
        redirectUrl: oauthRedirectUrl(deps.publicUrl),
        scopes: provider.scopes(asks),
        state,
        verifier: new Secret(verifier),
        extraParameters: switchesAccount ? provider.switchAccountParameters : {},
      });
      return JSON.stringify({ verifier, authorizationUrl } satisfies Kept);
    },
  });
  return { id: begun.id, authorizationUrl, browser: begun.browser };
}

async function targetOf(
  deps: BrowserSignInDeps,
  wish: OAuthWish,
): Promise<{ readonly place: ServicePlace; readonly purpose: SignInPurpose } | undefined> {
  if ('reconnects' in wish) {
    const integration = await deps.store.integrations.get(wish.reconnects);
    if (integration === undefined || integration.isBeingRemoved) return undefined;
    const { id: integrationId, settings, network } = integration;
    const place = { connector: connectorOf(deps, integration), settings, network };
    return { place, purpose: { kind: 'reconnect', integrationId } };
  }
  const connector = connectorNamed(deps, wish.connector);
  const network = checkNetworkSettings(wish.network, deps.clock.now());
  const place = { connector, settings: connector.parseSettings(wish.settings), network };
  return { place, purpose: { kind: 'new-integration' } };
}

/** Where a browser goes that set out from the command line; `keptOf` what `startOAuth` kept. */
export function authorizationUrlOf(deps: Pick<BrowserSignInDeps, 'secretBox'>, signIn: SignIn): string {
  return (JSON.parse(keptOf(deps, signIn)) as Kept).authorizationUrl;
}

/** The browser is back. Whatever it brings, nothing is saved before somebody has seen the account. */
export async function finishOAuth(deps: BrowserSignInDeps, callback: OAuthCallback): Promise<SignInOutcome> {
  const signIn = await takeSignIn(deps, callback.state, callback.browser);
  // A state of another way ends here, too.
  if (signIn?.sealedVerifier === undefined || !leadsToIntegration(signIn.purpose)) return unknownState;
  const connector = connectorNamed(deps, signIn.connector);
  const place = { connector, settings: signIn.settings, network: signIn.network };
  const refusal = refusalIn(callback, place);
  if (refusal !== undefined) {
    await deps.store.signIns.remove(signIn.id);
    return { outcome: 'refused', because: refusal };
  }
  try {
    const credential = await redeemCode(deps, await oauthPartyOf(deps, place), signIn, callback);
    return await keepPending(deps, signIn, place, credential);
  } catch (error) {
    return endInVain(deps, signIn, error);
  }
}

function leadsToIntegration({ kind }: SignInPurpose): boolean {
  return kind === 'new-integration' || kind === 'reconnect';
}

/** What the code is good for. @throws Failure when the service does not take it */
export async function redeemCode(
  deps: BrowserSignInDeps,
  party: OAuthParty,
  signIn: SignIn,
  { code }: OAuthCallback,
): Promise<OAuthCredential> {
  const { verifier } = JSON.parse(keptOf(deps, signIn)) as Kept;
  return deps.oauth.exchange(party, {
    code: new Secret(code ?? ''),
    verifier: new Secret(verifier),
    redirectUrl: oauthRedirectUrl(deps.publicUrl),
  });
}

const longestWords = 300;

/** Why there is nothing to exchange, in words; undefined when there is. */
export function refusalIn(
  { error, errorDescription, issuer, code }: OAuthCallback,
  place: ServicePlace,
): string | undefined {
  const { title } = place.connector;
  if (error === 'access_denied') return `Nothing was connected: access was declined at ${title}.`;
  if (error !== undefined) {
    const words = (errorDescription ?? error).slice(0, longestWords);
    return `Nothing was connected: ${title} says "${words}". Correct it there and begin again.`;
  }
  const expected = new URL(oauthOf(place.connector).endpoints(place.settings).authorizeUrl).origin;
  if (issuer !== undefined && URL.parse(issuer)?.origin !== expected) {
    return `Nothing was connected: the answer came from another service than ${title}.`;
  }
  return code === undefined ? `Nothing was connected: ${title} sent no code. Begin again.` : undefined;
}
