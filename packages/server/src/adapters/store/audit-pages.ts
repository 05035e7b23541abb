/** The audit log page by page, quick also where it is long and nothing matches. */

import { sql } from 'kysely';
import type { AuditEntry, AuditFilter, AuditPage, AuditResult } from '../../ports/store/audit-log.ts';
import type { Database } from './database.ts';

/**
 * Lines that one request looks at for parts of words, of which no index knows. So many take less than 100 ms, of a whole
 * log, where they lie beside each other, and of one person, where they are scattered.
 */
const lookedAtOnce = { ofAll: 20_000, ofSome: 4000 } as const;

function query(
  database: Database,
  { who, what, about, result, since, until, text }: AuditFilter,
  limit: number,
  before: number | undefined,
) {
  let query = database.selectFrom('audit_log').selectAll();
  if (who !== undefined) query = query.where('who', '=', who);
  if (what?.endsWith('/') === true) query = query.where(sql<boolean>`starts_with(what, ${what})`);
  else if (what !== undefined) query = query.where('what', '=', what);
  if (about !== undefined) query = query.where('about', '=', about);
  if (result !== undefined) query = query.where('result', '=', result);
  if (since !== undefined) query = query.where('at', '>=', since);
  if (until !== undefined) query = query.where('at', '<', until);
  if (text !== undefined) {
    const pattern = `%${text.replaceAll(/[\\%_]/g, (each) => `\\${each}`)}%`;
    query = query.where(sql<boolean>`(note ilike ${pattern} or origin ilike ${pattern})`);
  }
  if (before !== undefined) query = query.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(limit);
}

/** See `AuditLogTable.list`. */
export async function listAuditLog(
  database: Database,
  filter: AuditFilter,
  limit: number,
  before: number | undefined,
): Promise<readonly AuditEntry[]> {
  const rows = await query(database, filter, limit, before).execute();
  return rows.map((row) => ({ ...row, result: row.result as AuditResult }));
}

/** See `AuditLogTable.page`. */
export async function auditPage(
  database: Database,
  filter: AuditFilter,
  limit: number,
  before: number | undefined,
): Promise<AuditPage> {
  const from = filter.text === undefined ? undefined : await lookFrom(database, filter, before);
  const asked = query(database, filter, limit + 1, before);
  const rows = await (from === undefined ? asked : asked.where('id', '>=', from.id)).execute();
  const entries = rows.slice(0, limit).map((row) => ({ ...row, result: row.result as AuditResult }));
  if (rows.length > limit) return { entries, next: entries.at(-1)?.id, lookedBackTo: undefined };
  return { entries, next: from?.id, lookedBackTo: from?.at };
}

/** The oldest of the lines that are looked at; undefined when there are not so many. */
async function lookFrom(database: Database, { who, about, since, until }: AuditFilter, before: number | undefined) {
  const narrowest = about === undefined ? { who, since, until } : { about, since, until };
  const most = who === undefined && about === undefined ? lookedAtOnce.ofAll : lookedAtOnce.ofSome;
  const oldest = query(database, narrowest, 1, before)
    .clearSelect()
    .select(['id', 'at'])
    .offset(most - 1);
  return oldest.executeTakeFirst();
}
