/** How many entities each Jira site took and refused: kept beside them, so that nobody counts a million. */

import type { JiraSiteId, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { PushedEntity } from '../../ports/store/pushes.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

/**
 * Whoever changes what was accepted or refused holds the count first, so that the difference is that of nobody else.
 * The repository is held before it: whoever removes it does so, too, and nobody waits for one who waits for him.
 */
export async function holdCount(database: Database, repository: RepositoryId, site: JiraSiteId): Promise<void> {
  await sql`
    insert into sent_counts (repository_id, jira_site_id)
    select id, ${site}::integer from repositories where id = ${repository} for key share
    on conflict (repository_id, jira_site_id) do update set sent = sent_counts.sent`.execute(database);
}

/** Writes what became of each entity, and what that makes of the count. Hold the count first. */
export async function writeEntities(
  database: Database,
  repository: RepositoryId,
  site: JiraSiteId,
  entities: readonly PushedEntity[],
): Promise<void> {
  await sql`
    with entity as materialized (
      select kind, name, state, message from json_to_recordset(${jsonForPostgres(entities)}::json) as entity (
        kind text, name text, state text, message text)
    ), before as materialized (
      select pushed.state from entity join pushed_entities as pushed
        on pushed.repository_id = ${repository} and pushed.jira_site_id = ${site}
          and pushed.kind = entity.kind and pushed.name = entity.name
    ), written as (
      insert into pushed_entities (repository_id, jira_site_id, kind, name, state, message)
      select ${repository}, ${site}, kind, name, state, message from entity
      on conflict (repository_id, jira_site_id, kind, name) do update
      set state = excluded.state, message = excluded.message
      where (pushed_entities.state, pushed_entities.message) is distinct from (excluded.state, excluded.message)
    )
    update sent_counts set
      sent = sent + ${difference('accepted')},
      refused = refused + ${difference('refused')}
    where repository_id = ${repository} and jira_site_id = ${site}`.execute(database);
}

function difference(state: PushedEntity['state']): RawBuilder<number> {
  return sql`(select count(*) from entity where state = ${state}) - (select count(*) from before where state = ${state})`;
}

/**
 * Counts all of a site anew, and nobody sends meanwhile (half a second for a million): the release before this one
 * writes entities without counting them.
 */
export async function recount(database: Database, site: JiraSiteId): Promise<void> {
  await together(database, async (database) => {
    await sql`lock table sent_counts in share row exclusive mode`.execute(database);
    await sql`
      with counted as materialized (
        select repository_id, count(*) filter (where state = 'accepted') as sent,
          count(*) filter (where state = 'refused') as refused
        from pushed_entities where jira_site_id = ${site} group by repository_id
      ), gone as (
        delete from sent_counts where jira_site_id = ${site}
          and repository_id not in (select repository_id from counted)
      )
      insert into sent_counts (repository_id, jira_site_id, sent, refused)
      select repository_id, ${site}::integer, sent, refused from counted
      on conflict (repository_id, jira_site_id) do update set sent = excluded.sent, refused = excluded.refused
      where (sent_counts.sent, sent_counts.refused) is distinct from (excluded.sent, excluded.refused)
    `.execute(database);
  });
}
