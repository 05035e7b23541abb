/** Secret boxes for tests that keep secrets. */

import { createSecretBox } from '../adapters/secret-box/aes-secret-box.ts';
import { makeKeyRing, parseKeyRing } from '../adapters/secret-box/key-ring.ts';
import type { SecretBox } from '../ports/secret-box.ts';

/** With a key of its own. */
export function testSecretBox(): SecretBox {
  return openSecretBox(makeKeyRing());
}

/** With these keys, which a program under test may have as well. */
export function openSecretBox(keys: string): SecretBox {
  return createSecretBox(parseKeyRing(keys));
}
