/** Keeps OAuth credentials fresh: one refresh at a time, in whatever process, and nothing is used before it is stored. */

import { Failure, type Secret } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { OAuth, OAuthParty } from '../../ports/oauth.ts';
import type { SealedSecret, SecretBox } from '../../ports/secret-box.ts';
import type { CredentialLocks } from '../../ports/store/credential-locks.ts';
import {
  openCredential,
  sealCredential,
  type StoredCredential,
  type StoredOAuthCredential,
} from './stored-credential.ts';

export interface FreshCredentialDeps {
  readonly store: { readonly credentialLocks: CredentialLocks };
  readonly secretBox: SecretBox;
  readonly oauth: OAuth;
  readonly clock: Clock;
}

/** Where a credential lives: with an integration, or later with a person. */
export interface CredentialHome {
  /** Names the credential: for its lock, and for its allowance of requests. */
  readonly name: string;
  /** To which it is sealed. */
  readonly place: string;
  read(): Promise<SealedSecret | undefined>;
  /** Only while `before` is what is kept; false when it is not. */
  replace(before: SealedSecret, after: SealedSecret): Promise<boolean>;
}

/** How to refresh, and what is known not to work. */
export interface Freshening {
  /** As which client the credential was given. */
  readonly party: (credential: StoredOAuthCredential) => Promise<OAuthParty>;
  /** An access token that the service refused: another one is wanted, however fresh this one looks. */
  readonly refused?: Secret | undefined;
}

/** An access token that ends sooner than this is renewed first: requests that are under way must not lose it. */
const leastMilliseconds = 5 * 60 * 1000;

/**
 * The credential as it may be used now; undefined when there is none.
 * @throws Failure `unauthorized` when the service does not renew it any more
 */
export async function freshCredential(
  deps: FreshCredentialDeps,
  home: CredentialHome,
  freshening: Freshening,
): Promise<StoredCredential | undefined> {
  const kept = await readKept(deps, home);
  if (kept === undefined || !isStale(deps, kept.credential, freshening.refused)) return kept?.credential;
  return deps.store.credentialLocks.hold(home.name, async () => {
    // Whoever held the lock before may have done it all.
    const now = await readKept(deps, home);
    if (now === undefined || !isStale(deps, now.credential, freshening.refused)) return now?.credential;
    return renew(deps, home, now, freshening);
  });
}

interface Kept {
  readonly sealed: SealedSecret;
  readonly credential: StoredCredential;
}

async function readKept({ secretBox }: FreshCredentialDeps, home: CredentialHome): Promise<Kept | undefined> {
  const sealed = await home.read();
  return sealed && { sealed, credential: openCredential(secretBox, sealed, home.place) };
}

function isStale(
  { clock }: FreshCredentialDeps,
  credential: StoredCredential,
  refused: Secret | undefined,
): credential is StoredOAuthCredential & { readonly refreshToken: Secret } {
  if (credential.kind !== 'oauth' || credential.refreshToken === undefined) return false;
  if (credential.accessToken.reveal() === refused?.reveal()) return true;
  const end = credential.expiresAt?.getTime() ?? Infinity;
  return end - clock.now().getTime() < leastMilliseconds;
}

/**
 * The old refresh token stays in the row until the new one takes its place. When this process is killed between the
 * answer and that moment, the next one tries with the old: services that accept it until the new access token is first
 * used go on; the others refuse, and a person signs in again.
 */
async function renew(
  { oauth, secretBox }: FreshCredentialDeps,
  home: CredentialHome,
  kept: Kept,
  { party }: Freshening,
): Promise<StoredCredential | undefined> {
  const before = kept.credential as StoredOAuthCredential;
  if (before.refreshToken === undefined) return before;
  const renewed = await oauth.refresh(await party(before), before.refreshToken);
  const fresh = before.app === undefined ? renewed : { ...renewed, app: before.app };
  const sealed = sealCredential(secretBox, fresh, home.place);
  if (await home.replace(kept.sealed, sealed)) return fresh;
  // Somebody gave it another credential meanwhile, and that one counts.
  throw new Failure('unavailable', 'git-service', 'The credential was replaced while it was renewed. Try again.');
}
