/** Passwords by Argon2id, with the library `hash-wasm`: the same on every machine, nothing to be compiled. */

import { randomBytes } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';
import type { Passwords } from '../../ports/passwords.ts';

/** OWASP's Password Storage Cheat Sheet, first choice for Argon2id with little memory: 19 MiB, two rounds, one lane. */
const cost = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;
const saltBytes = 16;

export function argon2Passwords(): Passwords {
  const hash = (password: string): Promise<string> =>
    // The same text may be typed as different characters: é is one, or two.
    argon2id({ ...cost, password: password.normalize('NFKC'), salt: randomBytes(saltBytes), outputType: 'encoded' });
  let decoy: Promise<string> | undefined;
  return {
    hash: (password) => hash(password.reveal()),
    verify: (password, kept) => argon2Verify({ password: password.reveal().normalize('NFKC'), hash: kept }),
    async pretend(password) {
      decoy ??= hash(randomBytes(saltBytes).toString('hex'));
      await argon2Verify({ password: password.reveal().normalize('NFKC') || ' ', hash: await decoy });
    },
  };
}
