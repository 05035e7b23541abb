/** The small shapes that several subjects of the contract share: ids, moments, states, secrets. */

import { Secret } from '@branchline/domain';
import type { FoundIn, IndexingState, IndexingTrigger } from '@branchline/domain';
import { z } from 'zod';

/** An ISO 8601 moment in UTC, as `Date.toISOString` writes it. */
export const Moment = z.iso.datetime();

/** A count that cannot be negative. */
export const Count = z.int().nonnegative();

/** An id in an answer. */
export const Id = z.int().positive();

/** An id in an address or a request: text or a number in, the branded number out. */
export function idOf<Branded extends number>() {
  return z.coerce
    .number<number | string>()
    .int()
    .positive()
    .transform((value) => value as Branded);
}

/** The longest secret that is taken, in characters: room for any private key. */
export const secretLimit = 32_768;

/** A secret in a request: text in, something that refuses to be printed out. */
export const SecretText = z
  .string()
  .max(secretLimit)
  .transform((text) => new Secret(text));

export const State = z.enum(['waiting', 'indexing', 'up-to-date', 'paused', 'failed'] satisfies IndexingState[]);

export const Trigger = z.enum(['webhook', 'schedule', 'reindex', 'person'] satisfies IndexingTrigger[]);

export const WhereFound = z.enum([
  'title',
  'body',
  'trailer',
  'notes',
  'branch-name',
  'description',
  'by-hand',
] satisfies FoundIn[]);

/** An answer without content. */
export const Nothing = z.undefined();

/** Work was put in the queue; `queued` says how many jobs. */
export const Queued = z.object({ queued: Count });
export type Queued = z.infer<typeof Queued>;
