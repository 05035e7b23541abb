/** Locks across processes as PostgreSQL's advisory locks, each on a connection of its own: it ends with its process. */

import { Client } from 'pg';
import type { NamedLocks } from '../../ports/store/named-locks.ts';

/** One kind of locks. */
export interface NamedLocksOptions {
  readonly connectionString: string;
  /** How the connections are called in the database. */
  readonly applicationName: string;
  /** The first half of the locks; any number that nothing else uses. */
  readonly space: number;
  /** How long somebody waits for a lock. */
  readonly patienceMilliseconds: number;
  /** Connections of this process at once; others wait. Work under one lock must not ask for another then. */
  readonly most?: number;
}

/** PostgreSQL's code for a lock that could not be had in time. */
const lockNotAvailable = '55P03';

/** Who waits in this process waits here first: at most one connection for each name. */
export function namedLocks(options: NamedLocksOptions): NamedLocks {
  const waiting = new Map<string, Promise<void>>();
  const places = placesFor(options.most ?? Number.POSITIVE_INFINITY);
  return {
    async hold(name, work) {
      const before = waiting.get(name);
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      waiting.set(name, ended);
      await before;
      try {
        return await places.within(() => holdAcrossProcesses(options, name, work));
      } finally {
        if (waiting.get(name) === ended) waiting.delete(name);
        end();
      }
    },
  };
}

/** So many at once, the others in the order in which they came. */
function placesFor(most: number) {
  const queue: (() => void)[] = [];
  let taken = 0;
  return {
    async within<T>(work: () => Promise<T>): Promise<T> {
      if (taken >= most) await new Promise<void>((resolve) => void queue.push(resolve));
      else taken += 1;
      try {
        return await work();
      } finally {
        const next = queue.shift();
        if (next === undefined) taken -= 1;
        else next();
      }
    },
  };
}

async function holdAcrossProcesses<T>(options: NamedLocksOptions, name: string, work: () => Promise<T>) {
  const { connectionString, applicationName, space, patienceMilliseconds } = options;
  const client = new Client({ connectionString, application_name: applicationName, keepAlive: true });
  // The connection may break while the work goes on; what it writes is compared with what was there before.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set lock_timeout = ${patienceMilliseconds}`);
    if (!(await locked(client, space, name))) return { outcome: 'held-too-long' } as const;
    return { outcome: 'done', result: await work() } as const;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function locked(client: Client, space: number, name: string): Promise<boolean> {
  try {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [space, name]);
    return true;
  } catch (error) {
    if (error instanceof Error && (error as { readonly code?: unknown }).code === lockNotAvailable) return false;
    throw error;
  }
}
