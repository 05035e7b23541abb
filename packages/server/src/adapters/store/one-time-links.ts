/** Links that are good once, and sign-ins that are half done. */

import type { AccountId } from '@branchline/domain';
import type { LinkPurpose, OneTimeLinkTable } from '../../ports/store/accounts.ts';
import type { Database } from './database.ts';

export function oneTimeLinkTable(database: Database): OneTimeLinkTable {
  return {
    async add({ digest, purpose, endsAt }) {
      const account_id = 'accountId' in purpose ? purpose.accountId : null;
      const values = { digest, kind: purpose.kind, account_id, ends_at: endsAt };
      await database.insertInto('one_time_links').values(values).execute();
    },
    async find(digest, now) {
      const query = database.selectFrom('one_time_links').selectAll().where('digest', '=', digest);
      const row = await query.where('ends_at', '>', now).executeTakeFirst();
      return row && purposeFromRow(row);
    },
    async use(digest, now) {
      const query = database.deleteFrom('one_time_links').where('digest', '=', digest).where('ends_at', '>', now);
      const row = await query.returningAll().executeTakeFirst();
      return row && purposeFromRow(row);
    },
    async removeAll(kind, account) {
      const query = database.deleteFrom('one_time_links').where('kind', '=', kind);
      await (account === undefined ? query : query.where('account_id', '=', account)).execute();
    },
  };
}

function purposeFromRow(row: { readonly kind: string; readonly account_id: number | null }): LinkPurpose {
  if (row.kind === 'first-administrator') return { kind: 'first-administrator' };
  return { kind: row.kind as 'password' | 'second-factor', accountId: row.account_id as AccountId };
}
