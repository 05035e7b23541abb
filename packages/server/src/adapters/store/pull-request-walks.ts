/** How far each repository's pull requests have been read from its Git service. */

import type { RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable, Updateable } from 'kysely';
import type {
  PullRequestStanding,
  PullRequestWalk,
  PullRequestWalkTable,
} from '../../ports/store/pull-request-walks.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import type { PullRequestWalkRow } from './schema-pull-requests.ts';

const nothingAsked: PullRequestStanding = {
  walkedAt: undefined,
  since: undefined,
  validator: undefined,
  walk: undefined,
  problem: undefined,
};

export function pullRequestWalkTable(database: Database): PullRequestWalkTable {
  return {
    async standing(repository) {
      const query = database.selectFrom('pull_request_walks').selectAll().where('repository_id', '=', repository);
      const row = await query.executeTakeFirst();
      return row === undefined ? nothingAsked : standingFromRow(row);
    },
    async standings(ids) {
      const { rows } = await sql<Selectable<PullRequestWalkRow>>`
        select * from pull_request_walks where repository_id = any(${ids}::integer[])`.execute(database);
      return new Map(rows.map((row) => [row.repository_id as RepositoryId, standingFromRow(row)]));
    },
    save: (repository, walk) => write(database, repository, { walk: jsonForPostgres(walk) }),
    end: (repository, { at, since, validator }) =>
      write(database, repository, { walk: null, walked_at: at, since: since ?? null, validator: validator ?? null }),
    noteProblem: (repository, problem) =>
      write(database, repository, {
        problem: problem === undefined ? null : textForPostgres(problem.message),
        retry_at: problem?.retryAt ?? null,
      }),
  };
}

/** A repository that is gone meanwhile stays gone. */
async function write(
  database: Database,
  repository: RepositoryId,
  columns: Updateable<PullRequestWalkRow>,
): Promise<void> {
  const kept = database
    .selectFrom('repositories')
    .select([sql<number>`id`.as('repository_id')])
    .where('id', '=', repository);
  await database
    .insertInto('pull_request_walks')
    .columns(['repository_id'])
    .expression(kept)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await database.updateTable('pull_request_walks').set(columns).where('repository_id', '=', repository).execute();
}

function standingFromRow(row: Selectable<PullRequestWalkRow>): PullRequestStanding {
  return {
    walkedAt: row.walked_at ?? undefined,
    since: row.since ?? undefined,
    validator: row.validator ?? undefined,
    walk: walkFromJson(row.walk),
    problem: row.problem === null ? undefined : { message: row.problem, retryAt: row.retry_at ?? undefined },
  };
}

/** A walk as JSON: dates become text, and what is not there is left out. */
interface WalkJson {
  readonly everything: boolean;
  readonly since?: string;
  readonly startedAt: string;
  readonly after?: string;
  readonly validator?: string;
  readonly latest?: string;
  readonly walked: number;
}

/** Our own JSON, so it is taken at its word. */
function walkFromJson(json: unknown): PullRequestWalk | undefined {
  if (json === null) return undefined;
  const walk = json as WalkJson;
  return {
    everything: walk.everything,
    since: dateFrom(walk.since),
    startedAt: new Date(walk.startedAt),
    after: walk.after,
    validator: walk.validator,
    latest: dateFrom(walk.latest),
    walked: walk.walked,
  };
}

function dateFrom(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
