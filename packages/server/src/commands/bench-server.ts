/** A server of a benchmark's own on an embedded database that was filled for it, and asking it over HTTP. */

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../adapters/embedded-postgres/embedded-postgres.ts';
import { createLog } from '../adapters/log/pino-log.ts';
import { openStore } from '../adapters/store/postgres.ts';
import { compose } from '../compose.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { ensureAccessToken, serve } from '../serve.ts';

/** One answer. */
export interface TimedAnswer {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** Asks for a path below `/api/v1`, with the access token. @throws Error when it is refused */
export type AskBench = (path: string) => Promise<TimedAnswer>;

/** The value below which so large a part of them lies. @param part below 1 */
export function percentile(ascending: readonly number[], part: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * part))] ?? 0;
}

/**
 * Makes a database, fills it, and lets a server that does nothing else answer about it; afterwards everything is gone.
 * @param fill is given where the database is, which has every table and no row
 */
export async function withBenchServer<Measured>(
  fill: (connectionString: string) => Promise<void>,
  measure: (ask: AskBench) => Promise<Measured>,
): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-'));
  await chmod(folder, 0o755);
  const log = createLog('error');
  const postgres = await startEmbeddedPostgres({ folder, log, endWithProcess: true });
  try {
    const { connectionString } = postgres;
    await (await openStore({ connectionString, log })).close();
    process.stderr.write('filling the database\n');
    await fill(connectionString);
    return await measureServer(connectionString, folder, measure);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureServer<Measured>(
  databaseUrl: string,
  dataFolder: string,
  measure: (ask: AskBench) => Promise<Measured>,
): Promise<Measured> {
  const accessToken = randomBytes(32).toString('base64url');
  const config = { ...readConfig(processEnvironment()), dataFolder, databaseUrl, port: 0, accessToken };
  const house = await compose(config, createLog('error'));
  const stopping = new AbortController();
  const unhurried = { ...house, requestsPerMinute: Number.MAX_SAFE_INTEGER };
  const { address, ended } = await serve(unhurried, config, 'web', stopping.signal);
  try {
    await ensureAccessToken(house, config);
    return await measure((path) => timedAnswer(`${String(address)}/api/v1${path}`, accessToken));
  } finally {
    stopping.abort();
    await ended;
    await house.close();
  }
}

async function timedAnswer(url: string, token: string): Promise<TimedAnswer> {
  const began = performance.now();
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const body = await answer.text();
  const milliseconds = performance.now() - began;
  if (!answer.ok) throw new Error(`${url} was answered with ${answer.status}: ${body.slice(0, 300)}`);
  return { milliseconds, bytes: body.length };
}
