/** Databases for tests: copies of a migrated template, which are emptied and used again, as that costs less than copies do. */

import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { openStore } from '../adapters/store/postgres.ts';
import { silentLog } from './silent-log.ts';

const template = 'test_template';
/** The server's own database, which remembers what is spare and what the template looks like. */
const home = 'postgres';

/** Makes the template; once per run, before any test. */
export async function makeTemplate(server: string): Promise<void> {
  await run(server, `create database ${template}`);
  const store = await openStore({ connectionString: addressOf(server, template), log: silentLog });
  await store.close();
  const print = await withClient(addressOf(server, template), fingerprintOf);
  await run(server, 'create table spare_databases (name text primary key)');
  await run(server, 'create table template_fingerprint (print text not null)');
  await run(server, `insert into template_fingerprint values ('${print}')`);
}

/** A new or an emptied database and its address. Without `migrated` it is new, and empty. */
export async function makeDatabase(server: string, migrated = true): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await withClient(addressOf(server, home), async (client) => {
    const spare = migrated ? await takeSpare(client) : undefined;
    if (spare !== undefined) await client.query(`alter database ${spare} rename to ${name}`);
    else await client.query(`create database ${name}${migrated ? ` template ${template} strategy file_copy` : ''}`);
  });
  return addressOf(server, name);
}

/** Ends every connection to it and removes it. */
export async function dropDatabase(server: string, address: string): Promise<void> {
  await run(server, `drop database if exists ${nameIn(address)} with (force)`);
}

/**
 * Ends every connection to it and empties it for the next who needs one. Its name goes with it, so that whoever still
 * has the address finds nothing. What no longer has the template's schema is removed, and so is what is gone already.
 */
export async function returnDatabase(server: string, address: string): Promise<void> {
  const spare = `spare_${randomBytes(6).toString('hex')}`;
  await withClient(addressOf(server, home), async (client) => {
    if (!(await isLeftAlone(client, nameIn(address)))) return dropDatabase(server, address);
    await client.query(`alter database ${nameIn(address)} rename to ${spare}`);
    const { rows } = await client.query<{ readonly print: string }>('select print from template_fingerprint');
    const print = await withClient(addressOf(server, spare), async (emptied) => {
      await empty(emptied);
      return fingerprintOf(emptied);
    });
    if (print !== rows[0]?.print) return dropDatabase(server, addressOf(server, spare));
    await client.query('insert into spare_databases values ($1)', [spare]);
  });
}

async function takeSpare(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ readonly name: string }>(`
    delete from spare_databases
    where name = (select name from spare_databases limit 1 for update skip locked) returning name`);
  return rows[0]?.name;
}

/** Backends end a moment after they were told to. */
const longestGoodbye = 5000;
const pollMilliseconds = 5;

/** Ends every connection to a database. False when it is not there, or somebody stays or comes back. */
async function isLeftAlone(client: Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
  if (rowCount === 0) return false;
  const deadline = Date.now() + longestGoodbye;
  while (Date.now() < deadline) {
    const others = await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
      name,
    ]);
    if (others.rowCount === 0) return true;
    await pause(pollMilliseconds);
  }
  return false;
}

/** Tables that hold something, but for the lists of migrations: whoever changed one gets a database that is removed. */
const writtenTables = `
  select format('%I.%I', nspname, relname) as name
  from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  where relkind = 'r' and nspname in ('public', 'graphile_worker') and relname <> 'migrations'
    and pg_relation_size(pg_class.oid) > 0`;

/** Truncating would cost more, as it makes new files of every table that refers to one of these. */
async function empty(client: Client): Promise<void> {
  const { rows } = await client.query<{ readonly name: string }>(writtenTables);
  const deletions = rows.map(({ name }) => `delete from ${name};`);
  await client.query(`begin; set local session_replication_role = replica; ${deletions.join(' ')} commit`);
  // Rows come back in the order of their making only from tables without holes.
  if (rows.length > 0) await client.query(`vacuum (truncate) ${rows.map(({ name }) => name).join(', ')}`);
  await client.query(`
    select setval(format('%I.%I', schemaname, sequencename), start_value, false)
    from pg_sequences where last_value is not null`);
}

/** Differs as soon as anything of the schema was made, changed or removed, and after changes of the lists of migrations. */
export async function fingerprintOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ readonly print: string }>(`
    with spaces as (select oid from pg_namespace where nspname in ('public', 'graphile_worker')),
      relations as (select * from pg_class where relnamespace in (select oid from spaces)),
      things (thing) as (
        select ('schema', oid, nspname)::text from pg_namespace where nspname not like 'pg\\_temp%' and nspname not like 'pg\\_toast\\_%'
        union all select ('relation', oid, relname, relnamespace, reloptions, relpersistence)::text from relations
        union all select ('column', attrelid, attnum, xmin)::text from pg_attribute
          where attrelid in (select oid from relations where relkind in ('r', 'p', 'v', 'm', 'c'))
        union all select ('trigger', oid, xmin)::text from pg_trigger
        union all select ('constraint', oid, xmin)::text from pg_constraint where connamespace in (select oid from spaces)
        union all select ('function', oid, xmin)::text from pg_proc where pronamespace in (select oid from spaces)
        union all select ('type', oid)::text from pg_type where typnamespace in (select oid from spaces)
        union all select ('rule', oid, xmin)::text from pg_rewrite where ev_class in (select oid from relations)
        union all select ('migration', migrations, xmin)::text from public.migrations
        union all select ('migration of jobs', migrations, xmin)::text from graphile_worker.migrations
      )
    select md5(string_agg(thing, '\\n' order by thing)) as print from things`);
  return rows[0]?.print ?? '';
}

function nameIn(address: string): string {
  return new URL(address).pathname.slice(1);
}

function addressOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

function run(server: string, statement: string): Promise<unknown> {
  return withClient(addressOf(server, home), (client) => client.query(statement));
}

async function withClient<Result>(
  connectionString: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
