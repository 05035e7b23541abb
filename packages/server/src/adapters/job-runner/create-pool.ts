/** The connections with which the library takes jobs. */

import { Pool } from 'pg';
import type { Log } from '../../ports/log.ts';

export function createPool(connectionString: string, concurrency: number, log: Log): Pool {
  // One to listen and one for each worker, which the library warns about otherwise; few are ever open.
  const pool = new Pool({ connectionString, max: concurrency + 1, application_name: 'branchline jobs' });
  // Without listeners a broken connection would end the process.
  pool.on('error', (error) => log.warn('The queue lost a connection to the database.', { error: error.message }));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
