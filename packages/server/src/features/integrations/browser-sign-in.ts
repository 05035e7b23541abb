/** What every way through a browser has in common: a state that is used once, by the browser that set out. */

import { createHash } from 'node:crypto';
import { Failure, Secret, type AppId } from '@branchline/domain';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import { signInPlace, type SignIn, type SignInPurpose } from '../../ports/store/sign-ins.ts';
import type { ConnectDeps } from './connect.ts';
import { connectWith } from './connect.ts';
import type { ServicePlace } from './oauth-party.ts';
import { sealCredential, type StoredCredential } from './stored-credential.ts';
import { findingsOf, trialBudget } from './try-credential.ts';

export interface BrowserSignInDeps extends ConnectDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  /** 32 random bytes as text that fits into an address. */
  readonly randomToken: () => string;
  /** The address people reach us at. */
  readonly publicUrl: string;
}

/** A way that was begun: where the browser goes, and what it must bring back in a cookie. */
export interface BegunSignIn {
  readonly id: string;
  readonly state: string;
  readonly browser: string;
}

/** How it ended: a credential that waits, or why not, in words. */
export type SignInOutcome =
  | { readonly outcome: 'pending'; readonly id: string; readonly purpose: SignInPurpose }
  | { readonly outcome: 'refused'; readonly because: string };

/** How long somebody may take at the service. */
export const signInMinutes = 10;
/** Installing an app may need a walk to a colleague. */
export const installMinutes = 60;
/** How long a credential waits for somebody to look at the account. */
const pendingMinutes = 60;
const minute = 60_000;

export function digestOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Notes that a browser set out. `sealed` is what only we may know of it. */
export async function beginSignIn(
  deps: BrowserSignInDeps,
  place: ServicePlace,
  way: {
    readonly purpose: SignInPurpose;
    readonly browser: string | undefined;
    readonly minutes: number;
    readonly appId?: AppId;
    /** What is kept, made from the state. */
    readonly keeps?: (state: string) => Promise<string>;
  },
): Promise<BegunSignIn> {
  const [id, state] = [deps.randomToken(), deps.randomToken()];
  const browser = way.browser ?? deps.randomToken();
  const kept = await way.keeps?.(state);
  await deps.store.signIns.begin({
    id,
    connector: place.connector.id,
    settings: place.settings,
    network: place.network,
    purpose: way.purpose,
    stateDigest: digestOfText(state),
    browserDigest: digestOfText(browser),
    expiresAt: inMinutes(deps, way.minutes),
    ...(kept === undefined
      ? {}
      : { sealedVerifier: deps.secretBox.seal(new Secret(kept), signInPlace(id, 'verifier')) }),
    ...(way.appId === undefined ? {} : { appId: way.appId }),
  });
  return { id, state, browser };
}

/** What was kept of a way when it was begun. */
export function keptOf({ secretBox }: Pick<BrowserSignInDeps, 'secretBox'>, signIn: SignIn): string {
  if (signIn.sealedVerifier === undefined) throw new Error('Nothing was kept of this sign-in.');
  return secretBox.open(signIn.sealedVerifier, signInPlace(signIn.id, 'verifier')).reveal();
}

/** The way that ends here; undefined for a state that is unknown, used, too old, or another browser's. */
export async function takeSignIn(
  { store, clock }: BrowserSignInDeps,
  state: string | undefined,
  browser: string | undefined,
): Promise<SignIn | undefined> {
  if (state === undefined || browser === undefined) return undefined;
  return store.signIns.takeByState(digestOfText(state), digestOfText(browser), clock.now());
}

export const unknownState: Extract<SignInOutcome, { readonly outcome: 'refused' }> = {
  outcome: 'refused',
  because:
    'Nothing was connected: this sign-in was used already, took too long, or was begun in another browser. ' +
    'Go back to Branchline and begin it again, in this browser.',
};

/** Tries the credential, and keeps it until somebody has seen whose it is. @throws Failure */
export async function keepPending(
  deps: BrowserSignInDeps,
  signIn: SignIn,
  place: ServicePlace,
  credential: StoredCredential,
): Promise<SignInOutcome> {
  const connection = await connectWith(deps, credential, {
    ...place,
    budget: trialBudget(deps.clock.now()),
    for: 'person',
  });
  const check = await connection.check();
  const { account, missingRights, expiresAt } = findingsOf(check, credential.kind, deps.clock.now());
  await deps.store.signIns.finish(signIn.id, {
    sealedCredential: sealCredential(deps.secretBox, credential, signInPlace(signIn.id, 'credential')),
    account,
    missingRights,
    credentialExpiresAt: expiresAt,
    expiresAt: inMinutes(deps, pendingMinutes),
  });
  return { outcome: 'pending', id: signIn.id, purpose: signIn.purpose };
}

/** Nothing stays of a way that led nowhere; the reason is told, and what is no failure of the outside is thrown. */
export async function endInVain(deps: BrowserSignInDeps, signIn: SignIn, error: unknown): Promise<SignInOutcome> {
  await deps.store.signIns.remove(signIn.id);
  if (!(error instanceof Failure)) throw error;
  return { outcome: 'refused', because: error.message };
}

function inMinutes({ clock }: BrowserSignInDeps, minutes: number): Date {
  return new Date(clock.now().getTime() + minutes * minute);
}
