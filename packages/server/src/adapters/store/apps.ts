/** The apps that we registered at Git services. */

import type { AppId, ServiceSettings } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { AppRow, AppSecretName, AppTable } from '../../ports/store/apps.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import { networkFromJson } from './kept-json.ts';
import type { AppTableRow } from './schema-sign-in.ts';

const columnOf = {
  'private-key': 'sealed_private_key',
  'client-secret': 'sealed_client_secret',
  'webhook-secret': 'sealed_webhook_secret',
} as const satisfies Readonly<Record<AppSecretName, keyof AppTableRow>>;

export function appTable(database: Database): AppTable {
  return {
    async list() {
      return (await database.selectFrom('apps').selectAll().orderBy('id').execute()).map(appFromRow);
    },
    async get(id) {
      const row = await database.selectFrom('apps').selectAll().where('id', '=', id).executeTakeFirst();
      return row && appFromRow(row);
    },
    async add({ connector, settings, network, appId, slug, name, webUrl }) {
      const json = { settings: jsonForPostgres(settings), network: jsonForPostgres(network) };
      const values = { connector, ...json, app_id: appId, slug, name: textForPostgres(name), web_url: webUrl };
      const row = await database.insertInto('apps').values(values).returningAll().executeTakeFirstOrThrow();
      return appFromRow(row);
    },
    async sealedSecret(id, name) {
      const row = await database.selectFrom('apps').selectAll().where('id', '=', id).executeTakeFirst();
      return (row?.[columnOf[name]] ?? undefined) as SealedSecret | undefined;
    },
    async saveSealedSecret(id, name, sealed) {
      await database
        .updateTable('apps')
        .set({ [columnOf[name]]: sealed })
        .where('id', '=', id)
        .execute();
    },
    async remove(id) {
      const used = sql<boolean>`exists (select from integrations where app_id = ${id})`;
      const query = database.deleteFrom('apps').where('id', '=', id).where(used, '=', false);
      return (await query.executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}

function appFromRow(row: Selectable<AppTableRow>): AppRow {
  return {
    id: row.id as AppId,
    connector: row.connector,
    settings: row.settings as ServiceSettings,
    network: networkFromJson(row.network),
    appId: row.app_id,
    slug: row.slug,
    name: row.name,
    webUrl: row.web_url,
    addedAt: row.added_at,
  };
}
