/** The database that a backup goes into: what is in it, and how its tables make room. */

import type { Client, ClientBase, Pool } from 'pg';

/** What is in a database before a backup takes its place. */
export interface RestoreTarget {
  /** Connections of other processes of ours. */
  readonly others: number;
  /** In words: `3 integrations, 1 Jira site`; undefined for nothing that anybody would miss. */
  readonly contents: string | undefined;
}

/** Tables that people fill, and what they are called. */
const told: readonly (readonly [table: string, one: string, many: string])[] = [
  ['integrations', 'integration', 'integrations'],
  ['repositories', 'repository', 'repositories'],
  ['jira_sites', 'Jira site', 'Jira sites'],
  ['accounts', 'account', 'accounts'],
  ['installation', 'access token', 'access tokens'],
];

/** @throws Error when a newer program has used it: what that program made cannot be cleared away by this one */
export async function refuseNewer(client: Pick<Client | Pool, 'query'>, known: number): Promise<void> {
  const { rows: there } = await client.query<{ there: boolean }>(
    `select to_regclass('migrations') is not null as there`,
  );
  if (there[0]?.there !== true) return;
  const { rows } = await client.query<{ newest: number | null }>('select max(number) as newest from migrations');
  const newest = rows[0]?.newest ?? 0;
  if (newest <= known) return;
  throw new Error(
    `The database was last used by a newer Branchline (its schema is ${newest}, this program knows ${known}). ` +
      'Nothing was changed. Restore with that version, or into an empty database.',
  );
}

export async function whatIsIn(client: Pick<Client | Pool, 'query'>): Promise<RestoreTarget> {
  const { rows: connections } = await client.query<{ others: number }>(
    `select count(*)::integer as others from pg_stat_activity
     where datname = current_database() and application_name like 'branchline%' and application_name <> 'branchline restore'`,
  );
  const words: string[] = [];
  for (const [table, one, many] of told) {
    const { rows: found } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
      table,
    ]);
    if (found[0]?.there !== true) continue;
    const { rows } = await client.query<{ count: number }>(`select count(*)::integer as count from ${table}`);
    const count = rows[0]?.count ?? 0;
    if (count > 0) words.push(`${count.toLocaleString('en')} ${count === 1 ? one : many}`);
  }
  return { others: connections[0]?.others ?? 0, contents: words.length === 0 ? undefined : words.join(', ') };
}

interface Named {
  readonly name: string;
}

/** Moves every table from one schema into another, in the place of those of the same names. */
export async function takePlaceOf(client: ClientBase, from: string, to: string): Promise<void> {
  const { rows: tables } = await client.query<Named>(
    'select quote_ident(tablename) as name from pg_tables where schemaname = $1',
    [from],
  );
  // Those that belong to a column go with their table.
  const { rows: sequences } = await client.query<Named>(
    `select quote_ident(relname) as name from pg_class join pg_namespace on pg_namespace.oid = relnamespace
     where nspname = $1 and relkind = 'S'
       and not exists (select from pg_depend where objid = pg_class.oid and deptype in ('a', 'i'))`,
    [from],
  );
  for (const { name } of tables) await client.query(`drop table if exists ${to}.${name} cascade`);
  for (const { name } of sequences) await client.query(`drop sequence if exists ${to}.${name}`);
  for (const { name } of tables) await client.query(`alter table ${from}.${name} set schema ${to}`);
  for (const { name } of sequences) await client.query(`alter sequence ${from}.${name} set schema ${to}`);
  // Fails, and everything with it, when a migration made something else there.
  await client.query(`drop schema ${from}`);
}
