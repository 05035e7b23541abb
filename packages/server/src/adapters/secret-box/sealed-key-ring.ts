/** A key ring behind a passphrase, so that it can travel with a backup. */

import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

/** All parts in base64. */
export interface SealedKeyRing {
  readonly salt: string;
  readonly nonce: string;
  readonly sealed: string;
}

const algorithm = 'aes-256-gcm';
const tagBytes = 16;
/** OWASP's password storage cheat sheet for scrypt: N = 2^17, r = 8, p = 1, which takes 128 MB. */
const cost = { N: 131_072, r: 8, p: 1, maxmem: 192 * 1_048_576 } as const;
/** Whoever holds the backup may guess for years. */
export const leastPassphrase = 16;

function keyFrom(passphrase: string, salt: Buffer): Buffer {
  return scryptSync(passphrase.normalize('NFC'), salt, 32, cost);
}

/** @param ring the text of a key ring */
export function sealKeyRing(ring: string, passphrase: string): SealedKeyRing {
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(algorithm, keyFrom(passphrase, salt), nonce, { authTagLength: tagBytes });
  const sealed = Buffer.concat([cipher.update(ring, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { salt: salt.toString('base64'), nonce: nonce.toString('base64'), sealed: sealed.toString('base64') };
}

/** Undefined when the passphrase is not the one. */
export function openKeyRing(ring: SealedKeyRing, passphrase: string): string | undefined {
  const [salt, nonce, bytes] = [ring.salt, ring.nonce, ring.sealed].map((part) => Buffer.from(part, 'base64'));
  if (salt === undefined || nonce === undefined || bytes === undefined) return undefined;
  try {
    const cipher = createDecipheriv(algorithm, keyFrom(passphrase, salt), nonce, { authTagLength: tagBytes });
    cipher.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([cipher.update(bytes.subarray(0, -tagBytes)), cipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
