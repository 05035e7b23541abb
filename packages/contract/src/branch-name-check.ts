/** What a Git service's own rules make of a name for a branch. */

import { z } from 'zod';

/** A rule of the Git service for names of branches. */
export const BranchRule = z.object({
  /** `restricts`: only some people make branches called so; `protects`: only some push to them. */
  kind: z.enum(['wants', 'refuses', 'restricts', 'protects']),
  /** What people there call it, or the pattern as they wrote it. */
  title: z.string().nullable(),
  operator: z.enum(['equals', 'starts-with', 'ends-with', 'contains', 'matches']),
  text: z.string(),
  /** It holds for whoever asks, as far as the service says. */
  isCertain: z.boolean(),
});
export type BranchRule = z.infer<typeof BranchRule>;

/** What the Git service's own rules make of a name. Branches are made whatever stands here: the service decides. */
export const BranchNameCheck = z.object({
  /** `GitHub`. */
  serviceTitle: z.string(),
  /** At most 50, with those that the name keeps. */
  rules: z.array(BranchRule),
  /** Other names need not be asked about. */
  isForEveryName: z.boolean(),
  /** What stands in the way of the name, git's own rules first: whole sentences. */
  problems: z.array(z.object({ sentence: z.string(), isCertain: z.boolean() })),
  /** Why the service could not be asked at the moment: whole sentences; null when nothing was in the way. */
  shortcoming: z.string().nullable(),
});
export type BranchNameCheck = z.infer<typeof BranchNameCheck>;
