/** Why a text names an issue or does not, and which smart commands it holds. */

import type { RefusalReason } from '@branchline/domain';
import { z } from 'zod';

/** Characters of text that are explained. */
export const explainLimit = 65_536;

export const ExplainRequest = z.object({
  text: z.string().max(explainLimit),
  /** A branch name has rules of its own. */
  field: z.enum(['text', 'branch-name']),
  /** How smart commands are read: each on its line, or over several. */
  dialect: z.enum(['line', 'multi-line']).optional(),
});
export type ExplainRequest = z.infer<typeof ExplainRequest>;

export const Refusal = z.enum([
  'unknown-project',
  'lower-case',
  'leading-zero',
  'number-too-large',
  'project-key-too-long',
  'version-string',
  'email-address',
  'change-id',
  'beyond-limit',
] satisfies RefusalReason[]);

export const Explanation = z.object({
  keys: z.array(z.string()),
  /** What looks like a key and is none. */
  refused: z.array(z.object({ text: z.string(), why: Refusal })),
  commands: z.array(z.object({ key: z.string(), command: z.string(), arguments: z.string() })),
});
export type Explanation = z.infer<typeof Explanation>;
