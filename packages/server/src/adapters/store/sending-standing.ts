/** How sending many repositories to a Jira site stands, in one question. */

import type { JiraSiteId, PushedPlaces } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { SendingStanding } from '../../ports/store/pushes.ts';
import type { Database } from './database.ts';

/** What waits in a stream. No row has a number beyond the repository's last: mostly there is nothing to look for. */
function waiting(isLive: boolean): RawBuilder<unknown> {
  const stream = isLive ? sql`live` : sql`not live`;
  const upTo = isLive ? sql`live_up_to` : sql`history_up_to`;
  const after = sql`repository_id = wanted.id and ${stream} and sequence > ${upTo}`;
  return sql`case when last_sequence > ${upTo} then
    (select count(*) from commits where ${after} and files_read) +
    (select count(*) from branches where ${after}) +
    (select count(*) from pull_requests where ${after}) else 0 end`;
}

/** See `PushTable.standing`. What waits is found by an index for each repository. */
export async function sendingStanding(
  database: Database,
  site: JiraSiteId,
  { integrations, repositories, exceptions }: PushedPlaces,
  shown: number,
): Promise<SendingStanding> {
  const { rows } = await sql<SendingStanding>`
    with wanted as materialized (
      select repositories.id, name, last_sequence, coalesce(live.sequence, 0) as live_up_to,
        coalesce(history.sequence, 0) as history_up_to,
        coalesce(sent_counts.sent, 0) as sent, coalesce(sent_counts.refused, 0) as refused
      from repositories
        left join sent_counts on sent_counts.repository_id = repositories.id and sent_counts.jira_site_id = ${site}
        left join push_cursors as live on live.repository_id = repositories.id and live.jira_site_id = ${site}
          and live.stream = 'live'
        left join push_cursors as history on history.repository_id = repositories.id
          and history.jira_site_id = ${site} and history.stream = 'history'
      where (integration_id = any(${integrations}::integer[]) and repositories.id <> all(${exceptions}::integer[]))
        or repositories.id = any(${repositories}::integer[])
    ), standing as materialized (
      select id, name, sent, refused, ${waiting(true)} as "waitingEvents", ${waiting(false)} as "waitingHistory"
      from wanted
    ), sums as (
      select count(*) as repositories, coalesce(sum(sent), 0)::bigint as sent,
        coalesce(sum(refused), 0)::bigint as refused, coalesce(sum("waitingEvents"), 0)::bigint as "waitingEvents",
        coalesce(sum("waitingHistory"), 0)::bigint as "waitingHistory"
      from standing
    ), concerned as (
      select standing.* from standing, sums
      order by case when sums.repositories > ${shown} then
        standing.refused + standing."waitingEvents" + standing."waitingHistory" end desc, name, id
      limit ${shown}
    )
    select sums.*, (select coalesce(json_agg(concerned), '[]') from concerned) as "mostConcerned" from sums
  `.execute(database);
  const [row] = rows;
  if (row === undefined) throw new Error('sums without a row');
  return row;
}
