/** The default database: a real PostgreSQL that the server starts, finds again after a crash, and stops as its own child. */

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Log } from '../../ports/log.ts';
import { serverAccount } from './account.ts';
import { databaseUser, makeCluster, makeHome, makeSocketFolder, socketPort } from './cluster.ts';
import { cannotRunHere, nativePrograms } from './native-files.ts';
import { findServer, lastWords, spawnServer, stopServer } from './server-process.ts';
import type { ServerPlace } from './server-process.ts';

export interface EmbeddedPostgresOptions {
  /** The data folder; the database gets a folder of its own in it. */
  readonly folder: string;
  readonly log: Log;
  /** Also stop when our process is killed: for temporary folders that nobody will come back to. Off by default. */
  readonly endWithProcess?: boolean;
  /** False when nobody minds that a power cut destroys it, which makes it quicker. On by default. */
  readonly durable?: boolean;
}

export interface EmbeddedPostgres {
  /** For `pg`: a Unix socket, no password. */
  readonly connectionString: string;
  /** Whether it was running already, left over by a process that was killed. */
  readonly adopted: boolean;
  /** Disconnects everybody, writes everything down and ends the process. */
  stop(): Promise<void>;
}

/** Replaying the log after a power cut takes seconds; longer than this is a defect. */
const startMilliseconds = 300_000;
const pollMilliseconds = 10;
/** Any number, as long as nothing else in the `postgres` database locks it. */
const ownerLock = 7_244_001;
/** "The database system is starting up" or "is shutting down": ask again. */
const notNow = '57P03';

/**
 * Starts PostgreSQL on the folder, or takes over the one a killed process left running there.
 * @throws Error in words when PostgreSQL cannot run here, or with code `EBUSY` when another process owns the folder
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = serverAccount();
  const home = makeHome(options.folder, account, options.log);
  const programs = nativePrograms(home, account);
  const cluster = makeCluster(home, programs, account);
  const socketFolder = makeSocketFolder(home, account);
  const endWithProcess = options.endWithProcess ?? false;
  const durable = options.durable ?? true;
  const place = { postgres: programs.postgres, home, cluster, socketFolder, account, endWithProcess, durable };

  const left = await connectToRunning(cluster);
  const owner = left ?? (await startServer(place, options.log));
  await claim(owner, options.folder);
  if (left !== undefined) options.log.info('Took over the PostgreSQL that an earlier process left running.');
  return {
    connectionString: connectionString(owner.host),
    adopted: left !== undefined,
    async stop() {
      await owner.end().catch(() => undefined);
      await stopServer(cluster);
    },
  };
}

/** A database that somebody else may be working with. */
export interface JoinedPostgres {
  readonly connectionString: string;
  /** Stops it when it was started for us, and leaves it alone when it ran before. */
  stop(): Promise<void>;
}

/**
 * The PostgreSQL of the folder, whoever it belongs to: for work that does not mind others.
 * @throws Error as `startEmbeddedPostgres` does
 */
export async function joinEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<JoinedPostgres> {
  try {
    return await startEmbeddedPostgres(options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
  }
  const account = serverAccount();
  const home = makeHome(options.folder, account, options.log);
  const server = findServer(makeCluster(home, nativePrograms(home, account), account));
  if (server === undefined) throw new Error('The Branchline that used this database has just stopped. Try again.');
  return { connectionString: connectionString(server.socketFolder), stop: () => Promise.resolve() };
}

/** A connection to the server that runs on this cluster; undefined when none does. Waits while it starts or stops. */
async function connectToRunning(cluster: string): Promise<Client | undefined> {
  const deadline = Date.now() + startMilliseconds;
  while (Date.now() < deadline) {
    const server = findServer(cluster);
    if (server === undefined) return undefined;
    const client = await tryToConnect(server.socketFolder);
    if (client !== undefined) return client;
    await pause(pollMilliseconds);
  }
  throw new Error(`The PostgreSQL running on ${cluster} does not answer. End that process and start again.`);
}

async function startServer(place: ServerPlace, log: Log): Promise<Client> {
  const child = spawnServer(place);
  let hasEnded = false;
  const watched = endOf(child).finally(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + startMilliseconds;
  while (Date.now() < deadline) {
    await Promise.race([pause(pollMilliseconds), watched]);
    const client = hasEnded ? await connectToRunning(place.cluster) : await tryToConnect(place.socketFolder);
    if (client !== undefined) {
      watched.catch((error: unknown) => log.error('PostgreSQL ended with an error.', { error: String(error) }));
      return client;
    }
    if (hasEnded) break;
  }
  throw new Error(`The embedded PostgreSQL did not start: ${lastWords(place.home)} (its log is in ${place.home})`);
}

async function endOf(child: ChildProcess): Promise<void> {
  try {
    await once(child, 'exit');
  } catch (error) {
    throw cannotRunHere(error);
  }
}

/** Undefined while the server does not take connections. */
async function tryToConnect(socketFolder: string): Promise<Client | undefined> {
  const client = new Client({ connectionString: connectionString(socketFolder) });
  // A lost owner's connection is no news: whoever uses the database notices too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    const code = (error as { readonly code?: string }).code ?? '';
    if (['ENOENT', 'ECONNREFUSED', 'ECONNRESET', notNow].includes(code)) return undefined;
    throw error;
  }
}

/** The owner holds a lock as long as it lives, however it ends. */
async function claim(client: Client, folder: string): Promise<void> {
  const answer = await client.query<{ readonly mine: boolean }>('select pg_try_advisory_lock($1) as mine', [ownerLock]);
  if (answer.rows[0]?.mine === true) return;
  await client.end();
  const words = `Another Branchline is using the database in ${folder}. Stop it first, or give this one another data folder.`;
  throw Object.assign(new Error(words), { code: 'EBUSY' });
}

function connectionString(socketFolder: string): string {
  return `postgresql://${databaseUser}@localhost:${socketPort}/postgres?host=${encodeURIComponent(socketFolder)}`;
}
