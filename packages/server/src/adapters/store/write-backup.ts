/** Writes a whole database down as it was at one moment, while others go on working in it. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import {
  closingWord,
  copyLineOf,
  endOfRows,
  jobColumns,
  jobsTable,
  openingWord,
  sequencesWord,
  type BackupManifest,
} from './backup-format.ts';
import { copyOut } from './copy-rows.ts';
import { rebuiltRows } from './rebuilt-rows.ts';

export interface WriteBackupOptions {
  readonly connectionString: string;
  /** Appears whole or not at all; readable by its owner only. */
  readonly file: string;
  readonly version: string;
  readonly madeAt: Date;
  readonly withoutRows: boolean;
  readonly keys: BackupManifest['keys'];
}

/** What was written. */
export interface WrittenBackup {
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Size of the file. */
  readonly bytes: number;
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** @throws Error in words when the file is there already or cannot be written, or the database does not answer */
export async function writeBackup(options: WriteBackupOptions): Promise<WrittenBackup> {
  const client = new Client({ connectionString: options.connectionString, application_name: 'branchline backup' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set datestyle to 'ISO'; set intervalstyle to 'postgres'; set timezone to 'UTC'`);
    await client.query('begin isolation level repeatable read read only');
    const written = await writeFile(options, (write) => writeAll(client, options, write));
    await client.query('commit');
    await noteMoment(client, options.madeAt);
    return written;
  } finally {
    await client.end();
  }
}

/** Older schemas, as before an upgrade, have no place for it. */
const undefinedColumn = '42703';

async function noteMoment(client: Client, madeAt: Date): Promise<void> {
  try {
    await client.query('update installation set backed_up_at = $1', [madeAt]);
  } catch (error) {
    if ((error as { readonly code?: string }).code !== undefinedColumn) throw error;
  }
}

type Write = (bytes: Buffer | string) => Promise<void> | undefined;

async function writeFile(
  { file }: WriteBackupOptions,
  work: (write: Write) => Promise<WrittenBackup['rows']>,
): Promise<WrittenBackup> {
  const unfinished = `${file}.unfinished`;
  const text = new PassThrough({ highWaterMark: 1_048_576 });
  const writing = pipeline(text, createGzip(), createWriteStream(unfinished, { mode: 0o600, flush: true }));
  // Whoever waits for the file to take more hears of its problems, too.
  const failed = new Promise<never>((_resolve, reject) => {
    writing.catch(reject);
  });
  failed.catch(() => undefined);
  try {
    const gather = gatherInto(text, failed);
    const rows = await work(gather.write);
    await gather.flush();
    text.end();
    await writing;
    await rename(unfinished, file);
    return { rows, bytes: (await stat(file)).size };
  } catch (error) {
    text.destroy();
    await writing.catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Rows are small, and compressing one by one costs more than reading them. */
const gatheredBytes = 262_144;

/** @param failed rejects when the file can take no more, so that nobody waits for it */
function gatherInto(text: PassThrough, failed: Promise<never>) {
  let gathered: Buffer[] = [];
  let size = 0;
  let draining: Promise<void> | undefined;
  function flush(): Promise<void> | undefined {
    const chunk = Buffer.concat(gathered);
    gathered = [];
    size = 0;
    if (text.write(chunk)) return undefined;
    draining ??= Promise.race([once(text, 'drain').then(() => void (draining = undefined)), failed]);
    return draining;
  }
  const write: Write = (bytes) => {
    const taken = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    gathered.push(taken);
    size += taken.length;
    return size < gatheredBytes ? undefined : flush();
  };
  return { write, flush };
}

async function writeAll(client: Client, options: WriteBackupOptions, write: Write): Promise<WrittenBackup['rows']> {
  const digest = createHash('sha256');
  const say: Write = (bytes) => {
    digest.update(bytes);
    return write(bytes);
  };
  const manifest = await manifestOf(client, options);
  await say(`${openingWord}${JSON.stringify(manifest)}\n`);
  const rows: Record<string, number> = {};
  for (const { name, columns } of await tablesIn(client)) {
    const list = columns.map((column) => `"${column}"`).join(', ');
    const kept = options.withoutRows ? rebuiltRows[name] : undefined;
    const source = kept === undefined ? `${name} (${list})` : `(select ${list} from ${name} where ${kept})`;
    await say(copyLineOf(name, columns));
    rows[name] = await copyOut(client, `copy ${source} to stdout`, say);
    await say(endOfRows);
  }
  await say(copyLineOf(jobsTable, jobColumns));
  rows[jobsTable] = await copyOut(client, `copy (${waitingJobs}) to stdout`, say);
  await say(endOfRows);
  // Numbers given out meanwhile are only ever higher.
  const sequences = await client.query<{ name: string; last: string }>(
    `select sequencename as name, last_value::text as last from pg_sequences
     where schemaname = current_schema() and last_value is not null order by 1`,
  );
  await say(`${sequencesWord}${JSON.stringify(sequences.rows)}\n`);
  await write(`${closingWord}${JSON.stringify({ rows, digest: digest.digest('hex') })}\n`);
  return rows;
}

async function manifestOf(client: Client, { madeAt, version, withoutRows, keys }: WriteBackupOptions) {
  const { rows } = await client.query<{ number: number }>('select number from migrations order by number');
  const migrations = rows.map(({ number }) => number);
  return { format: 1, madeAt: madeAt.toISOString(), version, migrations, withoutRows, keys } satisfies BackupManifest;
}

/** Jobs that run at this moment begin again, as after a kill. */
const waitingJobs = `
  select identifier as name, payload, queue_name as queue, priority, run_at, key,
    array(select jsonb_object_keys(flags)) as flags,
    jobs.locked_at is null and attempts >= max_attempts as gave_up, last_error
  from graphile_worker._private_jobs as jobs
  join graphile_worker._private_tasks as tasks on tasks.id = task_id
  left join graphile_worker._private_job_queues as queues on queues.id = job_queue_id
  order by jobs.id`;

/** Each after those it refers to. Columns that the database works out itself are left out. */
async function tablesIn(client: Client): Promise<readonly Table[]> {
  const { rows: tables } = await client.query<Table>(`
    select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = current_schema() and table_type = 'BASE TABLE' and is_generated = 'NEVER'
      and table_name <> 'migrations'
    group by 1 order by 1`);
  const { rows: references } = await client.query<{ from: string; to: string }>(`
    select source.relname as "from", target.relname as "to" from pg_constraint
    join pg_class as source on source.oid = conrelid join pg_class as target on target.oid = confrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace and conrelid <> confrelid`);
  const ordered: Table[] = [];
  while (ordered.length < tables.length) {
    const done = new Set(ordered.map(({ name }) => name));
    const ready = tables.filter(
      ({ name }) => !done.has(name) && references.every(({ from, to }) => from !== name || done.has(to)),
    );
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle, so they cannot be put in order.');
    ordered.push(...ready);
  }
  return ordered;
}
