/** The audit log: who did what, to what, from where, and what came of it. */

import { z } from 'zod';
import { Count, Id, Moment } from './fields.ts';
import type { Route } from './route.ts';

/** Lines on one page unless asked otherwise, and at most. */
export const auditPageSize = { usual: 50, most: 200 } as const;

const Result = z.enum(['done', 'refused', 'failed']);

export const AuditEntry = z.object({
  id: Id,
  at: Moment,
  /** `administrator`, `account/3`, `person/7`, `jira-user/1/…`, or `branchline` for what nobody asked for at that moment. */
  who: z.string(),
  /** What they are called today; null for what has no name, or is gone. */
  whoName: z.string().nullable(),
  /** Subject and deed: `smart-commit/comment`. */
  what: z.string(),
  /** `ABC-1`, `jira-site/1`, `person/7`. */
  about: z.string(),
  aboutName: z.string().nullable(),
  /** What led to it: a commit, an address, `api`. */
  origin: z.string(),
  result: Result,
  note: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditPage = z.object({
  /** Newest first. */
  entries: z.array(AuditEntry),
  /** Null on the last page. */
  next: z.string().nullable(),
  /**
   * Where a text is asked for, so many lines are looked at that an answer comes soon: so far back this page looked, and
   * `next` looks further. Null when the page is full, or the last.
   */
  lookedBackTo: Moment.nullable(),
  /** Older lines are forgotten. */
  keptDays: Count,
});
export type AuditPage = z.infer<typeof AuditPage>;

const filters = {
  who: z.string().min(1).max(300).optional(),
  /** A deed, or with a slash at its end all of a subject: `smart-commit/`. */
  what: z.string().min(1).max(100).optional(),
  about: z.string().min(1).max(300).optional(),
  result: Result.optional(),
  /** From this moment on. */
  since: Moment.optional(),
  /** Before this moment. */
  until: Moment.optional(),
  /** In what led to it and in the note, in any case. */
  text: z.string().trim().min(1).max(200).optional(),
};

/** What is left out does not matter. */
export const AuditQuery = z.object({
  ...filters,
  /** `next` of the page before. */
  cursor: z.string().max(20).regex(/^\d+$/u, 'is not the cursor of a page').optional(),
  limit: z.coerce.number<number | string>().int().min(1).max(auditPageSize.most).optional(),
});

/** All that the filters let through, the newest first. */
export const AuditExportQuery = z.object({
  ...filters,
  format: z.enum(['csv', 'json-lines']).default('csv'),
});

export const auditRoutes = {
  /** Names people: for those who decide about people. */
  listAuditLog: {
    access: 'administrator',
    method: 'GET',
    path: '/api/v1/audit-log',
    query: AuditQuery,
    status: 200,
    response: AuditPage,
  },
  /** As a file, however long: a line for each entry. */
  exportAuditLog: {
    access: 'administrator',
    method: 'GET',
    path: '/api/v1/audit-log/export',
    query: AuditExportQuery,
    status: 200,
    response: z.string(),
    media: ['text/csv', 'application/x-ndjson'],
  },
} as const satisfies Readonly<Record<string, Route>>;
