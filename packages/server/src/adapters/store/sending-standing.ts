/** How sending many repositories to a Jira site stands, in one question. */

import type { JiraSiteId, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { SendingStanding } from '../../ports/store/pushes.ts';
import type { Database } from './database.ts';

/** See `PushTable.standing`. What waits is found by an index for each repository, and is mostly nothing. */
export async function sendingStanding(
  database: Database,
  site: JiraSiteId,
  repositories: readonly RepositoryId[],
): Promise<readonly SendingStanding[]> {
  const { rows } = await sql<SendingStanding>`
    with wanted as materialized (
      select one.id,
        coalesce((select sequence from push_cursors where repository_id = one.id and jira_site_id = ${site}
          and stream = 'live'), 0) as live_up_to,
        coalesce((select sequence from push_cursors where repository_id = one.id and jira_site_id = ${site}
          and stream = 'history'), 0) as history_up_to
      from unnest(${repositories}::integer[]) as one (id)
    ), entities as materialized (
      select repository_id, count(*) filter (where state = 'accepted') as sent,
        count(*) filter (where state = 'refused') as refused
      from pushed_entities where jira_site_id = ${site} and repository_id = any(${repositories}::integer[])
      group by repository_id
    )
    select wanted.id as "repositoryId", coalesce(sent, 0) as sent, coalesce(refused, 0) as refused,
      (select count(*) from commits
        where repository_id = wanted.id and live and sequence > live_up_to and files_read) +
      (select count(*) from branches where repository_id = wanted.id and live and sequence > live_up_to) +
      (select count(*) from pull_requests where repository_id = wanted.id and live and sequence > live_up_to)
        as "waitingEvents",
      (select count(*) from commits
        where repository_id = wanted.id and not live and sequence > history_up_to and files_read) +
      (select count(*) from branches where repository_id = wanted.id and not live and sequence > history_up_to) +
      (select count(*) from pull_requests where repository_id = wanted.id and not live and sequence > history_up_to)
        as "waitingHistory"
    from wanted left join entities on entities.repository_id = wanted.id`.execute(database);
  return rows;
}
