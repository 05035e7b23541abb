/** Smart commits: how they are set to run, and each commit once, however many copies it has. */

import type { CommitHash, IssueKey, JiraSiteId, ProjectKey, SmartCommitSettings } from '@branchline/domain';
import { sql } from 'kysely';
import type {
  IssuePlace,
  NewSmartCommit,
  NewSmartCommitRun,
  SmartCommitId,
  SmartCommitTable,
} from '../../ports/store/smart-commits.ts';
import { commitColumns, commitFromColumns } from './commit-columns.ts';
import type { CommitColumns } from './commit-columns.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import { smartCommitRuns } from './smart-commit-runs.ts';

export function smartCommitTable(database: Database): SmartCommitTable {
  return {
    ...smartCommitRuns(database),
    async choices(site) {
      const query = database.selectFrom('smart_commit_settings').selectAll().where('jira_site_id', '=', site);
      return (await query.orderBy(sql`project_key nulls first`).execute()).map(({ project_key, settings }) => ({
        project: (project_key ?? undefined) as ProjectKey | undefined,
        settings: settings as Partial<SmartCommitSettings>,
      }));
    },
    async saveChoice(site, project, settings) {
      const place = { jira_site_id: site, project_key: project ?? null };
      if (settings === undefined) {
        await sql`delete from smart_commit_settings where jira_site_id = ${site}
          and project_key is not distinct from ${place.project_key}`.execute(database);
        return;
      }
      const kept = { settings: jsonForPostgres(settings) };
      await database
        .insertInto('smart_commit_settings')
        .values({ ...place, ...kept })
        .onConflict((conflict) => conflict.columns(['jira_site_id', 'project_key']).doUpdateSet(kept))
        .execute();
    },
    async commit(repository, hash) {
      const { rows } = await sql<CommitColumns & { readonly removed: boolean; readonly from_payload: boolean }>`
        select ${commitColumns}, removed, from_payload from commits
        where repository_id = ${repository} and hash = decode(${hash}, 'hex')`.execute(database);
      const [row] = rows;
      return row && { commit: commitFromColumns(row), removed: row.removed, fromPayload: row.from_payload };
    },
    async known(repository, hashes) {
      if (hashes.length === 0) return new Set();
      const { rows } = await sql<{ hash: CommitHash }>`
        select encode(hash, 'hex') as hash from commits where repository_id = ${repository}
          and hash in (select decode(value, 'hex') from json_array_elements_text(${jsonForPostgres(hashes)}::json))
      `.execute(database);
      return new Set(rows.map(({ hash }) => hash));
    },
    remember: (commit) => remember(database, commit),
    addRuns: (id, runs) => addRuns(database, id, runs),
    reconsiderPushed: (id) => reconsiderPushed(database, id),
    async withoutPusher(repository, since) {
      const { rows } = await sql<{ hash: CommitHash }>`
        select hash from smart_commits
        where repository_id = ${repository} and seen_at >= ${since} and exists (
          select from smart_commit_runs
          where smart_commit_id = smart_commits.id and state = 'skipped' and reason = 'pusher-unknown'
        ) order by id`.execute(database);
      return rows.map(({ hash }) => hash);
    },
  };
}

async function remember(
  database: Database,
  { integrationId, repositoryId, hash, fingerprint, author, pusher, seenAt }: NewSmartCommit,
): Promise<{ readonly id: SmartCommitId; readonly isNew: boolean }> {
  const kept = pusher === undefined ? null : jsonForPostgres(pusher);
  return together(database, async (database) => {
    const { rows } = await sql<{ id: SmartCommitId; isNew: boolean }>`
      insert into smart_commits (integration_id, fingerprint, repository_id, hash, author_name, author_email,
        authored_at, pusher, seen_at)
      values (${integrationId}, ${fingerprint}, ${repositoryId}, ${hash}, ${textForPostgres(author.name)},
        ${textForPostgres(author.email)}, ${author.at}, ${kept}::jsonb, ${seenAt})
      on conflict (integration_id, fingerprint) do update set repository_id = excluded.repository_id,
        hash = excluded.hash, pusher = coalesce(smart_commits.pusher, excluded.pusher)
      returning id, xmax = 0 as "isNew"`.execute(database);
    const [remembered] = rows;
    if (remembered === undefined) throw new Error('a smart commit that was neither new nor known');
    await database
      .insertInto('smart_commit_hashes')
      .values({ repository_id: repositoryId, hash, smart_commit_id: remembered.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return remembered;
  });
}

async function addRuns(database: Database, id: SmartCommitId, runs: readonly NewSmartCommitRun[]): Promise<void> {
  if (runs.length === 0) return;
  const rows = runs.map(({ skipped, jiraSiteId, ...run }) => ({
    ...run,
    site: jiraSiteId,
    state: skipped === undefined ? 'waiting' : 'skipped',
    reason: skipped?.reason ?? null,
    message: skipped?.message ?? '',
  }));
  await sql`
    insert into smart_commit_runs (smart_commit_id, jira_site_id, issue_key, position, command, arguments, state,
      reason, message, ended_at)
    select ${id}, site, key, position, command, arguments, state, reason, message,
      case state when 'skipped' then now() end
    from json_to_recordset(${jsonForPostgres(rows)}::json) as run (site integer, key text, position integer,
      command text, arguments text, state text, reason text, message text)
    on conflict (smart_commit_id, jira_site_id, issue_key, position) do nothing`.execute(database);
}

async function reconsiderPushed(database: Database, id: SmartCommitId): Promise<readonly IssuePlace[]> {
  const { rows } = await sql<{ jira_site_id: JiraSiteId; issue_key: IssueKey }>`
    update smart_commit_runs set state = 'waiting', reason = null, message = '', ended_at = null
    where smart_commit_id = ${id} and state = 'skipped' and reason = 'pusher-unknown'
    returning jira_site_id, issue_key`.execute(database);
  return rows.map(({ jira_site_id, issue_key }) => ({ jiraSiteId: jira_site_id, key: issue_key }));
}
