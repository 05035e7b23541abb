/** Somebody's own connection by OAuth: to the service and back, ended by nobody but whoever set out. */

import { Failure, nameOfPrincipal, plainTypedCode, typedCodeFrom } from '@branchline/domain';
import type { IntegrationId, OAuthCredential, Principal } from '@branchline/domain';
import type { OAuthParty } from '../../ports/oauth.ts';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import { signInPlace, type OwnConnectionPurpose, type SignIn, type SignInEnd } from '../../ports/store/sign-ins.ts';
import { digestOfText, takeSignIn, unknownState, type BrowserSignInDeps } from './browser-sign-in.ts';
import { connectorNamed, connectorOf } from './connect.ts';
import { appPartyOf, oauthOf, oauthPartyOf, ownClientOf, type ServicePlace } from './oauth-party.ts';
import { beginOAuth, redeemCode, refusalIn, type OAuthCallback, type StartedOAuth } from './sign-in-by-oauth.ts';
import { openCredential, sealCredential, type StoredOAuthCredential } from './stored-credential.ts';

export interface OwnSignInDeps extends BrowserSignInDeps {
  /**
   * Tries it, proves by it whose the account is, and keeps it; false when there is no such integration any more.
   * @throws Failure in words for whoever set out
   */
  readonly keepOwn: (owner: Principal, id: IntegrationId, credential: OAuthCredential) => Promise<boolean>;
}

/** For what somebody sets out. */
export interface OwnSignInWish {
  readonly integrationId: IntegrationId;
  readonly owner: Principal;
  /** The page of ours on which the way ends; undefined: it is begun in a window of its own. */
  readonly next: string | undefined;
  /** They want to choose with which account. */
  readonly switchesAccount: boolean;
  /** Names the browser; undefined for one that has no cookie of ours yet. */
  readonly browser: string | undefined;
}

/** A way to somebody's own connection. */
export interface OwnWay {
  readonly signIn: SignIn;
  readonly purpose: OwnConnectionPurpose;
}

/** What came of it when the browser was back. */
export type OwnSignInOutcome =
  | { readonly outcome: 'ended'; readonly id: string }
  /** To be shown in this browser and nowhere else. */
  | { readonly outcome: 'code'; readonly code: string }
  | { readonly outcome: 'refused'; readonly because: string };

/** How long somebody may look at how it ended, or type a code. */
const endedMinutes = 10;

/** The scopes with which people sign in for an integration, none for an app's own; undefined where they cannot. */
export async function ownScopes(
  deps: Pick<BrowserSignInDeps, 'store' | 'connectors'>,
  integration: IntegrationStanding,
): Promise<readonly string[] | undefined> {
  const connector = deps.connectors.get(integration.connector);
  if (connector === undefined) return undefined;
  const client = await ownClientOf(deps, { connector, settings: integration.settings }, integration.appId);
  return client && (client.app === undefined ? oauthOf(connector).scopes('person') : []);
}

/** Undefined when there is no such integration. @throws Failure `rejected` where people cannot sign in */
export async function startOwnSignIn(deps: BrowserSignInDeps, wish: OwnSignInWish): Promise<StartedOAuth | undefined> {
  const { integrationId, owner, next, browser, switchesAccount } = wish;
  const integration = await deps.store.integrations.get(integrationId);
  if (integration === undefined || integration.isBeingRemoved) return undefined;
  const { settings, network } = integration;
  const place = { connector: connectorOf(deps, integration), settings, network };
  const client = await ownClientOf(deps, place, integration.appId);
  if (client === undefined) {
    const remedy = 'Connect by a token of your own, or ask whoever administers Branchline to enter an OAuth client.';
    throw new Failure('rejected', 'git-service', `Nobody can sign in at ${integration.name} from here. ${remedy}`);
  }
  const purpose = { kind: 'own-connection', integrationId, owner: nameOfPrincipal(owner), next } as const;
  const party = await partyOf(deps, place, client.app);
  return beginOAuth(deps, place, { party, purpose, browser, switchesAccount, asks: 'person', appId: client.app });
}

/** The same client for the whole way, whatever is changed meanwhile. */
async function partyOf(deps: BrowserSignInDeps, place: ServicePlace, app: SignIn['appId']): Promise<OAuthParty> {
  return app === undefined ? oauthPartyOf(deps, place) : appPartyOf(deps, place, app);
}

function wayOf(signIn: SignIn | undefined): OwnWay | undefined {
  return signIn?.purpose.kind === 'own-connection' ? { signIn, purpose: signIn.purpose } : undefined;
}

/** The way of this state and this browser, which stays as it is; undefined when it is over or of another kind. */
export async function ownWayOfState(
  { store, clock }: BrowserSignInDeps,
  { state, browser }: Pick<OAuthCallback, 'state' | 'browser'>,
): Promise<OwnWay | undefined> {
  if (state === undefined || browser === undefined) return undefined;
  return wayOf(await store.signIns.findByState(digestOfText(state), digestOfText(browser), clock.now()));
}

/** Undefined when it is over or of another kind. */
export async function ownWay({ store, clock }: BrowserSignInDeps, id: string): Promise<OwnWay | undefined> {
  return wayOf(await store.signIns.get(id, clock.now()));
}

/**
 * Whoever comes from inside Jira has no session of ours in the browser that could say who they are: a code does, which
 * only the browser that was at the service shows, and which is typed where Jira vouches for them.
 */
export function endsByCode({ purpose }: OwnWay): boolean {
  return purpose.owner.startsWith('jira-user/');
}

export function isOwner({ purpose }: OwnWay, principal: Principal): boolean {
  return purpose.owner === nameOfPrincipal(principal);
}

/** The browser is back. @param owner whoever set out and is signed in there; undefined for ways that end by a code */
export async function finishOwnSignIn(
  deps: OwnSignInDeps,
  callback: OAuthCallback,
  owner: Principal | undefined,
): Promise<OwnSignInOutcome> {
  const way = wayOf(await takeSignIn(deps, callback.state, callback.browser));
  if (way === undefined || (owner === undefined) !== endsByCode(way)) return unknownState;
  const { signIn, purpose } = way;
  const { connector, settings, network } = signIn;
  const place = { connector: connectorNamed(deps, connector), settings, network };
  const refusal = refusalIn(callback, place);
  if (refusal !== undefined) return end(deps, way, { kind: 'refused', because: refusal });
  try {
    const given = await redeemCode(deps, await partyOf(deps, place, signIn.appId), signIn, callback);
    const credential = signIn.appId === undefined ? given : { ...given, app: signIn.appId };
    if (owner === undefined) return await keepUntilCode(deps, way, credential);
    return await end(deps, way, await keep(deps, owner, purpose, credential));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return end(deps, way, { kind: 'refused', because: error.message });
  }
}

async function keep(
  { keepOwn }: OwnSignInDeps,
  owner: Principal,
  { integrationId }: OwnConnectionPurpose,
  credential: StoredOAuthCredential,
): Promise<SignInEnd> {
  if (await keepOwn(owner, integrationId, credential)) return { kind: 'connected' };
  return { kind: 'refused', because: 'Nothing was connected: this integration is not here any more.' };
}

async function end(deps: BrowserSignInDeps, { signIn }: OwnWay, how: SignInEnd): Promise<OwnSignInOutcome> {
  await deps.store.signIns.end(signIn.id, how, soon(deps));
  return { outcome: 'ended', id: signIn.id };
}

function soon({ clock }: Pick<BrowserSignInDeps, 'clock'>): Date {
  return new Date(clock.now().getTime() + endedMinutes * 60_000);
}

async function keepUntilCode(
  deps: BrowserSignInDeps,
  { signIn: { id } }: OwnWay,
  credential: StoredOAuthCredential,
): Promise<OwnSignInOutcome> {
  const code = typedCodeFrom(Buffer.from(deps.randomToken(), 'base64url'));
  const sealed = sealCredential(deps.secretBox, credential, signInPlace(id, 'credential'));
  await deps.store.signIns.end(id, { kind: 'code-needed', codeDigest: digestOfCode(id, code) }, soon(deps), sealed);
  return { outcome: 'code', code };
}

/** Codes of different ways have nothing to do with each other. */
function digestOfCode(id: string, code: string): string {
  return digestOfText(`own-sign-in ${id} ${plainTypedCode(code)}`);
}

/**
 * Ends a way that waits for its code. False for a wrong one, after which the way is over: nobody tries twice.
 * @throws Failure when the credential cannot be kept; the way is over, too
 */
export async function confirmOwnSignIn(
  deps: OwnSignInDeps,
  way: OwnWay,
  owner: Principal,
  code: string,
): Promise<boolean> {
  const { id, outcome, sealedCredential } = way.signIn;
  if (outcome?.kind !== 'code-needed' || sealedCredential === undefined) return false;
  const isRight = outcome.codeDigest === digestOfCode(id, code);
  const wrong = 'Nothing was connected: the code was another one. Connect again.';
  // Over before anything else is done: two who send the code at once connect once.
  await end(deps, way, { kind: 'refused', because: wrong });
  if (!isRight) return false;
  const credential = openCredential(deps.secretBox, sealedCredential, signInPlace(id, 'credential'));
  if (credential.kind !== 'oauth') return false;
  await end(deps, way, await keep(deps, owner, way.purpose, credential));
  return true;
}
