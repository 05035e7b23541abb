/** Who is signed in, in which browsers. */

import type { AccountId } from '@branchline/domain';
import type { Selectable } from 'kysely';
import type { SessionRow, SessionTable } from '../../ports/store/accounts.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import type { SessionTableRow } from './schema-accounts.ts';

export function sessionTable(database: Database): SessionTable {
  return {
    async add({ digest, accountId, startedAt, usedAt, endsAt, browser, address }) {
      const times = { started_at: startedAt, used_at: usedAt, ends_at: endsAt };
      const place = { browser: textForPostgres(browser), address: textForPostgres(address) };
      await database
        .insertInto('sessions')
        .values({ digest, account_id: accountId, ...times, ...place })
        .execute();
    },
    async find(digest) {
      const row = await database.selectFrom('sessions').selectAll().where('digest', '=', digest).executeTakeFirst();
      return row && sessionFromRow(row);
    },
    async noteUsed(digest, at) {
      await database.updateTable('sessions').set({ used_at: at }).where('digest', '=', digest).execute();
    },
    async list(account) {
      const query = database.selectFrom('sessions').selectAll().where('account_id', '=', account);
      return (await query.orderBy('used_at', 'desc').orderBy('digest').execute()).map(sessionFromRow);
    },
    async remove(digest) {
      await database.deleteFrom('sessions').where('digest', '=', digest).execute();
    },
    async removeAll(account, except) {
      const query = database.deleteFrom('sessions').where('account_id', '=', account);
      await (except === undefined ? query : query.where('digest', '<>', except)).execute();
    },
    async removeEnded(now) {
      await database.deleteFrom('sessions').where('ends_at', '<=', now).execute();
    },
  };
}

function sessionFromRow(row: Selectable<SessionTableRow>): SessionRow {
  return {
    digest: row.digest,
    accountId: row.account_id as AccountId,
    startedAt: row.started_at,
    usedAt: row.used_at,
    endsAt: row.ends_at,
    browser: row.browser,
    address: row.address,
  };
}
