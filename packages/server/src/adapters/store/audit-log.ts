/** The audit log, as the port asks for it. */

import { sql } from 'kysely';
import type { AuditEntry, AuditFilter, AuditLogTable, AuditResult } from '../../ports/store/audit-log.ts';
import { subjectNames } from './audit-names.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';

/** Characters of a note that are kept. */
const noteLimit = 4000;

export function auditLogTable(database: Database): AuditLogTable {
  return {
    async add({ who, what, about, origin, result, note }) {
      const texts = { about: textForPostgres(about), origin: textForPostgres(origin) };
      const kept = textForPostgres(note.slice(0, noteLimit));
      await database
        .insertInto('audit_log')
        .values({ who, what, ...texts, result, note: kept })
        .execute();
    },
    list: (filter, limit, before) => list(database, filter, limit, before),
    names: (subjects) => subjectNames(database, subjects),
    async removeBefore(moment) {
      const removed = await database.deleteFrom('audit_log').where('at', '<', moment).executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
  };
}

async function list(
  database: Database,
  { who, what, about, result, since, until, text }: AuditFilter,
  limit: number,
  before: number | undefined,
): Promise<readonly AuditEntry[]> {
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
  const rows = await query.orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => ({ ...row, result: row.result as AuditResult }));
}
