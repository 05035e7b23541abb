/** What administrators set for repositories, kept as JSON of what differs from the usual. */

import {
  everyTag,
  usualRepositorySettings,
  type CommitHash,
  type RepositoryId,
  type RepositorySettings,
  type TagFilter,
} from '@branchline/domain';
import { sql } from 'kysely';
import type { RepositorySamples, RepositorySettingsTable } from '../../ports/store/repository-settings.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

/** Our own, so it is taken at its word. */
export function settingsFromJson(kept: unknown): RepositorySettings {
  const set = kept as Partial<RepositorySettings>;
  const { tags, refs, webLinks, schedule } = usualRepositorySettings;
  return {
    ...usualRepositorySettings,
    ...set,
    tags: { ...tags, ...set.tags },
    refs: { ...refs, ...set.refs },
    webLinks: { ...webLinks, ...set.webLinks },
    schedule: { ...schedule, ...set.schedule },
  };
}

/** Null for every tag, as a repository has it that nobody set anything for. */
function nameOfFilter({ include, exclude }: TagFilter): string | null {
  const name = JSON.stringify([include, exclude]);
  return name === JSON.stringify([everyTag.include, everyTag.exclude]) ? null : name;
}

export function repositorySettingsTable(database: Database): RepositorySettingsTable {
  return {
    async save(id, settings) {
      const kept = sql`${jsonForPostgres(settings)}::jsonb`;
      await database.updateTable('repositories').set({ settings: kept }).where('id', '=', id).execute();
    },
    async defaults(id) {
      const query = database.selectFrom('integrations').select('repository_defaults').where('id', '=', id);
      const { displayName: _own, ...defaults } = settingsFromJson(
        (await query.executeTakeFirst())?.repository_defaults ?? {},
      );
      return defaults;
    },
    async saveDefaults(id, defaults) {
      const kept = sql`${jsonForPostgres(defaults)}::jsonb`;
      await database.updateTable('integrations').set({ repository_defaults: kept }).where('id', '=', id).execute();
    },
    async areTagsStale(id, tags) {
      const query = database.selectFrom('repositories').select('applied_tags').where('id', '=', id);
      const row = await query.executeTakeFirst();
      return row !== undefined && row.applied_tags !== nameOfFilter(tags);
    },
    async noteTags(id, tags) {
      const query = database.updateTable('repositories').set({ applied_tags: nameOfFilter(tags) });
      await query.where('id', '=', id).execute();
    },
    samples: (id) => samples(database, id),
  };
}

async function samples(database: Database, id: RepositoryId): Promise<RepositorySamples> {
  const newest = (kind: string) => sql`
    select entity_id from linked_issue_keys
    where repository_id = ${id} and kind = ${kind} order by at desc limit 1`;
  const { rows } = await sql<{ [Name in keyof RepositorySamples]: string | null }>`
    select
      (select encode(hash, 'hex') from commits where commits.id = (${newest('commit')})) as commit,
      (select files #>> '{0,0}' from commit_files where commit_id = (${newest('commit')})) as path,
      coalesce(
        (select name from branches where branches.id = (${newest('branch')})),
        (select default_branch from repositories where repositories.id = ${id})
      ) as branch,
      (select name from tags where repository_id = ${id} order by at desc, name desc limit 1) as tag,
      (select remote_id from pull_requests where repository_id = ${id} and not removed
        order by updated_at desc limit 1) as "pullRequest"`.execute(database);
  const row = rows[0];
  return {
    commit: (row?.commit ?? undefined) as CommitHash | undefined,
    path: row?.path ?? undefined,
    branch: row?.branch ?? undefined,
    tag: row?.tag ?? undefined,
    pullRequest: row?.pullRequest ?? undefined,
  };
}
