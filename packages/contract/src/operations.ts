/** The trigger that starts an indexing, and signing in. */

import type { RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Id, SecretText } from './fields.ts';

export const TriggerRequest = z.object({
  /** Compared without user, trailing slash and `.git`. */
  cloneUrl: z.string().trim().min(1).max(2000),
});

export const TriggerAnswer = z.object({
  queued: z.array(Id.transform((id) => id as RepositoryId)),
  /** In words: which repositories will be looked at, or why none. */
  note: z.string(),
});
export type TriggerAnswer = z.infer<typeof TriggerAnswer>;

/** Signing in sets a session cookie. */
export const SignIn = z.object({ token: SecretText });
