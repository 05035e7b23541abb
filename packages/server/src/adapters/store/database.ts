/** The connection pool and how statements are run on it, the same for every table. */

import { Kysely, PostgresDialect } from 'kysely';
import { Pool, TypeOverrides } from 'pg';
import type { Log } from '../../ports/log.ts';
import type { Schema } from './schema.ts';

/** Where statements go: the pool, or the one connection of a transaction. */
export type Database = Kysely<Schema>;

/** Connections of one process; the embedded server allows 60 in all. */
const connectionLimit = 12;
const connectMilliseconds = 10_000;
/** Longer than any statement of ours on five million rows; a stuck one must not hold a connection for ever. */
const statementMilliseconds = 300_000;
const bigintType = 20;

/** A pool that reads bigint as a number: our ids and sequence numbers stay below 2^53. */
export function openPool(connectionString: string, log: Log): Pool {
  const types = new TypeOverrides();
  types.setTypeParser(bigintType, Number);
  const pool = new Pool({
    connectionString,
    max: connectionLimit,
    connectionTimeoutMillis: connectMilliseconds,
    statement_timeout: statementMilliseconds,
    application_name: 'branchline',
    types,
  });
  // A connection that breaks is replaced by the pool; without listeners it would end the process.
  const warn = (error: Error) => log.warn('A connection to the database was lost.', { error: error.message });
  pool.on('error', warn);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** The query builder on a pool; each statement that was run is told to whoever wants to know. */
export function databaseOn(pool: Pool, onStatement?: (statement: string) => void): Database {
  return new Kysely<Schema>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => {
      if (event.level === 'query') onStatement?.(event.query.sql);
    },
  });
}

/** Runs several statements as one: in the transaction that is open, or in one of their own. */
export function together<T>(database: Database, work: (database: Database) => Promise<T>): Promise<T> {
  return database.isTransaction ? work(database) : database.transaction().execute(work);
}
