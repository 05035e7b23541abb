/** The connected Jira sites. */

import type { JiraSiteId, ProjectKey } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { JiraFinding } from '../../ports/jira-site.ts';
import type { JiraAccountName, JiraSiteRow, JiraSiteTable } from '../../ports/store/jira-sites.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
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
    ...credentialColumns(database, update),
    ...projectColumns(database),
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

type Update = (id: JiraSiteId, changed: Partial<Selectable<Omit<JiraSiteRowShape, 'id'>>>) => Promise<void>;

function credentialColumns(
  database: Database,
  update: Update,
): Pick<
  JiraSiteTable,
  | 'sealedClientSecret'
  | 'saveSealedClientSecret'
  | 'saveClientId'
  | 'sealedAccountToken'
  | 'saveAccount'
  | 'saveFindings'
> {
  return {
    async sealedClientSecret(id) {
      const query = database.selectFrom('jira_sites').select('sealed_client_secret').where('id', '=', id);
      return ((await query.executeTakeFirst())?.sealed_client_secret ?? undefined) as SealedSecret | undefined;
    },
    saveSealedClientSecret: (id, sealed) => update(id, { sealed_client_secret: sealed }),
    saveClientId: (id, clientId) => update(id, { client_id: clientId }),
    async sealedAccountToken(id) {
      const query = database.selectFrom('jira_sites').select('sealed_account_token').where('id', '=', id);
      return ((await query.executeTakeFirst())?.sealed_account_token ?? undefined) as SealedSecret | undefined;
    },
    saveAccount: (id, account) =>
      update(id, {
        account_kind: account?.kind ?? null,
        account_email: account?.email ?? null,
        account_client_id: account?.clientId ?? null,
        sealed_account_token: account?.sealedToken ?? null,
      }),
    async saveFindings(id, findings, at) {
      await sql`
        update jira_sites set findings = ${jsonForPostgres(findings)}::jsonb, checked_at = ${at}
        where id = ${id}`.execute(database);
    },
  };
}

function projectColumns(database: Database): Pick<JiraSiteTable, 'saveProjectKeys' | 'dueForProjects'> {
  return {
    async saveProjectKeys(id, keys) {
      await database
        .updateTable('jira_sites')
        .set({ project_keys: keys ?? null, projects_refreshed_at: sql`now()` })
        .where('id', '=', id)
        .execute();
    },
    async dueForProjects(since) {
      const query = database
        .selectFrom('jira_sites')
        .select('id')
        .where((site) =>
          site.or([
            site('account_kind', 'is not', null),
            site(
              'id',
              'in',
              site.selectFrom('forge_installations').select('jira_site_id').where('replaced_at', 'is', null),
            ),
          ]),
        );
      const due = query.where((site) =>
        site.or([site('projects_refreshed_at', 'is', null), site('projects_refreshed_at', '<', since)]),
      );
      return (await due.orderBy('id').execute()).map(({ id }) => id as JiraSiteId);
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
    account: accountFromRow(row),
    check: row.checked_at === null ? undefined : { at: row.checked_at, findings: findingsFrom(row.findings) },
    pausedBecause: row.paused_because ?? undefined,
    lastFailure: lastFailure(row),
    projectKeys: (row.project_keys ?? undefined) as readonly ProjectKey[] | undefined,
  };
}

function accountFromRow(row: Selectable<JiraSiteRowShape>): JiraAccountName | undefined {
  if (row.account_kind === null) return undefined;
  const kind = row.account_kind as JiraAccountName['kind'];
  const clientId = row.account_client_id ?? undefined;
  return { kind, email: row.account_email ?? undefined, ...(clientId === undefined ? {} : { clientId }) };
}

/** JSON has no undefined: what is not there was written as such. */
function findingsFrom(kept: unknown): readonly JiraFinding[] {
  const findings = kept as readonly { ability: JiraFinding['ability']; works: boolean; [name: string]: unknown }[];
  return findings.map(({ ability, works, because, remedy }) => ({
    ability,
    works,
    because: because as string | undefined,
    remedy: remedy as string | undefined,
  }));
}

function lastFailure({ last_failed_at, last_failure }: Selectable<JiraSiteRowShape>): JiraSiteRow['lastFailure'] {
  return last_failed_at === null ? undefined : { at: last_failed_at, message: last_failure ?? '' };
}
