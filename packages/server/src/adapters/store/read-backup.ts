/** Reads a backup from its first line to its last, and finds out whether it is whole. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import {
  BackupClosing,
  BackupManifest,
  BackupSequences,
  backupFormat,
  closingWord,
  endOfRows,
  openingWord,
  readCopyLine,
  sequencesWord,
} from './backup-format.ts';

/** What stands in a backup, in its order. Rows have to be read before one goes on. */
export type BackupPart =
  | { readonly kind: 'manifest'; readonly manifest: BackupManifest }
  | {
      readonly kind: 'table';
      readonly table: string;
      readonly columns: readonly string[];
      readonly rows: AsyncIterable<Buffer>;
    }
  | { readonly kind: 'sequences'; readonly sequences: BackupSequences };

/** A first line of ours is never longer; a file that is no backup at all may be one long line. */
const longestLine = 16_777_216;
const endMark = Buffer.from(`\n${endOfRows}`);

/** Nothing of what is in the file may be trusted further than this. */
function damaged(why: string): Error {
  return new Error(`This is no whole backup: ${why} Nothing was changed. Take another backup.`);
}

/** Bytes as they come, of which one may take lines, or everything up to a mark. */
function bytesOf(source: AsyncIterable<Buffer>) {
  const chunks = source[Symbol.asyncIterator]();
  let kept: Buffer = Buffer.alloc(0);
  async function more(): Promise<boolean> {
    const next = await chunks.next().catch((error: unknown) => {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code?.startsWith('Z_') === true) throw damaged('its compressed bytes are damaged or cut off.');
      throw new Error(`The backup cannot be read: ${message}`, { cause: error });
    });
    if (next.done === true) return false;
    kept = kept.length === 0 ? next.value : Buffer.concat([kept, next.value]);
    return true;
  }
  return {
    /** With its line end; empty at the end of everything. */
    async line(): Promise<string> {
      for (;;) {
        const end = kept.indexOf(10);
        if (end === -1 && kept.length < longestLine && (await more())) continue;
        const taken = kept.subarray(0, end === -1 ? kept.length : end + 1);
        kept = kept.subarray(taken.length);
        return taken.toString('utf8');
      }
    },
    /** Everything before the line that ends the rows; that line is taken as well. */
    async *rows(): AsyncGenerator<Buffer> {
      // The line end before the first row was taken with the line before it.
      kept = Buffer.concat([Buffer.from('\n'), kept]);
      let first = 1;
      for (;;) {
        const end = kept.indexOf(endMark);
        const until = end === -1 ? kept.length - endMark.length + 1 : end + 1;
        if (until > first) yield kept.subarray(first, until);
        const taken = Math.max(0, until);
        if (end !== -1) {
          kept = kept.subarray(end + endMark.length);
          return;
        }
        first = Math.max(0, first - taken);
        kept = kept.subarray(taken);
        if (!(await more())) throw damaged('it ends in the middle of a table.');
      }
    },
  };
}

function parsed<Shape extends z.ZodType>(shape: Shape, line: string, word: string): z.output<Shape> {
  try {
    return shape.parse(JSON.parse(line.slice(word.length)));
  } catch {
    throw damaged('one of its own lines cannot be read.');
  }
}

function manifestIn(line: string): BackupManifest {
  if (!line.startsWith(openingWord)) throw damaged('it does not begin like one.');
  const format = /"format":(\d+)/.exec(line)?.[1];
  if (Number(format) > backupFormat) {
    throw new Error('This backup was made by a newer Branchline. Restore it with that version, or a newer one.');
  }
  return parsed(BackupManifest, line, openingWord);
}

/**
 * Gives the parts in their order, and at the end makes sure that they were all.
 * @throws Error in words when the file is no backup, damaged, cut off, or of a newer program
 */
export async function* readBackup(file: string): AsyncGenerator<BackupPart> {
  const digest = createHash('sha256');
  const bytes = bytesOf(unpacked(file));
  async function line(): Promise<string> {
    const text = await bytes.line();
    if (!text.startsWith(closingWord)) digest.update(text);
    return text;
  }
  yield { kind: 'manifest', manifest: manifestIn(await line()) };
  const rows: Record<string, number> = {};
  for (;;) {
    const text = await line();
    const table = readCopyLine(text.trimEnd());
    if (table !== undefined) {
      const counted = countedRows(bytes.rows(), (chunk) => digest.update(chunk));
      yield { kind: 'table', ...table, rows: counted.rows };
      await drain(counted.rows);
      digest.update(endOfRows);
      rows[table.table] = counted.count();
    } else if (text.startsWith(sequencesWord)) {
      yield { kind: 'sequences', sequences: parsed(BackupSequences, text, sequencesWord) };
    } else if (text.startsWith(closingWord)) {
      const closing = parsed(BackupClosing, text, closingWord);
      if (closing.digest !== digest.digest('hex')) throw damaged('its contents were changed.');
      if (JSON.stringify(closing.rows) !== JSON.stringify(rows)) throw damaged('rows are missing.');
      if ((await bytes.line()) !== '') throw damaged('something follows its end.');
      return;
    } else {
      throw damaged(text === '' ? 'it ends before its end.' : 'there is a line in it that does not belong there.');
    }
  }
}

/** A file that cannot be opened is told through the stream that is read. */
function unpacked(file: string) {
  const gunzip = createGunzip();
  const source = createReadStream(file);
  source.once('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  return gunzip;
}

/** Takes what nobody wanted. */
async function drain(rows: AsyncIterator<Buffer>): Promise<void> {
  while ((await rows.next()).done !== true);
}

function countedRows(source: AsyncGenerator<Buffer>, see: (chunk: Buffer) => void) {
  let count = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      see(chunk);
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count += 1;
      yield chunk;
    }
  }
  return { rows: counted(), count: () => count };
}

/** What the whole file says about itself, after it was read to its end. @throws Error in words, see `readBackup` */
export async function checkBackup(file: string): Promise<BackupManifest> {
  let manifest: BackupManifest | undefined;
  for await (const part of readBackup(file)) if (part.kind === 'manifest') ({ manifest } = part);
  if (manifest === undefined) throw damaged('it is empty.');
  return manifest;
}
