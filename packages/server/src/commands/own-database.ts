/** The database of an installation, for commands that work beside the server or in its place. */

import { joinEmbeddedPostgres, startEmbeddedPostgres } from '../adapters/embedded-postgres/embedded-postgres.ts';
import type { Log } from '../ports/log.ts';
import type { Config } from '../config.ts';

/** Where it is, until the work is done. */
export interface OwnDatabase {
  readonly connectionString: string;
  stop(): Promise<void>;
}

/**
 * @param how `beside` a server that may be running, or `alone`
 * @throws Error in words when the embedded one cannot be started, or `alone` when a server uses it
 */
export async function ownDatabase(config: Config, log: Log, how: 'beside' | 'alone'): Promise<OwnDatabase> {
  const { databaseUrl, dataFolder: folder } = config;
  if (databaseUrl !== undefined) return { connectionString: databaseUrl, stop: () => Promise.resolve() };
  return how === 'beside' ? joinEmbeddedPostgres({ folder, log }) : startEmbeddedPostgres({ folder, log });
}
