/** Measures the webhook door beside a bare server on the same database, and kills the server while webhooks arrive. */

import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../adapters/embedded-postgres/embedded-postgres.ts';
import { createLog } from '../adapters/log/pino-log.ts';
import { createSecretBox } from '../adapters/secret-box/aes-secret-box.ts';
import { makeKeyRing, parseKeyRing } from '../adapters/secret-box/key-ring.ts';
import { openStore } from '../adapters/store/postgres.ts';
import { processEnvironment } from '../config.ts';
import { ensureWebhookEndpoint, integrationPlace } from '../features/integrations/webhook-endpoints.ts';
import type { Store } from '../ports/store.ts';
import { buildPages } from './build-pages.ts';

/** A server under measurement. */
export interface MeasuredServer {
  /** Where webhooks go. */
  readonly url: string;
  /** Ends it at once; resolves when it is gone. */
  kill(): Promise<void>;
}

/** A database of its own, and servers on it. */
export interface WebhookBench {
  readonly store: Store;
  readonly secret: string;
  startBare(): Promise<MeasuredServer>;
  /** On the same port each time, so that senders find it again. */
  startBranchline(role: 'all' | 'web'): Promise<MeasuredServer>;
  close(): Promise<void>;
}

const programs = {
  bare: fileURLToPath(new URL('bare-webhook-server.ts', import.meta.url)),
  branchline: fileURLToPath(new URL('../main.ts', import.meta.url)),
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves with the address it says it listens at. */
async function listening(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('It has no output.');
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /listens at (\S+)/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('The server ended before it listened.');
}

async function start(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<[ChildProcess, string]> {
  const child = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  return [child, await listening(child)];
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** An integration with a Git service that nobody can reach, and a repository of it: a look fails at once. */
async function addEndpoint(store: Store, keys: string) {
  const settings = { url: 'http://127.0.0.1:1' };
  const { id } = await store.integrations.add({ connector: 'gitea', name: 'Bench', settings });
  const cloneUrl = 'http://127.0.0.1:1/acme/app.git';
  await store.repositories.save(id, { remoteId: '17', name: 'acme/app', cloneUrl, webUrl: undefined });
  const secretBox = createSecretBox(parseKeyRing(keys));
  const randomToken = () => randomBytes(32).toString('base64url');
  return ensureWebhookEndpoint(
    { store, secretBox, randomToken, clock: { now: () => new Date() } },
    integrationPlace(id),
  );
}

/** Everything lies in a temporary folder that goes with it. */
export async function openWebhookBench(): Promise<WebhookBench> {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-'));
  // As root the embedded database runs under another account, which has to get in.
  await chmod(folder, 0o755);
  const log = createLog('silent');
  const postgres = await startEmbeddedPostgres({ folder, log, endWithProcess: true });
  const { connectionString } = postgres;
  const store = await openStore({ connectionString, log });
  const keys = makeKeyRing();
  const { token, secret } = await addEndpoint(store, keys);
  await buildPages();
  const port = await freePort();
  const environment = {
    PATH: processEnvironment()['PATH'],
    DATABASE_URL: connectionString,
    BRANCHLINE_DATA: join(folder, 'data'),
    BRANCHLINE_KEYS: keys,
    BRANCHLINE_PORT: String(port),
    BRANCHLINE_ACCESS_TOKEN: randomBytes(32).toString('base64url'),
    BRANCHLINE_ALLOW_PRIVATE_HOSTS: 'yes',
    BRANCHLINE_ALLOW_PLAIN_HTTP: 'yes',
    BRANCHLINE_LOG_LEVEL: 'silent',
  };
  const running = new Set<ChildProcess>();
  async function measured(words: readonly string[], path: string): Promise<MeasuredServer> {
    const [child, address] = await start(words, environment);
    running.add(child);
    return { url: `${address}${path}`, kill: () => kill(child) };
  }
  return {
    store,
    secret: secret.reveal(),
    startBare: () => measured([programs.bare, connectionString, secret.reveal()], '/'),
    startBranchline: (role) => measured([programs.branchline, 'start', '--role', role], `/webhooks/${token}`),
    async close() {
      await Promise.all([...running].map(kill));
      await store.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Kills the server and starts it again, at these moments in seconds from now. The last one. */
export async function killAndRestart(
  bench: WebhookBench,
  first: MeasuredServer,
  moments: readonly number[],
): Promise<MeasuredServer> {
  const began = performance.now();
  let server = first;
  for (const moment of moments) {
    await pause(Math.max(0, began + moment * 1000 - performance.now()));
    await server.kill();
    server = await bench.startBranchline('all');
  }
  return server;
}
