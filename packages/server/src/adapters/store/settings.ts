/** Settings of the installation and of projects, as the port asks for them. */

import {
  usualInstallationSettings,
  usualProjectSettings,
  type InstallationSettings,
  type JiraSiteId,
  type LinkSource,
  type ProjectKey,
  type ProjectSettings,
} from '@branchline/domain';
import { sql } from 'kysely';
import type { SettingsTable } from '../../ports/store/settings.ts';
import type { Database } from './database.ts';
import { followSources, hideSources, repositoriesWith } from './link-sources.ts';
import { jsonForPostgres } from './json.ts';

export function settingsTable(database: Database): SettingsTable {
  return {
    installation: () => installation(database),
    saveInstallation: (settings) => saveInstallation(database, settings),
    async project(site, project) {
      const query = database.selectFrom('project_settings').select('settings').where('jira_site_id', '=', site);
      return settingsFrom((await query.where('project_key', '=', project).executeTakeFirst())?.settings);
    },
    async projects(site) {
      const query = database.selectFrom('project_settings').selectAll().where('jira_site_id', '=', site);
      const rows = await query.orderBy('project_key').execute();
      return new Map(rows.map((row) => [row.project_key as ProjectKey, settingsFrom(row.settings)]));
    },
    saveProject: (...about) => saveProject(database, ...about),
    async appliedSourcesOff(site, project) {
      const query = database.selectFrom('project_settings').select('applied_sources_off');
      const row = await query.where('jira_site_id', '=', site).where('project_key', '=', project).executeTakeFirst();
      return (row?.applied_sources_off ?? []) as readonly LinkSource[];
    },
    async saveAppliedSourcesOff(site, project, off) {
      const change = database.updateTable('project_settings').set({ applied_sources_off: sql`${[...off]}::text[]` });
      await change.where('jira_site_id', '=', site).where('project_key', '=', project).execute();
    },
    hideSources: (...about) => hideSources(database, ...about),
    repositoriesWith: (change) => repositoriesWith(database, change),
    followSources: (...about) => followSources(database, ...about),
    async removeIndexRunsBefore(moment) {
      const { numAffectedRows } = await sql`
        delete from index_runs as run where ended_at < ${moment} and exists (
          select from index_runs as newer
          where newer.repository_id = run.repository_id and newer.about = run.about and newer.id > run.id
        )`.execute(database);
      return Number(numAffectedRows ?? 0);
    },
    async removeFailedJobsBefore(moment) {
      const { rows } = await sql<{ id: string }>`
        select (graphile_worker.complete_jobs(array(
          select id from graphile_worker.jobs
          where attempts >= max_attempts and locked_at is null and updated_at < ${moment}
        ))).id`.execute(database);
      return rows.length;
    },
  };
}

async function installation(database: Database): Promise<InstallationSettings> {
  const row = await database.selectFrom('installation_settings').select('settings').executeTakeFirst();
  const set = (row?.settings ?? {}) as Partial<InstallationSettings>;
  const { branchNames, retention, mail } = usualInstallationSettings;
  return {
    branchNames: { ...branchNames, ...set.branchNames },
    retention: { ...retention, ...set.retention },
    mail: { ...mail, ...set.mail },
  };
}

async function saveInstallation(database: Database, settings: Partial<InstallationSettings>): Promise<void> {
  const kept = jsonForPostgres(settings);
  await sql`
    insert into installation_settings as old (settings) values (${kept}::jsonb)
    on conflict (single) do update set settings = old.settings || excluded.settings`.execute(database);
}

async function saveProject(
  database: Database,
  site: JiraSiteId,
  project: ProjectKey,
  settings: ProjectSettings,
): Promise<void> {
  const kept = { settings: jsonForPostgres(settings) };
  await database
    .insertInto('project_settings')
    .values({ jira_site_id: site, project_key: project, ...kept })
    .onConflict((conflict) => conflict.columns(['jira_site_id', 'project_key']).doUpdateSet(kept))
    .execute();
}

function settingsFrom(kept: unknown): ProjectSettings {
  return { ...usualProjectSettings, ...(kept as Partial<ProjectSettings> | undefined) };
}
