/** Brings a database to the shape this program expects: numbered files, each run once, in order. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger, runMigrations } from 'graphile-worker';
import type { ClientBase, Pool, PoolClient } from 'pg';

/** Any number, as long as nothing else in the database locks it. */
export const migrationLock = 7_244_002;

/** The numbered files of this program. */
export const migrationsFolder: string = join(import.meta.dirname, 'migrations');

/** One numbered file. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly file: string;
}

/**
 * Runs what has not been run yet, the queue's own migrations included. Several processes may call it at once: one
 * works, the others wait.
 * @throws Error in words when the database was made by a newer program, or is older than PostgreSQL 15
 */
export async function migrate(pool: Pool, folder: string = migrationsFolder): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await requireVersion(client);
    await runFiles(client, migrationsIn(folder));
    await migrateQueue(pool);
  } finally {
    // Closing the session gives the lock back, whatever state the connection is in.
    client.release(true);
  }
}

/** The tables of the queue. */
export async function migrateQueue(pool: Pool): Promise<void> {
  await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) });
}

/** In the order they are run. */
export function migrationsIn(folder: string): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ number: Number(name.slice(0, 4)), name, file: join(folder, name) }));
}

async function runFiles(client: PoolClient, migrations: readonly Migration[]): Promise<void> {
  await makeMigrationTable(client);
  const done = await client.query<{ number: number }>('select number from migrations order by number');
  const newest = Math.max(0, ...done.rows.map((row) => row.number));
  const known = Math.max(0, ...migrations.map((migration) => migration.number));
  if (newest > known) {
    throw new Error(
      `The database was last used by a newer Branchline (its schema is ${newest}, this program knows ${known}). ` +
        'Start that version, or restore a backup from before the upgrade.',
    );
  }
  const ran = new Set(done.rows.map((row) => row.number));
  for (const migration of migrations) {
    if (!ran.has(migration.number)) await runFile(client, migration);
  }
}

/** Notes what was run; made by the first start. */
export async function makeMigrationTable(client: ClientBase): Promise<void> {
  await client.query(`create table if not exists migrations (
    number integer primary key,
    name text not null,
    ran_at timestamptz not null default now()
  )`);
}

/** Runs one in the transaction that is open. */
export async function applyMigration(client: ClientBase, { number, name, file }: Migration): Promise<void> {
  await client.query(readFileSync(file, 'utf8'));
  await client.query('insert into migrations (number, name) values ($1, $2)', [number, name]);
}

async function runFile(client: PoolClient, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await applyMigration(client, migration);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The migration ${migration.name} failed, nothing of it was kept: ${String(error)}`, {
      cause: error,
    });
  }
}

async function requireVersion(client: PoolClient): Promise<void> {
  const answer = await client.query<{ version: string; number: number }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::integer as number`,
  );
  const { version = 'unknown', number = 0 } = answer.rows[0] ?? {};
  if (number < 150_000) {
    throw new Error(`Branchline needs PostgreSQL 15 or newer; the database of DATABASE_URL is version ${version}.`);
  }
}
