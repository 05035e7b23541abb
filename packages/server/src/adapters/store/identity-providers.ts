/** The identity providers at which people may sign in. */

import type { GroupRoles, IdentityProviderId } from '@branchline/domain';
import type { Selectable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type {
  IdentityProviderRow,
  IdentityProviderTable,
  IdentityProviderWish,
} from '../../ports/store/identity-providers.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import type { IdentityProviderTableRow } from './schema-accounts.ts';

export function identityProviderTable(database: Database): IdentityProviderTable {
  return {
    async add(wish) {
      const query = database.insertInto('identity_providers').values(columnsFrom(wish));
      const row = await query
        .onConflict((conflict) => conflict.columns(['issuer', 'client_id']).doNothing())
        .returningAll()
        .executeTakeFirst();
      return row && providerFromRow(row);
    },
    async get(id) {
      const query = database.selectFrom('identity_providers').selectAll().where('id', '=', id);
      const row = await query.executeTakeFirst();
      return row && providerFromRow(row);
    },
    async list() {
      const query = database.selectFrom('identity_providers').selectAll().orderBy('name').orderBy('id');
      return (await query.execute()).map(providerFromRow);
    },
    async change(id, wish) {
      await database.updateTable('identity_providers').set(columnsFrom(wish)).where('id', '=', id).execute();
    },
    async sealedSecret(id) {
      const query = database.selectFrom('identity_providers').select('sealed_client_secret').where('id', '=', id);
      return ((await query.executeTakeFirst())?.sealed_client_secret ?? undefined) as SealedSecret | undefined;
    },
    async saveSealedSecret(id, sealed) {
      const query = database.updateTable('identity_providers').set({ sealed_client_secret: sealed });
      await query.where('id', '=', id).execute();
    },
    async remove(id) {
      await database.deleteFrom('identity_providers').where('id', '=', id).execute();
    },
  };
}

function columnsFrom(wish: IdentityProviderWish) {
  const { name, issuer, clientId, moreScopes, groupsClaim, roles, joinsByEmail } = wish;
  return {
    name: textForPostgres(name),
    issuer,
    client_id: clientId,
    more_scopes: jsonForPostgres(moreScopes),
    groups_claim: groupsClaim,
    roles: jsonForPostgres(roles),
    joins_by_email: joinsByEmail,
  };
}

function providerFromRow(row: Selectable<IdentityProviderTableRow>): IdentityProviderRow {
  return {
    id: row.id as IdentityProviderId,
    name: row.name,
    issuer: row.issuer,
    clientId: row.client_id,
    moreScopes: row.more_scopes as readonly string[],
    groupsClaim: row.groups_claim,
    roles: row.roles as GroupRoles,
    joinsByEmail: row.joins_by_email,
    addedAt: row.added_at,
  };
}
