/** The trigger that starts an indexing, the queue, and signing in. */

import type { RepositoryId } from '@branchline/domain';
import { z } from 'zod';
import { Count, Id, Moment, SecretText } from './fields.ts';

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

export const Job = z.object({
  id: z.string(),
  name: z.string(),
  key: z.string().nullable(),
  /** Who waits for it. */
  for: z.enum(['person', 'webhook', 'schedule', 'history']),
  state: z.enum(['waiting', 'running', 'failed']),
  attempts: Count,
  lastError: z.string().nullable(),
  runAt: Moment,
  addedAt: Moment,
});
export type Job = z.infer<typeof Job>;

export const JobList = z.object({ jobs: z.array(Job) });
export type JobList = z.infer<typeof JobList>;

/** Signing in sets a session cookie. */
export const SignIn = z.object({ token: SecretText });
