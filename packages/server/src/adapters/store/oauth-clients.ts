/** Our registrations as an OAuth client. */

import type { OAuthClientId, ServiceSettings } from '@branchline/domain';
import type { Selectable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { OAuthClientRow, OAuthClientTable } from '../../ports/store/oauth-clients.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import type { OAuthClientTableRow } from './schema-sign-in.ts';

export function oauthClientTable(database: Database): OAuthClientTable {
  return {
    async list() {
      return (await database.selectFrom('oauth_clients').selectAll().orderBy('id').execute()).map(clientFromRow);
    },
    async get(id) {
      const row = await database.selectFrom('oauth_clients').selectAll().where('id', '=', id).executeTakeFirst();
      return row && clientFromRow(row);
    },
    async find(connector, authorizeUrl) {
      const query = database.selectFrom('oauth_clients').selectAll().where('connector', '=', connector);
      const row = await query.where('authorize_url', '=', authorizeUrl).executeTakeFirst();
      return row && clientFromRow(row);
    },
    async save({ connector, authorizeUrl, settings, clientId, sealedClientSecret }) {
      const changing = {
        settings: jsonForPostgres(settings),
        client_id: clientId,
        sealed_client_secret: sealedClientSecret,
      };
      const row = await database
        .insertInto('oauth_clients')
        .values({ connector, authorize_url: authorizeUrl, ...changing })
        .onConflict((conflict) => conflict.columns(['connector', 'authorize_url']).doUpdateSet(changing))
        .returningAll()
        .executeTakeFirstOrThrow();
      return clientFromRow(row);
    },
    async remove(id) {
      await database.deleteFrom('oauth_clients').where('id', '=', id).execute();
    },
  };
}

function clientFromRow(row: Selectable<OAuthClientTableRow>): OAuthClientRow {
  return {
    id: row.id as OAuthClientId,
    connector: row.connector,
    authorizeUrl: row.authorize_url,
    settings: row.settings as ServiceSettings,
    clientId: row.client_id,
    sealedClientSecret: row.sealed_client_secret as SealedSecret,
    addedAt: row.added_at,
  };
}
