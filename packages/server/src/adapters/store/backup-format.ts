/** What a backup looks like: text that PostgreSQL could read, with a first and a last line of ours around it. */

import { z } from 'zod';

/** Counts up when older programs could not read it any more. */
export const backupFormat = 1;

export const openingWord = '-- Branchline backup ';
export const sequencesWord = '-- Sequences ';
export const closingWord = '-- End ';
/** After the rows of a table. */
export const endOfRows = '\\.\n';

/** The name under which waiting jobs are kept: they go through the queue's own functions when they come back. */
export const jobsTable = 'waiting_jobs';
export const jobColumns = ['name', 'payload', 'queue', 'priority', 'run_at', 'key', 'flags', 'gave_up', 'last_error'];

/** The first line. */
export const BackupManifest = z.object({
  format: z.literal(backupFormat),
  madeAt: z.iso.datetime(),
  /** Of Branchline. */
  version: z.string(),
  /** Numbers of the migrations that made the tables. */
  migrations: z.array(z.int().positive()).min(1),
  /** Rows that a new index brings back were left out. */
  withoutRows: z.boolean(),
  /** The key ring, sealed with a passphrase; null when it is not in the backup. */
  keys: z.object({ salt: z.string(), nonce: z.string(), sealed: z.string() }).nullable(),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** Where sequences had come to. */
export const BackupSequences = z.array(z.object({ name: z.string(), last: z.string() }));
export type BackupSequences = z.infer<typeof BackupSequences>;

/** The last line. */
export const BackupClosing = z.object({
  /** Rows of each table. */
  rows: z.record(z.string(), z.int().nonnegative()),
  /** SHA-256 of everything before this line, in hexadecimal. */
  digest: z.string(),
});
export type BackupClosing = z.infer<typeof BackupClosing>;

const plainName = /^[a-z_][a-z0-9_]*$/;
const copyLine = /^COPY ([a-z_][a-z0-9_]*) \(([a-z0-9_", ]+)\) FROM stdin;$/;

/** The line before the rows of a table. */
export function copyLineOf(table: string, columns: readonly string[]): string {
  return `COPY ${table} (${columns.map((column) => `"${column}"`).join(', ')}) FROM stdin;\n`;
}

/** Table and columns of such a line; undefined for any other. Names are plain, so that they can go into statements. */
export function readCopyLine(
  line: string,
): { readonly table: string; readonly columns: readonly string[] } | undefined {
  const [, table, list = ''] = copyLine.exec(line) ?? [];
  const columns = list.split(', ').map((column) => column.replaceAll('"', ''));
  return table === undefined || !columns.every((column) => plainName.test(column)) ? undefined : { table, columns };
}
