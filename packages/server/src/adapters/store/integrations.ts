/** The configured Git services. */

import { plainNetwork } from '@branchline/domain';
import type { Integration, IntegrationId, IntegrationMode, NetworkSettings, ServiceSettings } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { IntegrationTable } from '../../ports/store/integrations.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import type { IntegrationRow } from './schema.ts';

export function integrationTable(database: Database): IntegrationTable {
  return {
    async add({ connector, name, settings, mode = 'two-way', network = plainNetwork }) {
      const described = { connector, mode, network: jsonForPostgres(network) };
      const values = { ...described, name: textForPostgres(name), settings: jsonForPostgres(settings) };
      const row = await database.insertInto('integrations').values(values).returningAll().executeTakeFirstOrThrow();
      return integrationFromRow(row);
    },
    async get(id) {
      const row = await database.selectFrom('integrations').selectAll().where('id', '=', id).executeTakeFirst();
      return row && integrationFromRow(row);
    },
    async list() {
      const rows = await database.selectFrom('integrations').selectAll().orderBy('id').execute();
      return rows.map(integrationFromRow);
    },
    async sealedCredential(id) {
      const query = database.selectFrom('integrations').select('sealed_credential').where('id', '=', id);
      return ((await query.executeTakeFirst())?.sealed_credential ?? undefined) as SealedSecret | undefined;
    },
    async saveSealedCredential(id, sealed) {
      await database.updateTable('integrations').set({ sealed_credential: sealed }).where('id', '=', id).execute();
    },
    async saveSettings(id, settings) {
      const changed = { settings: jsonForPostgres(settings) };
      await database.updateTable('integrations').set(changed).where('id', '=', id).execute();
    },
    async pause(id, because) {
      const changed = { paused_because: textForPostgres(because) };
      await database.updateTable('integrations').set(changed).where('id', '=', id).execute();
    },
    async resume(id) {
      await database.updateTable('integrations').set({ paused_because: null }).where('id', '=', id).execute();
    },
    remove: (id) => removeIntegration(database, id),
  };
}

function integrationFromRow(row: Selectable<IntegrationRow>): Integration {
  return {
    id: row.id as IntegrationId,
    connector: row.connector,
    name: row.name,
    settings: row.settings as ServiceSettings,
    mode: row.mode as IntegrationMode,
    network: { ...plainNetwork, ...(row.network as Partial<NetworkSettings>) },
    pausedBecause: row.paused_because ?? undefined,
    addedAt: row.added_at,
  };
}

/** The rows without foreign keys first; the rest follows the integration by itself. */
async function removeIntegration(database: Database, id: IntegrationId): Promise<void> {
  const repositories = sql`(select id from repositories where integration_id = ${id})`;
  const commits = sql`(select id from commits where repository_id in ${repositories})`;
  await together(database, async (database) => {
    // Rows are numbered under this lock: what is being written now is seen and removed, and nothing comes after it.
    await sql`select from repositories where integration_id = ${id} for update`.execute(database);
    for (const table of ['commit_files', 'commit_containments']) {
      await sql`delete from ${sql.table(table)} where commit_id in ${commits}`.execute(database);
    }
    for (const table of ['linked_issue_keys', 'commits', 'branches']) {
      await sql`delete from ${sql.table(table)} where repository_id in ${repositories}`.execute(database);
    }
    await database.deleteFrom('integrations').where('id', '=', id).execute();
  });
}
