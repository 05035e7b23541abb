/** `branchline migrate`: brings the database up to date and ends, for those who do so before they start anything. */

import { createLog } from '../adapters/log/pino-log.ts';
import { openStore } from '../adapters/store/postgres.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { ownDatabase } from './own-database.ts';
import { makeWritableFolder } from './writable-folder.ts';

/** @throws Error in words when the database cannot be reached or was used by a newer program */
export async function migrate(): Promise<number> {
  const config = readConfig(processEnvironment());
  const log = createLog(config.logLevel);
  if (config.databaseUrl === undefined) await makeWritableFolder(config.dataFolder);
  const database = await ownDatabase(config, log, 'alone');
  try {
    const store = await openStore({ connectionString: database.connectionString, log });
    const { schema, version } = await store.figures.database();
    await store.close();
    console.log(`The database is at schema ${schema}, on PostgreSQL ${version}.`);
  } finally {
    await database.stop();
  }
  return 0;
}
