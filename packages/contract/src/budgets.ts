/** What Git services still allow us, and who waits for how long. */

import { z } from 'zod';
import { Count, Id, Moment } from './fields.ts';
import { show, type Route } from './route.ts';

/** One count of requests that a service keeps. */
export const RequestCount = z.object({
  /** As the service calls it; empty where it has one count only. */
  resource: z.string(),
  limit: Count,
  remaining: Count,
  /** Of the remaining ones, those that are kept for people. */
  reserve: Count,
  resetsAt: Moment,
});
export type RequestCount = z.infer<typeof RequestCount>;

/** Who waits for a Git service, and how long. */
export const RequestsWait = z.object({
  /** `background`: indexing waits, people need not. */
  for: z.enum(['everybody', 'background']),
  until: Moment,
  /** A whole sentence; the moment is not in it. */
  because: z.string(),
});
export type RequestsWait = z.infer<typeof RequestsWait>;

export const Budget = z.object({
  /** Names the credential: `integration/12`. */
  name: z.string(),
  /** Null when the integration is gone. */
  integrationId: Id.nullable(),
  integrationName: z.string().nullable(),
  counts: z.array(RequestCount),
  /** Null while nobody waits. */
  wait: RequestsWait.nullable(),
});
export type Budget = z.infer<typeof Budget>;

export const BudgetList = z.object({ budgets: z.array(Budget) });
export type BudgetList = z.infer<typeof BudgetList>;

export const budgetRoutes = {
  listBudgets: { ...show, path: '/api/v1/budgets', response: BudgetList },
} as const satisfies Readonly<Record<string, Route>>;
