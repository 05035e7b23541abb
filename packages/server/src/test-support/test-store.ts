/** Gives a test file a store on a database of its own. */

import { inject } from 'vitest';
import { openJobLedger } from '../adapters/store/job-ledger.ts';
import { openStore } from '../adapters/store/postgres.ts';
import type { JobLedger } from '../ports/job-ledger.ts';
import type { Store } from '../ports/store.ts';
import { silentLog } from './silent-log.ts';
import { makeDatabase, returnDatabase } from './test-databases.ts';

export interface TestStore {
  readonly store: Store;
  /** For second connections, runners and questions the port does not answer. */
  readonly connectionString: string;
  /** The runner's half of the queue; whoever opens it closes it. */
  openLedger(): JobLedger;
  /** Closes the store and gives the database back. */
  close(): Promise<void>;
}

/** Call it in `beforeAll` or `beforeEach` and its `close` in the matching `after`. */
export async function openTestStore(): Promise<TestStore> {
  const server = inject('testPostgres');
  const connectionString = await makeDatabase(server);
  const store = await openStore({ connectionString, log: silentLog });
  return {
    store,
    connectionString,
    openLedger: () => openJobLedger({ connectionString, log: silentLog }),
    async close() {
      await store.close();
      await returnDatabase(server, connectionString);
    },
  };
}
