/** How the API says no: problem details of RFC 9457, with a remedy. */

import { z } from 'zod';

export const Problem = z.object({
  /** Names the kind of problem: a `Failure` kind, or one of `invalid-request`, `not-signed-in`, `defect`. */
  type: z.string(),
  /** One short sentence that does not change from case to case. */
  title: z.string(),
  /** The HTTP status; 0 when no answer came at all. */
  status: z.int(),
  /** What happened in this case and why. */
  detail: z.string().optional(),
  /** What the person can do about it. */
  remedy: z.string().optional(),
  /** Names the request, as the log of the server does: for quoting it. */
  instance: z.string().optional(),
  /** The first moment at which trying again makes sense. */
  retryAt: z.iso.datetime().optional(),
  /** Of the problem `token-needed`: where an own account has to be connected before the same is sent again. */
  integration: z.object({ id: z.int().positive(), name: z.string() }).optional(),
});
export type Problem = z.infer<typeof Problem>;

export const problemMediaType = 'application/problem+json';

/** An error that carries a problem; what the typed client throws, and nothing else. */
export interface ProblemError extends Error {
  readonly problem: Problem;
}

/** The problem as something that can be thrown. */
export function problemError(problem: Problem): ProblemError {
  return Object.assign(new Error(problem.detail ?? problem.title), { name: 'ProblemError', problem });
}

export function isProblemError(error: unknown): error is ProblemError {
  return error instanceof Error && 'problem' in error;
}
