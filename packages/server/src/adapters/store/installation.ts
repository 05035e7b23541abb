/** Facts about this installation as a whole, in a table of one row. */

import { randomBytes } from 'node:crypto';
import type { InstallationTable } from '../../ports/store/installation.ts';
import type { Database } from './database.ts';

export function installationTable(database: Database): InstallationTable {
  return {
    async id() {
      const id = await readId(database);
      if (id !== undefined) return id;
      const made = { id: randomBytes(4).toString('hex') };
      await database
        .insertInto('installation')
        .values(made)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      // Another process may have been faster.
      return (await readId(database)) ?? made.id;
    },
    async accessTokenDigest() {
      const row = await database.selectFrom('installation').select('access_token_digest').executeTakeFirst();
      return row?.access_token_digest ?? undefined;
    },
    async setAccessTokenDigest(digest) {
      await this.id();
      await database.updateTable('installation').set({ access_token_digest: digest }).execute();
    },
  };
}

async function readId(database: Database): Promise<string | undefined> {
  return (await database.selectFrom('installation').select('id').executeTakeFirst())?.id;
}
