/** One command's dealings with a server: as whom, where to, and how answers and problems are printed. */

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createClient, isProblemError, type Client } from '@branchline/contract';
import { tableOf } from './print.ts';

/** What comes from outside. */
export interface SessionTools {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Standard output, for answers. */
  readonly print: (text: string) => void;
  /** Standard error, for everything else. */
  readonly complain: (text: string) => void;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
}

/** The options that every command has. */
export interface SessionOptions {
  readonly server?: string;
  readonly accessTokenFile?: string;
  readonly json?: boolean;
}

export interface Session {
  readonly client: Client;
  readonly tools: SessionTools;
  /** As JSON when asked for, else as these lines. */
  answer(value: unknown, lines: readonly string[]): void;
  /** As JSON when asked for, else as a table; `nothing` stands in for an empty one. */
  answerTable(value: unknown, head: readonly string[], rows: readonly (readonly string[])[], nothing: string): void;
  note(text: string): void;
  /** The exit code. */
  attempt(work: () => Promise<void>): Promise<number>;
}

const ordinaryServer = 'http://127.0.0.1:8095';

/** The token from a file or the environment; never from the command line, which everybody on the machine can read. */
async function accessTokenFrom(options: SessionOptions, tools: SessionTools): Promise<string | undefined> {
  if (options.accessTokenFile === undefined) return tools.environment['BRANCHLINE_ACCESS_TOKEN'] || undefined;
  return (await readFile(options.accessTokenFile, 'utf8')).trim();
}

/** Undefined, after saying why, when there is no token to be had. */
export async function openSession(options: SessionOptions, tools: SessionTools): Promise<Session | undefined> {
  const token = await accessTokenFrom(options, tools).catch((error: unknown) => {
    tools.complain(`The access token cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return '';
  });
  if (token === '') return undefined;
  if (token === undefined) {
    tools.complain('Set BRANCHLINE_ACCESS_TOKEN to the token of your server, or name a file: --access-token-file.');
    return undefined;
  }
  const address = options.server ?? (tools.environment['BRANCHLINE_URL'] || ordinaryServer);
  const run = randomUUID();
  let requests = 0;
  const client = createClient({
    baseUrl: address.replace(/\/+$/, ''),
    fetch: tools.fetch,
    token,
    idempotencyKey: () => `${run}/${(requests += 1)}`,
  });
  const json = options.json === true;
  return {
    client,
    tools,
    answer: (value, lines) => tools.print(json ? JSON.stringify(value) : lines.join('\n')),
    answerTable(value, head, rows, nothing) {
      tools.print(json ? JSON.stringify(value) : rows.length === 0 ? nothing : tableOf(head, rows));
    },
    note(text) {
      if (!json) tools.complain(text);
    },
    attempt: (work) => attempt(work, tools),
  };
}

async function attempt(work: () => Promise<void>, tools: SessionTools): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (!isProblemError(error)) throw error;
    const { title, detail, remedy } = error.problem;
    tools.complain([detail ?? title, remedy].filter((part) => part !== undefined).join('\n'));
    return 1;
  }
}
