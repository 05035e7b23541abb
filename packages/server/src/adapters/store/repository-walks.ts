/** How far the walk over an integration's list of repositories has come. */

import type { IntegrationId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RepositoryWalk, WalkStanding } from '../../ports/store/listings.ts';
import type { Database } from './database.ts';

/** See `ListingTable.beginWalk`. */
export async function beginWalk(database: Database, id: IntegrationId): Promise<RepositoryWalk> {
  const { rows } = await sql<{ walk: number; after: string | null; seen: number }>`
    insert into repository_walks (integration_id, walk, is_finished) values (${id}, 1, false)
    on conflict (integration_id) do update set
      walk = repository_walks.walk + repository_walks.is_finished::integer,
      seen = case when repository_walks.is_finished then 0 else repository_walks.seen end,
      started_at = case when repository_walks.is_finished then now() else repository_walks.started_at end,
      is_finished = false
    returning walk, after, seen`.execute(database);
  const row = rows[0];
  if (row === undefined) throw new Error('a walk that cannot begin');
  return { walk: row.walk, after: row.after ?? undefined, seen: row.seen };
}

/** See `ListingTable.advanceWalk`. */
export async function advanceWalk(
  database: Database,
  id: IntegrationId,
  walk: number,
  after: string | undefined,
  seen: number,
): Promise<void> {
  const query = database.updateTable('repository_walks').set({ after: after ?? null, seen });
  await query.where('integration_id', '=', id).where('walk', '=', walk).execute();
}

/** See `ListingTable.finishWalk`. */
export async function finishWalk(database: Database, id: IntegrationId, walk: number): Promise<void> {
  const ended = { after: null, is_finished: true, finished_at: sql<Date>`now()` };
  const query = database.updateTable('repository_walks').set(ended);
  await query.where('integration_id', '=', id).where('walk', '=', walk).execute();
}

/** A walk that is going on begins anew: it may be over another list now. */
export async function startAnew(database: Database, id: IntegrationId): Promise<void> {
  const query = database.updateTable('repository_walks').set({ after: null, seen: 0 });
  await query.where('integration_id', '=', id).execute();
}

/** See `ListingTable.walkStanding`. */
export async function walkStanding(database: Database, id: IntegrationId): Promise<WalkStanding | undefined> {
  const query = database.selectFrom('repository_walks').selectAll().where('integration_id', '=', id);
  const row = await query.executeTakeFirst();
  return (
    row && {
      walk: row.walk,
      after: row.after ?? undefined,
      seen: row.seen,
      isFinished: row.is_finished,
      startedAt: row.started_at,
      finishedAt: row.finished_at ?? undefined,
    }
  );
}

/** See `ListingTable.dueForWalk`. */
export async function dueForWalk(database: Database, endedBefore: Date): Promise<readonly IntegrationId[]> {
  const rows = await database
    .selectFrom('repository_walks')
    .innerJoin('integrations', 'integrations.id', 'integration_id')
    .select('integration_id')
    .where('is_finished', '=', true)
    .where('finished_at', '<', endedBefore)
    .where('paused_because', 'is', null)
    .where('mode', '=', 'two-way')
    .orderBy('finished_at')
    .execute();
  return rows.map((row) => row.integration_id as IntegrationId);
}
