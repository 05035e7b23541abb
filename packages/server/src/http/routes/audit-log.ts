/** The audit log at the door: page by page, and all of it as a file. */

import { Readable } from 'node:stream';
import { auditHead, auditLine, auditPageSize, type AuditEntry } from '@branchline/contract';
import type { AuditFilter } from '../../ports/store/audit-log.ts';
import type { AuditEntry as AuditRow } from '../../ports/store/audit-log.ts';
import type { Store } from '../../ports/store.ts';
import type { HandlerInput, Handlers } from '../mount-routes.ts';

export interface AuditHandlersDeps {
  readonly store: Store;
}

type Names = 'listAuditLog' | 'exportAuditLog';

/** Lines that are read at once for a file. */
const exportedAtOnce = 500;

export function auditHandlers({ store }: AuditHandlersDeps): Pick<Handlers, Names> {
  return {
    listAuditLog: async ({ query }) => {
      const { cursor, limit = auditPageSize.usual, ...filters } = query;
      const before = cursor === undefined ? undefined : Number(cursor);
      const { entries, next, lookedBackTo } = await store.auditLog.page(filterOf(filters), limit, before);
      const { retention } = await store.settings.installation();
      return {
        entries: await presented(store, entries),
        next: next === undefined ? null : String(next),
        lookedBackTo: lookedBackTo?.toISOString() ?? null,
        keptDays: retention.auditLog,
      };
    },
    exportAuditLog: async ({ query, reply }) => {
      const { format, ...filters } = query;
      const [type, ending] =
        format === 'csv' ? (['text/csv', 'csv'] as const) : (['application/x-ndjson', 'jsonl'] as const);
      reply.type(`${type}; charset=utf-8`).header('content-disposition', `attachment; filename="audit-log.${ending}"`);
      const lines = Readable.from(linesOf(store, filterOf(filters), format));
      // Fastify sends a stream as it comes; the contract knows what arrives.
      return lines as unknown as string;
    },
  };
}

type Filters = Omit<HandlerInput<'exportAuditLog'>['query'], 'format'>;

function filterOf({ since, until, ...rest }: Filters): AuditFilter {
  const moment = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
  return { ...rest, since: moment(since), until: moment(until) };
}

async function* linesOf(store: Store, filter: AuditFilter, format: 'csv' | 'json-lines'): AsyncGenerator<string> {
  yield auditHead(format);
  let before: number | undefined;
  while (true) {
    const rows = await store.auditLog.list(filter, exportedAtOnce, before);
    if (rows.length > 0) yield (await presented(store, rows)).map((entry) => auditLine(entry, format)).join('');
    before = rows.at(-1)?.id;
    if (rows.length < exportedAtOnce) return;
  }
}

async function presented({ auditLog }: Store, rows: readonly AuditRow[]): Promise<AuditEntry[]> {
  const names = await auditLog.names(rows.flatMap(({ who, about }) => [who, about]));
  return rows.map(({ at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    whoName: names.get(row.who) ?? null,
    aboutName: names.get(row.about) ?? null,
  }));
}
