/** Our Forge apps and their installations. */

import type { JiraSiteId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { DevelopmentSink } from '../../ports/jira-site.ts';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { ForgeApp, ForgeGreeting, ForgeInstallation, ForgeTable } from '../../ports/store/forge-installations.ts';
import { together, type Database } from './database.ts';
import { textForPostgres } from './json.ts';
import type { ForgeAppRow, ForgeInstallationRow } from './schema-forge.ts';

export function forgeTable(database: Database): ForgeTable {
  return { ...appPart(database), ...sinkPart(database), ...installationPart(database), ...tokenPart(database) };
}

function appPart(database: Database): Pick<ForgeTable, 'app' | 'appIds' | 'siteOf' | 'register' | 'forget'> {
  return {
    async app(id) {
      const row = await database.selectFrom('forge_apps').selectAll().where('jira_site_id', '=', id).executeTakeFirst();
      return row && appFromRow(row);
    },
    async appIds() {
      return new Set((await database.selectFrom('forge_apps').select('app_id').execute()).map((row) => row.app_id));
    },
    async siteOf(appId, cloudId) {
      const row = await database
        .selectFrom('forge_apps')
        .innerJoin('jira_sites', 'jira_sites.id', 'forge_apps.jira_site_id')
        .select('jira_site_id')
        .where('app_id', '=', appId)
        .where('cloud_id', '=', cloudId)
        .orderBy('jira_site_id')
        .executeTakeFirst();
      return row?.jira_site_id as JiraSiteId | undefined;
    },
    register: (id, appId, at) =>
      together(database, async (database) => {
        const app = { app_id: textForPostgres(appId), registered_at: at };
        const before = await appPart(database).app(id);
        if (before !== undefined && before.appId !== app.app_id) {
          await database.deleteFrom('forge_installations').where('jira_site_id', '=', id).execute();
        }
        await database
          .insertInto('forge_apps')
          .values({ jira_site_id: id, ...app })
          .onConflict((conflict) => conflict.column('jira_site_id').doUpdateSet({ app_id: app.app_id }))
          .execute();
      }),
    async forget(id) {
      await database.deleteFrom('forge_apps').where('jira_site_id', '=', id).execute();
    },
  };
}

function sinkPart(database: Database): Pick<ForgeTable, 'switchSink' | 'noteResent' | 'noteEmptied' | 'sitesToEmpty'> {
  const update = async (id: JiraSiteId, changed: Partial<Selectable<ForgeAppRow>>) => {
    await database.updateTable('forge_apps').set(changed).where('jira_site_id', '=', id).execute();
  };
  return {
    switchSink: (id, sink, toEmpty) =>
      update(id, { sink, sink_to_empty: toEmpty, resend_due: true, emptying_trouble: null }),
    noteResent: (id) => update(id, { resend_due: false }),
    noteEmptied: (id, trouble) =>
      update(
        id,
        trouble === undefined
          ? { sink_to_empty: null, emptying_trouble: null }
          : { emptying_trouble: textForPostgres(trouble) },
      ),
    async sitesToEmpty() {
      const query = database.selectFrom('forge_apps').selectAll().where('sink_to_empty', 'is not', null);
      return (await query.orderBy('jira_site_id').execute()).map(appFromRow);
    },
  };
}

function installationPart(database: Database): Pick<ForgeTable, 'installation' | 'standing' | 'bind' | 'unheardSince'> {
  const current = () => database.selectFrom('forge_installations').selectAll().where('replaced_at', 'is', null);
  return {
    async installation(id) {
      const row = await current().where('jira_site_id', '=', id).executeTakeFirst();
      return row && installationFromRow(row);
    },
    async standing(id, installationId) {
      const row = await database
        .selectFrom('forge_installations')
        .select('replaced_at')
        .where('jira_site_id', '=', id)
        .where('installation_id', '=', installationId)
        .executeTakeFirst();
      if (row === undefined) return 'unknown';
      return row.replaced_at === null ? 'current' : 'replaced';
    },
    bind: (id, installationId, environment, at) =>
      together(database, async (database) => {
        // Of several invocations at one moment, one binds.
        await database
          .selectFrom('forge_apps')
          .select('app_id')
          .where('jira_site_id', '=', id)
          .forUpdate()
          .executeTakeFirst();
        if ((await installationPart(database).standing(id, installationId)) !== 'unknown') return false;
        await database
          .updateTable('forge_installations')
          .set({ replaced_at: at, sealed_app_token: null, app_token_expires_at: null })
          .where('jira_site_id', '=', id)
          .where('replaced_at', 'is', null)
          .execute();
        const named = {
          installation_id: textForPostgres(installationId),
          environment: textForPostgres(environment),
        };
        await database
          .insertInto('forge_installations')
          .values({ jira_site_id: id, ...named, bound_at: at, last_seen_at: at, greeting: 'resend' })
          .execute();
        return true;
      }),
    async unheardSince(moment) {
      const rows = await current().where('last_seen_at', '<', moment).orderBy('jira_site_id').execute();
      return rows.map(installationFromRow);
    },
  };
}

function tokenPart(
  database: Database,
): Pick<ForgeTable, 'sealedAppToken' | 'saveAppToken' | 'noteSeen' | 'markSilent' | 'endSilence' | 'setGreeting'> {
  const update = async (id: JiraSiteId, changed: Partial<Selectable<ForgeInstallationRow>>) => {
    await database
      .updateTable('forge_installations')
      .set(changed)
      .where('jira_site_id', '=', id)
      .where('replaced_at', 'is', null)
      .execute();
  };
  return {
    async sealedAppToken(id) {
      const row = await database
        .selectFrom('forge_installations')
        .select('sealed_app_token')
        .where('jira_site_id', '=', id)
        .where('replaced_at', 'is', null)
        .executeTakeFirst();
      return (row?.sealed_app_token ?? undefined) as SealedSecret | undefined;
    },
    saveAppToken: (id, sealed, expiresAt) => update(id, { sealed_app_token: sealed, app_token_expires_at: expiresAt }),
    noteSeen: (id, at) => update(id, { last_seen_at: at }),
    markSilent: (id, because, at) => update(id, { silent_since: at, silent_because: textForPostgres(because) }),
    endSilence: (id) => update(id, { silent_since: null, silent_because: null }),
    async setGreeting(id, greeting) {
      await sql`
        update forge_installations set greeting = ${greeting ?? null}
        where jira_site_id = ${id} and replaced_at is null
          and (${greeting ?? null}::text is distinct from 'go-on' or greeting is null)`.execute(database);
    },
  };
}

function appFromRow(row: Selectable<ForgeAppRow>): ForgeApp {
  return {
    jiraSiteId: row.jira_site_id as JiraSiteId,
    appId: row.app_id,
    sink: row.sink as DevelopmentSink,
    sinkToEmpty: (row.sink_to_empty ?? undefined) as DevelopmentSink | undefined,
    resendDue: row.resend_due,
    emptyingTrouble: row.emptying_trouble ?? undefined,
    registeredAt: row.registered_at,
  };
}

function installationFromRow(row: Selectable<ForgeInstallationRow>): ForgeInstallation {
  const { silent_since: since } = row;
  return {
    jiraSiteId: row.jira_site_id as JiraSiteId,
    installationId: row.installation_id,
    environment: row.environment,
    boundAt: row.bound_at,
    lastSeenAt: row.last_seen_at,
    appTokenExpiresAt: row.app_token_expires_at ?? undefined,
    silent: since === null ? undefined : { since, because: row.silent_because ?? '' },
    greeting: (row.greeting ?? undefined) as ForgeGreeting | undefined,
  };
}
