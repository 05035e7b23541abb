/** The connections with which the library takes jobs. */

import { Pool } from 'pg';
import type { Log } from '../../ports/log.ts';

/** One to listen, some to take and report jobs; running a job holds none. */
const connectionLimit = 4;

export function createPool(connectionString: string, concurrency: number, log: Log): Pool {
  const max = Math.min(connectionLimit, concurrency + 1);
  const pool = new Pool({ connectionString, max, application_name: 'branchline jobs' });
  // Without listeners a broken connection would end the process.
  pool.on('error', (error) => log.warn('The queue lost a connection to the database.', { error: error.message }));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
