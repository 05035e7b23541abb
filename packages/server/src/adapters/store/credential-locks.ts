/** Locks across processes as PostgreSQL's advisory locks, each on a connection of its own: it ends with its process. */

import { Failure } from '@branchline/domain';
import { Client } from 'pg';
import type { CredentialLocks } from '../../ports/store/credential-locks.ts';

/** The first half of the locks; any number that nothing else uses. */
const lockSpace = 7_245;
/** Longer than any refresh may take, its retries included. */
const patienceMilliseconds = 120_000;
/** PostgreSQL's code for a lock that could not be had in time. */
const lockNotAvailable = '55P03';

/** Who waits in this process waits here first: at most one connection for each name. */
export function credentialLocks(connectionString: string): CredentialLocks {
  const waiting = new Map<string, Promise<void>>();
  return {
    async hold(name, work) {
      const before = waiting.get(name);
      const { promise: ended, resolve: end } = Promise.withResolvers<void>();
      waiting.set(name, ended);
      await before;
      try {
        return await holdAcrossProcesses(connectionString, name, work);
      } finally {
        if (waiting.get(name) === ended) waiting.delete(name);
        end();
      }
    },
  };
}

async function holdAcrossProcesses<T>(connectionString: string, name: string, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString, application_name: 'branchline credential', keepAlive: true });
  // The connection may break while the work goes on; what it writes is compared with what was there before.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set lock_timeout = ${patienceMilliseconds}`);
    await client.query('select pg_advisory_lock($1, hashtext($2))', [lockSpace, name]);
    return await work();
  } catch (error) {
    throw isLockTimeout(error) ? heldTooLong() : error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && (error as { readonly code?: unknown }).code === lockNotAvailable;
}

function heldTooLong(): Failure {
  const message = 'Another process has been renewing this credential for two minutes. It is tried again later.';
  return new Failure('unavailable', 'git-service', message);
}
