/** Keys for ssh that we make: sealed at once, waiting until the service knows their public half. */

import type { SecretBox } from '../../ports/secret-box.ts';
import type { MadeKeyPair, SshKeys } from '../../ports/ssh-keys.ts';
import type { Store } from '../../ports/store.ts';
import { Failure, plainNetwork } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import { signInPlace } from '../../ports/store/sign-ins.ts';
import { openCredential, sealCredential, type StoredCredential } from './stored-credential.ts';

export interface MakeKeyDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
  readonly sshKeys: SshKeys;
  /** 32 random bytes as text. */
  readonly randomToken: () => string;
}

/** A key that waits. */
export interface MadeKey extends Omit<MadeKeyPair, 'privateKey'> {
  readonly id: string;
  readonly expiresAt: Date;
}

/** A key of ours as a credential that somebody names. */
export interface MadeKeyName {
  readonly kind: 'made-ssh-key';
  readonly id: string;
}

/** Not a service's: it is for whichever address is entered with it. */
const nowhere = 'ssh-key';

/** Whoever enters the public half at the service may need a colleague for it. */
const lifeMilliseconds = 24 * 3_600_000;

/** The private half is sealed before anybody hears of the key. */
export async function makeKey(deps: MakeKeyDeps): Promise<MadeKey> {
  const { privateKey, publicKey, fingerprint } = deps.sshKeys.make();
  const id = deps.randomToken();
  const expiresAt = new Date(deps.clock.now().getTime() + lifeMilliseconds);
  const credential = { kind: 'ssh-key', privateKey, passphrase: undefined } as const;
  const sealedCredential = sealCredential(deps.secretBox, credential, signInPlace(id, 'credential'));
  await deps.store.transaction(async ({ signIns }) => {
    const place = { connector: nowhere, settings: {}, network: plainNetwork };
    const digests = { stateDigest: `made-key/${id}`, browserDigest: '' };
    await signIns.begin({ id, ...place, purpose: { kind: 'new-integration' }, ...digests, expiresAt });
    const checked = { account: undefined, credentialExpiresAt: undefined, missingRights: [] };
    await signIns.finish(id, { sealedCredential, ...checked, expiresAt });
  });
  return { id, publicKey, fingerprint, expiresAt };
}

/** Whatever else it is stays as it is. @throws Failure `not-found` for a key that is not known any more */
export async function withMadeKey<Other extends { readonly kind: string }>(
  { store, secretBox, clock }: Omit<MakeKeyDeps, 'sshKeys' | 'randomToken'>,
  credential: Other | MadeKeyName,
): Promise<Other | StoredCredential> {
  if (!isMadeKey(credential)) return credential;
  const { id } = credential;
  const waiting = await store.signIns.finished(id, clock.now());
  if (waiting?.sealedCredential === undefined || waiting.connector !== nowhere) {
    const message = 'This key of Branchline is not known any more: it was not used within a day. Make another one.';
    throw new Failure('not-found', 'git-service', message);
  }
  return openCredential(secretBox, waiting.sealedCredential, signInPlace(id, 'credential'));
}

function isMadeKey(credential: { readonly kind: string } | MadeKeyName): credential is MadeKeyName {
  return credential.kind === 'made-ssh-key';
}
