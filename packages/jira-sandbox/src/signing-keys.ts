/** The keys with which the sandbox's Forge signs, so that a server can be tried with tokens that are right and wrong. */

import { createHmac, createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

/** How a token is signed; all but the first is what forgers try. */
export type Signing =
  | 'RS256'
  /** With another key of ours under the name of the right one. */
  | 'RS256-by-another-key'
  /** The public key taken for a shared secret. */
  | 'HS256-with-the-public-key'
  | 'none';

export interface SigningKeys {
  /** The key set as it is published. */
  published(): { readonly keys: readonly Readonly<Record<string, unknown>>[] };
  /** @param keyId named in the token's head; that of the present key when left out */
  sign(claims: Readonly<Record<string, unknown>>, signing?: Signing, keyId?: string): string;
  /** Makes a new key and signs with it from now on; the ones before stay published. */
  rotate(): void;
  /** Only the present key stays published. */
  withdrawFormer(): void;
}

interface Key {
  readonly id: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

// As short as is taken for safe: making a longer one takes longer, and nothing is protected by it.
const modulusBits = 2048;

function newKey(): Key {
  return { id: randomBytes(8).toString('hex'), ...generateKeyPairSync('rsa', { modulusLength: modulusBits }) };
}

// Making one takes a while: the sandboxes of a process begin with the same two.
let firstKey: Key | undefined;
let strangersKey: Key | undefined;

/** Keys are made when they are first needed: most sandboxes never sign anything. */
export function createSigningKeys(): SigningKeys {
  let keys: readonly Key[] = [];

  function present(): Key {
    const last = keys.at(-1);
    if (last !== undefined) return last;
    firstKey ??= newKey();
    keys = [firstKey];
    return firstKey;
  }

  return {
    published() {
      present();
      return {
        keys: keys.map(({ id, publicKey }) => ({
          ...publicKey.export({ format: 'jwk' }),
          kid: id,
          use: 'sig',
          alg: 'RS256',
        })),
      };
    },
    sign(claims, signing = 'RS256', keyId = present().id) {
      const key = present();
      if (signing === 'none') return `${headed({ alg: 'none', typ: 'JWT' }, claims)}.`;
      if (signing === 'HS256-with-the-public-key') {
        const text = headed({ alg: 'HS256', typ: 'JWT', kid: keyId }, claims);
        const secret = key.publicKey.export({ type: 'spki', format: 'pem' });
        return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
      }
      if (signing === 'RS256-by-another-key') strangersKey ??= newKey();
      const signer = signing === 'RS256' ? key : (strangersKey ?? key);
      const text = headed({ alg: 'RS256', typ: 'JWT', kid: keyId }, claims);
      return `${text}.${createSign('RSA-SHA256').update(text).sign(signer.privateKey, 'base64url')}`;
    },
    rotate() {
      present();
      keys = [...keys, newKey()];
    },
    withdrawFormer() {
      keys = [present()];
    },
  };
}

/** Head and claims as a token has them before its signature. */
export function headed(head: Readonly<Record<string, unknown>>, claims: Readonly<Record<string, unknown>>): string {
  return [head, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}
