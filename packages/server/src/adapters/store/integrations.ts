/** The configured Git services. */

import { plainNetwork } from '@branchline/domain';
import type { IntegrationId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Updateable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { IntegrationTable } from '../../ports/store/integrations.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { integrationPages } from './integration-pages.ts';
import { integrationFromRow } from './integration-row.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import { removeDevelopmentRows } from './remove-rows.ts';
import type { IntegrationRow } from './schema.ts';

export function integrationTable(database: Database): IntegrationTable {
  const changed = (id: IntegrationId, columns: Updateable<IntegrationRow>) =>
    database.updateTable('integrations').set(columns).where('id', '=', id);
  return {
    async add({ connector, name, settings, mode = 'two-way', network = plainNetwork }) {
      const described = { connector, mode, network: jsonForPostgres(network) };
      const values = { ...described, name: textForPostgres(name), settings: jsonForPostgres(settings) };
      const row = await database.insertInto('integrations').values(values).returningAll().executeTakeFirstOrThrow();
      return integrationFromRow(row);
    },
    ...readIntegrations(database),
    ...integrationPages(database),
    async sealedCredential(id) {
      const query = database.selectFrom('integrations').select('sealed_credential').where('id', '=', id);
      return ((await query.executeTakeFirst())?.sealed_credential ?? undefined) as SealedSecret | undefined;
    },
    async saveSealedCredential(id, sealed, { kind, appId }) {
      const columns = { sealed_credential: sealed ?? null, credential_kind: kind, app_id: appId ?? null };
      await changed(id, columns).execute();
    },
    async replaceSealedCredential(id, before, after) {
      const query = changed(id, { sealed_credential: after }).where('sealed_credential', '=', before);
      return (await query.executeTakeFirst()).numUpdatedRows > 0n;
    },
    async saveFindings(id, { account, expiresAt, missingRights, at }) {
      const found = { account: optionalJson(account), missing_rights: jsonForPostgres(missingRights) };
      await changed(id, { ...found, credential_expires_at: expiresAt ?? null, checked_at: at }).execute();
    },
    async saveSettings(id, settings) {
      await changed(id, { settings: jsonForPostgres(settings) }).execute();
    },
    async change(id, change) {
      const columns = columnsOfChange(change);
      if (Object.keys(columns).length > 0) await changed(id, columns).execute();
    },
    async pause(id, because, by = 'person') {
      await changed(id, { paused_because: textForPostgres(because), paused_by: by }).execute();
    },
    async resume(id) {
      await changed(id, { paused_because: null, paused_by: null }).where('removing_since', 'is', null).execute();
    },
    async markRemoving(id, at, keepsInJira) {
      await changed(id, { removing_since: at, keeps_in_jira: keepsInJira }).execute();
    },
    async removal(id) {
      const query = database.selectFrom('integrations').select('keeps_in_jira').where('id', '=', id);
      const row = await query.where('removing_since', 'is not', null).executeTakeFirst();
      return row && { keepsInJira: row.keeps_in_jira };
    },
    remove: (id) => removeIntegration(database, id),
  };
}

/** One, some, or all. */
function readIntegrations(database: Database): Pick<IntegrationTable, 'get' | 'named' | 'guarded' | 'list'> {
  return {
    async get(id) {
      const row = await database.selectFrom('integrations').selectAll().where('id', '=', id).executeTakeFirst();
      return row && integrationFromRow(row);
    },
    async named(ids) {
      if (ids.length === 0) return [];
      const query = database.selectFrom('integrations').selectAll().where('id', 'in', ids);
      return (await query.orderBy('id').execute()).map(integrationFromRow);
    },
    async guarded() {
      const query = database.selectFrom('integrations').selectAll().where('requires_git_permission', '=', true);
      return (await query.where('removing_since', 'is', null).orderBy('id').execute()).map(integrationFromRow);
    },
    async list() {
      const query = database.selectFrom('integrations').selectAll().where('removing_since', 'is', null);
      return (await query.orderBy('id').execute()).map(integrationFromRow);
    },
  };
}

function optionalJson(value: unknown): string | null {
  return value === undefined ? null : jsonForPostgres(value);
}

function columnsOfChange(change: Parameters<IntegrationTable['change']>[1]): Updateable<IntegrationRow> {
  const { name, settings, network, mode, rotatesToken, requiresGitPermission, ...other } = change;
  const { requiresPersonalToken, makesWebhooks } = other;
  return {
    ...(name === undefined ? {} : { name: textForPostgres(name) }),
    ...(settings === undefined ? {} : { settings: jsonForPostgres(settings) }),
    ...(network === undefined ? {} : { network: jsonForPostgres(network) }),
    ...(mode === undefined ? {} : { mode }),
    ...(rotatesToken === undefined ? {} : { rotates_token: rotatesToken }),
    ...(requiresGitPermission === undefined ? {} : { requires_git_permission: requiresGitPermission }),
    ...(requiresPersonalToken === undefined ? {} : { requires_personal_token: requiresPersonalToken }),
    ...(makesWebhooks === undefined ? {} : { makes_webhooks: makesWebhooks }),
  };
}

export /** The rows without foreign keys first; the rest follows the integration by itself. */
async function removeIntegration(database: Database, id: IntegrationId): Promise<void> {
  await together(database, async (database) => {
    await removeDevelopmentRows(database, sql`integration_id = ${id}`);
    await database.deleteFrom('integrations').where('id', '=', id).execute();
  });
}
