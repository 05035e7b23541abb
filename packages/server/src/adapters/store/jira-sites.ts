/** The connected Jira sites. */

import type { JiraSiteId, ProjectKey } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { JiraSiteRow, JiraSiteTable } from '../../ports/store/jira-sites.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import type { JiraSiteRowShape } from './schema.ts';

export function jiraSiteTable(database: Database): JiraSiteTable {
  const update = async (id: JiraSiteId, changed: Partial<Selectable<Omit<JiraSiteRowShape, 'id'>>>) => {
    await database.updateTable('jira_sites').set(changed).where('id', '=', id).execute();
  };
  return {
    async add({ name, siteUrl, cloudId, apiUrl, clientId }) {
      const values = { name: textForPostgres(name), site_url: siteUrl, cloud_id: cloudId, api_url: apiUrl };
      const query = database
        .insertInto('jira_sites')
        .values({ ...values, client_id: clientId })
        .returningAll();
      return siteFromRow(await query.executeTakeFirstOrThrow());
    },
    async get(id) {
      const row = await database.selectFrom('jira_sites').selectAll().where('id', '=', id).executeTakeFirst();
      return row && siteFromRow(row);
    },
    async list() {
      return (await database.selectFrom('jira_sites').selectAll().orderBy('id').execute()).map(siteFromRow);
    },
    async sealedClientSecret(id) {
      const query = database.selectFrom('jira_sites').select('sealed_client_secret').where('id', '=', id);
      return ((await query.executeTakeFirst())?.sealed_client_secret ?? undefined) as SealedSecret | undefined;
    },
    saveSealedClientSecret: (id, sealed) => update(id, { sealed_client_secret: sealed }),
    saveProjectKeys: (id, keys) => update(id, { project_keys: keys ?? null }),
    pause: (id, because) => update(id, { paused_because: textForPostgres(because) }),
    resume: (id) => update(id, { paused_because: null }),
    async noteFailure(id, message) {
      await database
        .updateTable('jira_sites')
        .set({ last_failure: textForPostgres(message), last_failed_at: sql`now()` })
        .where('id', '=', id)
        .execute();
    },
    forgetFailure: (id) => update(id, { last_failure: null, last_failed_at: null }),
    async remove(id) {
      await database.deleteFrom('jira_sites').where('id', '=', id).execute();
    },
  };
}

function siteFromRow(row: Selectable<JiraSiteRowShape>): JiraSiteRow {
  return {
    id: row.id as JiraSiteId,
    name: row.name,
    siteUrl: row.site_url,
    cloudId: row.cloud_id,
    apiUrl: row.api_url,
    clientId: row.client_id,
    pausedBecause: row.paused_because ?? undefined,
    lastFailure: lastFailure(row),
    projectKeys: (row.project_keys ?? undefined) as readonly ProjectKey[] | undefined,
  };
}

function lastFailure({ last_failed_at, last_failure }: Selectable<JiraSiteRowShape>): JiraSiteRow['lastFailure'] {
  return last_failed_at === null ? undefined : { at: last_failed_at, message: last_failure ?? '' };
}
