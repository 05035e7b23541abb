/** Secrets that can be recognised anywhere, and the searches that show they are nowhere: logs, rows, files, processes. */

import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Secret } from '@branchline/domain';
import { Client } from 'pg';
import type { Log } from '../ports/log.ts';

/** What a look at the processes of this machine found. */
export interface SeenProcesses {
  /** Where a secret stood and should not have. */
  readonly places: readonly string[];
  /**
   * Processes of git that had one in their environment. That is the one allowed way: only this account can read it,
   * which can read our memory as well, and git asks for credentials through nothing safer without writing files.
   */
  readonly inGit: number;
}

export interface MarkedSecrets {
  /** One more secret; its name is found in it, and it is unlike anything else on this machine. */
  make(name: string): Secret;
  /** One that is there already. */
  mark(name: string, value: string): Secret;
  /** Every search returns the places where a secret stood, in words: none is good. `content`: text, bytes, errors, values. */
  placesIn(where: string, content: unknown): readonly string[];
  /** Remembers everything that is logged. */
  readonly log: Log;
  placesInLog(): readonly string[];
  /** Every row of every table, those of the queue included. */
  placesInDatabase(connectionString: string): Promise<readonly string[]>;
  /** Names and contents of all files; packed objects are not unpacked. */
  placesInFolder(folder: string): readonly string[];
  /** Command lines of all processes and what environments this account may read; nothing where there is no /proc. */
  processes(): SeenProcesses;
}

export function markedSecrets(): MarkedSecrets {
  const marks: { readonly name: string; readonly forms: readonly string[] }[] = [];
  const logged: string[] = [];
  const note =
    (level: string) =>
    (...line: readonly unknown[]): void =>
      void logged.push(`${level} ${asText(line)}`);
  const placesIn = (where: string, content: unknown): readonly string[] => {
    const text = asText(content);
    return marks
      .filter(({ forms }) => forms.some((form) => text.includes(form)))
      .map(({ name }) => `${name}: ${where}`);
  };
  const mark = (name: string, value: string): Secret => {
    marks.push({ name, forms: formsOf(value) });
    return new Secret(value);
  };
  return {
    // The last characters change when they are written into addresses, JSON or base64.
    make: (name) => mark(name, `marked-${name}-${randomBytes(12).toString('hex')}+/="`),
    mark,
    placesIn,
    log: { info: note('info'), warn: note('warn'), error: note('error') },
    placesInLog: () => logged.flatMap((line) => placesIn(`log line "${line.slice(0, 200)}"`, line)),
    placesInDatabase: (connectionString) => searchDatabase(connectionString, placesIn),
    placesInFolder: (folder) => searchFolder(folder, placesIn),
    processes: () => searchProcesses(placesIn),
  };
}

type Search = MarkedSecrets['placesIn'];

/** As it is, as addresses, JSON, hexadecimal and base64 write it, there also in the middle of something longer. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const shifted = [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // Characters that also hold bits of what stands before or after are left out.
    const own = encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const hexadecimal = bytes.toString('hex');
  const written = [encodeURIComponent(value), JSON.stringify(value).slice(1, -1), ...shifted];
  return [value, ...written, hexadecimal, hexadecimal.toUpperCase()];
}

function asText(content: unknown): string {
  if (typeof content === 'string') return content;
  if (content instanceof Uint8Array) return Buffer.from(content).toString('latin1');
  const shown = inspect(content, { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null });
  const error = content instanceof Error ? `${content.message}\n${content.stack ?? ''}\n${asText(content.cause)}` : '';
  return `${shown}\n${JSON.stringify(content) ?? ''}\n${error}`;
}

async function searchDatabase(connectionString: string, search: Search): Promise<readonly string[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(`
      select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
    const places: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ line: string }>(
        `select row_to_json(one)::text as line from ${name} as one`,
      );
      places.push(...rows.flatMap(({ line }) => search(`row of ${name}`, line)));
    }
    return places;
  } finally {
    await client.end();
  }
}

function searchFolder(folder: string, search: Search): readonly string[] {
  return readdirSync(folder).flatMap((name): readonly string[] => {
    const path = join(folder, name);
    const inName = search(`name of ${path}`, name);
    // Files come and go while git works.
    const kind = attempt(() => lstatSync(path));
    if (kind?.isDirectory() === true) return [...inName, ...(attempt(() => searchFolder(path, search)) ?? [])];
    const content = kind?.isFile() === true ? attempt(() => readFileSync(path)) : undefined;
    return content === undefined ? inName : [...inName, ...search(`file ${path}`, content)];
  });
}

function searchProcesses(search: Search): SeenProcesses {
  const ids = (attempt(() => readdirSync('/proc')) ?? []).filter((name) => /^\d+$/.test(name));
  const places: string[] = [];
  let inGit = 0;
  for (const id of ids) {
    const [command, environment] = ['cmdline', 'environ'].map((part) =>
      attempt(() => readFileSync(`/proc/${id}/${part}`)),
    );
    const words = command?.toString('latin1').split('\0') ?? [];
    places.push(...search(`command line of ${words[0]}`, command ?? ''));
    const inEnvironment = search(`environment of ${words.join(' ')}`, environment ?? '');
    if (isGit(id, words)) inGit += inEnvironment.length;
    else places.push(...inEnvironment);
  }
  return { places, inGit };
}

/** Git, a helper it started, or the script that answers its questions. */
function isGit(id: string, words: readonly string[]): boolean {
  const program = attempt(() => readlinkSync(`/proc/${id}/exe`)) ?? '';
  return /\/git[a-z-]*$/.test(program) || words.some((word) => word.endsWith('/git-home/answer.sh'));
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
