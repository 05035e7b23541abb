/** A secret box with a key of its own, for tests that keep secrets. */

import { createSecretBox } from '../adapters/secret-box/aes-secret-box.ts';
import { makeKeyRing, parseKeyRing } from '../adapters/secret-box/key-ring.ts';
import type { SecretBox } from '../ports/secret-box.ts';

export function testSecretBox(): SecretBox {
  return createSecretBox(parseKeyRing(makeKeyRing()));
}
