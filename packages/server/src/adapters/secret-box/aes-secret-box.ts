/** Seals secrets with AES-256-GCM under the newest key of a ring, bound to the place they are kept at. */

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret } from '@branchline/domain';
import type { SealedSecret, SecretBox } from '../../ports/secret-box.ts';
import type { SealingKey } from './key-ring.ts';

const algorithm = 'aes-256-gcm';
/** NIST SP 800-38D recommends 96-bit nonces and 128-bit tags. */
const nonceBytes = 12;
const tagBytes = 16;
/** So that a later way of sealing can be told apart. */
const version = 'v1';

/**
 * A box for keys in the order of a key ring: the first seals, all open. At least one is needed.
 * @param keys a function is asked each time, so that a ring may change while the program runs
 */
export function createSecretBox(keys: readonly SealingKey[] | (() => readonly SealingKey[])): SecretBox {
  const ring = typeof keys === 'function' ? keys : () => keys;
  const newest = (): SealingKey => {
    const [first] = ring();
    if (first === undefined) throw new Error('A secret box needs at least one key.');
    return first;
  };
  newest();
  return {
    seal: (secret, place) => seal(newest(), secret, place),
    open: (sealed, place) => open(ring(), sealed, place),
    reseal: (sealed, place) => seal(newest(), open(ring(), sealed, place), place),
    keyIds: () => ring().map(({ id }) => id),
  };
}

function seal({ id, key }: SealingKey, secret: Secret, place: string): SealedSecret {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData(id, place));
  const text = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return [version, id, nonce.toString('base64url'), text.toString('base64url')].join('.') as SealedSecret;
}

function open(keys: readonly SealingKey[], sealed: SealedSecret, place: string): Secret {
  const [found, id = '', nonce = '', text = ''] = sealed.split('.');
  if (found !== version) throw new Error(`The secret of ${place} is not sealed in a way this program knows.`);
  const key = keys.find((each) => each.id === id)?.key;
  if (key === undefined) {
    throw new Error(
      `The secret of ${place} is sealed with the key "${id}", which is not on the key ring. Add that key.`,
    );
  }
  const bytes = Buffer.from(text, 'base64url');
  try {
    const cipher = createDecipheriv(algorithm, key, Buffer.from(nonce, 'base64url'), { authTagLength: tagBytes });
    cipher.setAAD(associatedData(id, place));
    cipher.setAuthTag(bytes.subarray(-tagBytes));
    const clear = Buffer.concat([cipher.update(bytes.subarray(0, -tagBytes)), cipher.final()]);
    return new Secret(clear.toString('utf8'));
  } catch (error) {
    throw new Error(`The secret of ${place} was changed or belongs to another place.`, { cause: error });
  }
}

function associatedData(id: string, place: string): Buffer {
  return Buffer.from(`${version}.${id}.${place}`, 'utf8');
}
