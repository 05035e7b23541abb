/** Sealed secrets as rows of whatever table, for rotating keys. */

import { sql, type RawBuilder } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type {
  SealedColumn,
  SealedCount,
  SealedRow,
  SealedRowKey,
  SealedRowTable,
} from '../../ports/store/sealed-rows.ts';
import type { Database } from './database.ts';

export function sealedRowTable(database: Database): SealedRowTable {
  return {
    async columns() {
      const { rows } = await sql<{ name: string }>`
        select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = current_schema() and column_name like 'sealed\\_%' order by 1`.execute(database);
      return rows.map(({ name }) => name);
    },
    count: (columns) => count(database, columns),
    notUnder: (column, keyId, after, limit) => notUnder(database, column, keyId, after, limit),
    async replace({ table, column, key }, row, before, after) {
      const same = sql.join(
        key.map((name) => sql`${sql.ref(name)} = ${row[name]}`),
        sql` and `,
      );
      const { numAffectedRows } = await sql`
        update ${sql.table(table)} set ${sql.ref(column)} = ${after}
        where ${same} and ${sql.ref(column)} = ${before}`.execute(database);
      return numAffectedRows === 1n;
    },
  };
}

/** The second part of a sealed secret is the id of its key: see the secret box. */
function keyIdIn(column: string): RawBuilder<string> {
  return sql`split_part(${sql.ref(column)}, '.', 2)`;
}

async function count(database: Database, columns: readonly SealedColumn[]): Promise<readonly SealedCount[]> {
  const counts: SealedCount[] = [];
  for (const { table, column } of columns) {
    const { rows } = await sql<Pick<SealedCount, 'keyId' | 'count'>>`
      select ${keyIdIn(column)} as "keyId", count(*)::integer as count from ${sql.table(table)}
      where ${sql.ref(column)} is not null group by 1 order by 1`.execute(database);
    counts.push(...rows.map((row) => ({ table, column, ...row })));
  }
  return counts;
}

async function notUnder(
  database: Database,
  { table, column, key, besides = [] }: SealedColumn,
  keyId: string,
  after: SealedRowKey | undefined,
  limit: number,
): Promise<readonly SealedRow[]> {
  const order = sql.join(key.map((name) => sql.ref(name)));
  const behind =
    after === undefined ? sql`true` : sql`(${order}) > (${sql.join(key.map((name) => sql`${after[name]}`))})`;
  const { rows } = await sql<Record<string, string | number> & { sealed_secret_of_row: SealedSecret }>`
    select ${sql.join([...key, ...besides].map((name) => sql.ref(name)))}, ${sql.ref(column)} as sealed_secret_of_row
    from ${sql.table(table)}
    where ${sql.ref(column)} is not null and ${keyIdIn(column)} <> ${keyId} and ${behind}
    order by ${order} limit ${limit}`.execute(database);
  return rows.map(({ sealed_secret_of_row: sealed, ...row }) => ({ row, sealed }));
}
