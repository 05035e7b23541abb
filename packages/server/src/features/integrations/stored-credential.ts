/** A credential as it is kept: as text, sealed to its place. Of an app only the number is kept, never its key. */

import { Secret, type AppCredential, type AppId, type Credential, type OAuthCredential } from '@branchline/domain';
import type { SealedSecret, SecretBox } from '../../ports/secret-box.ts';

/** What is kept of an app: the key stays with the app's own row. */
export interface StoredAppCredential {
  readonly kind: 'app';
  readonly app: AppId;
  readonly installationId: string;
}

/** What OAuth gave us, and through which client: no other one renews it. */
export interface StoredOAuthCredential extends OAuthCredential {
  /** The app of ours that people sign in with; left out: our OAuth client at the service. */
  readonly app?: AppId | undefined;
}

export type StoredCredential =
  | Exclude<Credential, AppCredential | OAuthCredential>
  | StoredOAuthCredential
  | StoredAppCredential;

/** Sealed to the place where it is kept. */
export function sealCredential(secretBox: SecretBox, credential: StoredCredential, place: string): SealedSecret {
  return secretBox.seal(new Secret(textFrom(credential)), place);
}

export function openCredential(secretBox: SecretBox, sealed: SealedSecret, place: string): StoredCredential {
  return credentialFrom(secretBox.open(sealed, place).reveal());
}

function textFrom(credential: StoredCredential): string {
  switch (credential.kind) {
    case 'none':
    case 'app':
      return JSON.stringify(credential);
    case 'user-and-password':
      return JSON.stringify({ ...credential, password: credential.password.reveal() });
    case 'token':
      return JSON.stringify({ kind: 'token', token: credential.token.reveal() });
    case 'oauth':
      return JSON.stringify({
        kind: 'oauth',
        accessToken: credential.accessToken.reveal(),
        refreshToken: credential.refreshToken?.reveal(),
        expiresAt: credential.expiresAt?.toISOString(),
        app: credential.app,
      });
    case 'ssh-key':
      return JSON.stringify({
        kind: 'ssh-key',
        privateKey: credential.privateKey.reveal(),
        passphrase: credential.passphrase?.reveal(),
      });
  }
}

type KeptText = Readonly<Record<string, string | undefined>>;

/** Our own text, so it is taken at its word. */
function credentialFrom(text: string): StoredCredential {
  const stored = JSON.parse(text) as KeptText & { readonly kind: StoredCredential['kind'] };
  switch (stored.kind) {
    case 'none':
      return { kind: 'none' };
    case 'user-and-password':
      return { kind: 'user-and-password', user: stored['user'] ?? '', password: secretIn(stored, 'password') };
    case 'token':
      return { kind: 'token', token: secretIn(stored, 'token') };
    case 'oauth': {
      const { expiresAt, app } = stored;
      return {
        kind: 'oauth',
        accessToken: secretIn(stored, 'accessToken'),
        refreshToken: stored['refreshToken'] === undefined ? undefined : secretIn(stored, 'refreshToken'),
        expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
        ...(app === undefined ? {} : { app: Number(app) as AppId }),
      };
    }
    case 'app':
      return { kind: 'app', app: Number(stored['app']) as AppId, installationId: stored['installationId'] ?? '' };
    case 'ssh-key': {
      const passphrase = stored['passphrase'] === undefined ? undefined : secretIn(stored, 'passphrase');
      return { kind: 'ssh-key', privateKey: secretIn(stored, 'privateKey'), passphrase };
    }
  }
}

function secretIn(stored: KeptText, name: string): Secret {
  return new Secret(stored[name] ?? '');
}
