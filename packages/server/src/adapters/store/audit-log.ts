/** The audit log, as the port asks for it. */

import type { AuditLogTable } from '../../ports/store/audit-log.ts';
import { subjectNames } from './audit-names.ts';
import { auditPage, listAuditLog } from './audit-pages.ts';
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
    list: (filter, limit, before) => listAuditLog(database, filter, limit, before),
    page: (filter, limit, before) => auditPage(database, filter, limit, before),
    names: (subjects) => subjectNames(database, subjects),
    async removeBefore(moment) {
      const removed = await database.deleteFrom('audit_log').where('at', '<', moment).executeTakeFirst();
      return Number(removed.numDeletedRows);
    },
  };
}
