/** Puts a backup in the place of a database: whole, in one transaction, or not at all. */

import { Client, Pool } from 'pg';
import { jobsTable, type BackupManifest, type BackupSequences } from './backup-format.ts';
import { copyIn } from './copy-rows.ts';
import {
  applyMigration,
  makeMigrationTable,
  migrateQueue,
  migrationLock,
  migrationsFolder,
  migrationsIn,
} from './migrate.ts';
import { checkBackup, readBackup } from './read-backup.ts';
import { startOver } from './rebuilt-rows.ts';
import { restoreJobs, makeJobsTable } from './restore-jobs.ts';
import { refuseNewer, takePlaceOf, whatIsIn } from './restore-target.ts';

export interface RestoreBackupOptions {
  readonly connectionString: string;
  readonly file: string;
  /** What is in the database goes. */
  readonly replaces: boolean;
  /** Called once the file is known to be whole, before anything is touched; may refuse by throwing. */
  readonly onChecked?: (manifest: BackupManifest) => Promise<void>;
  /** Others for tests. */
  readonly migrations?: string;
}

/** What was restored. */
export interface RestoredBackup {
  readonly manifest: BackupManifest;
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Numbers that Jira has seen may have run ahead of the clock: by as many milliseconds as rows were numbered at once. A
 * day is far more than the largest history takes.
 */
const aheadMilliseconds = 86_400_000;
const workshop = 'branchline_restore';

/**
 * The file is read twice: once to know that it is whole, and once to take it in. A kill at any moment leaves the
 * database as it was.
 * @throws Error in words; nothing was changed then
 */
export async function restoreBackup(options: RestoreBackupOptions): Promise<RestoredBackup> {
  const manifest = await checkBackup(options.file);
  const known = migrationsIn(options.migrations ?? migrationsFolder);
  const newest = Math.max(...manifest.migrations);
  if (manifest.migrations.some((number) => known.every((migration) => migration.number !== number))) {
    throw new Error(
      `This backup was made by a newer Branchline (its schema is ${newest}, this program knows ` +
        `${known.at(-1)?.number ?? 0}). Nothing was changed. Restore it with version ${manifest.version} or newer.`,
    );
  }
  await options.onChecked?.(manifest);
  const { connectionString } = options;
  await prepareQueue(options, known.at(-1)?.number ?? 0);
  const client = new Client({ connectionString, application_name: 'branchline restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    const rows = await restoreIn(client, options, manifest);
    await client.query('commit');
    return { manifest, rows };
  } finally {
    // Whatever is open is rolled back.
    await client.end();
  }
}

/** The queue's own tables are made first and apart: the library does it in transactions of its own. */
async function prepareQueue({ connectionString, replaces }: RestoreBackupOptions, known: number): Promise<void> {
  const pool = new Pool({ connectionString, max: 1, application_name: 'branchline restore' });
  // Without listeners a broken connection would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await refuseNewer(pool, known);
    await requireRestorable(pool, replaces);
    await migrateQueue(pool);
  } finally {
    await pool.end();
  }
}

async function requireRestorable(client: Pick<Client | Pool, 'query'>, replaces: boolean): Promise<void> {
  const { others, contents } = await whatIsIn(client);
  if (others > 0) {
    throw new Error(
      `Branchline is running on this database (${others} connections). Nothing was changed. Stop every process, then restore.`,
    );
  }
  if (contents !== undefined && !replaces) {
    throw new Error(
      `There is something in this database: ${contents}. Nothing was changed. --replace puts the backup in its place.`,
    );
  }
}

async function restoreIn(
  client: Client,
  { file, replaces, migrations }: RestoreBackupOptions,
  manifest: BackupManifest,
): Promise<RestoredBackup['rows']> {
  await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
  await requireRestorable(client, replaces);
  const { rows: places } = await client.query<{ name: string }>('select current_schema() as name');
  const place = places[0]?.name ?? 'public';
  await client.query(`set local statement_timeout to 0`);
  await client.query(`drop schema if exists ${workshop} cascade; create schema ${workshop}`);
  await client.query(`set local search_path to ${workshop}`);
  await client.query(
    `set local datestyle to 'ISO'; set local intervalstyle to 'postgres'; set local timezone to 'UTC'`,
  );
  const all = migrationsIn(migrations ?? migrationsFolder);
  await makeMigrationTable(client);
  for (const migration of all.filter(({ number }) => manifest.migrations.includes(number))) {
    await applyMigration(client, migration);
  }
  await emptyTables(client);
  await makeJobsTable(client);
  const rows = await takeIn(client, file);
  for (const migration of all.filter(({ number }) => !manifest.migrations.includes(number))) {
    await applyMigration(client, migration);
  }
  if (manifest.withoutRows) await client.query(startOver);
  await client.query(
    `update repositories
     set last_sequence = greatest(last_sequence, (extract(epoch from clock_timestamp()) * 1000)::bigint + $1)`,
    [aheadMilliseconds],
  );
  await restoreJobs(client);
  await takePlaceOf(client, workshop, place);
  return rows;
}

/** Migrations may have put rows of their own into tables; the backup has them as they became. */
async function emptyTables(client: Client): Promise<void> {
  const { rows } = await client.query<{ names: string | null }>(
    `select string_agg(quote_ident(tablename), ', ') as names from pg_tables
     where schemaname = current_schema() and tablename <> 'migrations'`,
  );
  if (rows[0]?.names) await client.query(`truncate ${rows[0].names}`);
}

async function takeIn(client: Client, file: string): Promise<RestoredBackup['rows']> {
  const rows: Record<string, number> = {};
  for await (const part of readBackup(file)) {
    if (part.kind === 'table') {
      const list = part.columns.map((column) => `"${column}"`).join(', ');
      rows[part.table] = await copyIn(client, `copy ${part.table} (${list}) from stdin`, part.rows);
    }
    if (part.kind === 'sequences') await continueSequences(client, part.sequences);
  }
  delete rows[jobsTable];
  return rows;
}

async function continueSequences(client: Client, sequences: BackupSequences): Promise<void> {
  for (const { name, last } of sequences) {
    // One that a later migration took away is not missed.
    await client.query('select setval(to_regclass($1), $2::bigint) where to_regclass($1) is not null', [name, last]);
  }
}
