/** Tokens for programs: kept as digests, found by them. */

import type { AccountId, TokenScope } from '@branchline/domain';
import type { Selectable } from 'kysely';
import type { ApiTokenRow, ApiTokenTable } from '../../ports/store/accounts.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import type { ApiTokenTableRow } from './schema-accounts.ts';

export function apiTokenTable(database: Database): ApiTokenTable {
  return {
    async add({ accountId, name, scope, digest, ending, addedAt, expiresAt }) {
      const values = {
        account_id: accountId,
        name: textForPostgres(name),
        scope,
        digest,
        ending,
        added_at: addedAt,
        expires_at: expiresAt ?? null,
      };
      return tokenFromRow(
        await database.insertInto('api_tokens').values(values).returningAll().executeTakeFirstOrThrow(),
      );
    },
    async find(digest) {
      const row = await database.selectFrom('api_tokens').selectAll().where('digest', '=', digest).executeTakeFirst();
      return row && tokenFromRow(row);
    },
    async list(account) {
      const all = database.selectFrom('api_tokens').selectAll();
      const query = account === undefined ? all : all.where('account_id', '=', account);
      return (await query.orderBy('id', 'desc').execute()).map(tokenFromRow);
    },
    async noteUsed(id, at) {
      await database.updateTable('api_tokens').set({ used_at: at }).where('id', '=', id).execute();
    },
    async remove(id) {
      const query = database.deleteFrom('api_tokens').where('id', '=', id);
      return (await query.executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}

function tokenFromRow(row: Selectable<ApiTokenTableRow>): ApiTokenRow {
  return {
    id: row.id,
    accountId: row.account_id as AccountId,
    name: row.name,
    scope: row.scope as TokenScope,
    ending: row.ending,
    addedAt: row.added_at,
    expiresAt: row.expires_at ?? undefined,
    usedAt: row.used_at ?? undefined,
  };
}
