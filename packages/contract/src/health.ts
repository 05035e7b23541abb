/** What checking the installation found. */

import { z } from 'zod';
import { Moment } from './fields.ts';
import { show, type Route } from './route.ts';

/** One thing that was checked. Nothing in it is secret: it is made to be copied. */
export const HealthFinding = z.object({
  /** A word or two for what was checked: `database`, `Jira site`. */
  check: z.string(),
  /** Which of several; null where there is one. */
  subject: z.string().nullable(),
  /** `look`: it works, and somebody should look at it. */
  state: z.enum(['well', 'look', 'broken']),
  /** A whole sentence. */
  words: z.string(),
  /** What to do; null where nothing needs to be done. */
  remedy: z.string().nullable(),
  details: z.array(z.string()),
});
export type HealthFinding = z.infer<typeof HealthFinding>;

export const HealthReport = z.object({
  checkedAt: Moment,
  /** Of Branchline. */
  version: z.string(),
  findings: z.array(HealthFinding),
});
export type HealthReport = z.infer<typeof HealthReport>;

export const healthRoutes = {
  /** Checks now: Jira sites and the mail server are asked, so it may take some seconds. */
  showHealthReport: { ...show, path: '/api/v1/health/report', response: HealthReport },
} as const satisfies Readonly<Record<string, Route>>;
