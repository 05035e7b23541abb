/** Each indexing of a repository, and how far a walk of its history has come. */

import type { IndexingTrigger, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type {
  IndexPhase,
  IndexRun,
  IndexRunTable,
  IndexSubject,
  NewestRun,
  WalkPosition,
} from '../../ports/store/index-runs.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import type { IndexRunRow } from './schema.ts';

export function indexRunTable(database: Database): IndexRunTable {
  return {
    begin: (repositoryId, trigger, about = 'git') => begin(database, repositoryId, trigger, about),
    async progress(id, { phase, done, total, bytes }) {
      await sql`
        update index_runs
        set phases = case when phase is distinct from ${phase} then ${endedPhases} else phases end,
          phase_started_at = case when phase is distinct from ${phase} then now() else phase_started_at end,
          phase = ${phase}, phase_done = ${done}, phase_total = ${total ?? null}, phase_bytes = ${bytes ?? null},
          updated_at = now()
        where id = ${id}`.execute(database);
    },
    async addCounts(id, { walked = 0, linked = 0, files = 0, pullRequests = 0 }) {
      await sql`
        update index_runs
        set commits_walked = commits_walked + ${walked}, commits_linked = commits_linked + ${linked},
          files_read = files_read + ${files}, pull_requests_read = pull_requests_read + ${pullRequests}, updated_at = now()
        where id = ${id}`.execute(database);
    },
    async end(id, outcome, failure) {
      const words = failure === undefined ? null : textForPostgres(failure);
      await sql`
        update index_runs
        set outcome = ${outcome}, failure = ${words}, ended_at = now(), updated_at = now(), ${noPhase}
        where id = ${id}`.execute(database);
    },
    async log(repositoryId, limit, { about, outcome, before } = {}) {
      let query = database.selectFrom('index_runs').selectAll().where('repository_id', '=', repositoryId);
      if (about !== undefined) query = query.where('about', '=', about);
      if (outcome !== undefined) query = query.where('outcome', '=', outcome);
      if (before !== undefined) query = query.where('id', '<', before);
      return (await query.orderBy('id', 'desc').limit(limit).execute()).map(runFromRow);
    },
    async list(repositoryId, limit, about = 'git') {
      const all = database.selectFrom('index_runs').selectAll().where('repository_id', '=', repositoryId);
      const query = all.where('about', '=', about);
      return (await query.orderBy('id', 'desc').limit(limit).execute()).map(runFromRow);
    },
    latest: (ids, about = 'git') => latest(database, ids, about),
    newest: (limit) => newest(database, limit),
    position: (repositoryId) => position(database, repositoryId),
    async savePosition(repositoryId, position) {
      const changed = {
        walk: position?.walk ?? null,
        walked: position?.walked ?? null,
        walk_after_another: position?.afterAnother ?? null,
      };
      await database.updateTable('repositories').set(changed).where('id', '=', repositoryId).execute();
    },
  };
}

/** The phase that goes on is written behind those that ended. */
const endedPhases = sql`case when phase is null then phases else phases || jsonb_build_array(jsonb_build_object(
  'phase', phase, 'startedAt', phase_started_at, 'endedAt', now(),
  'done', coalesce(phase_done, 0), 'total', phase_total, 'bytes', phase_bytes)) end`;

/** None goes on any more. */
const noPhase = sql`phases = ${endedPhases}, phase = null`;

async function begin(
  database: Database,
  repositoryId: RepositoryId,
  trigger: IndexingTrigger,
  about: IndexSubject,
): Promise<number> {
  return together(database, async (database) => {
    await sql`
      update index_runs set outcome = 'interrupted', ended_at = now(), ${noPhase}
      where repository_id = ${repositoryId} and about = ${about} and ended_at is null`.execute(database);
    const query = database
      .insertInto('index_runs')
      .values({ repository_id: repositoryId, trigger, about })
      .returning('id');
    return (await query.executeTakeFirstOrThrow()).id;
  });
}

async function latest(
  database: Database,
  ids: readonly RepositoryId[],
  about: IndexSubject,
): Promise<ReadonlyMap<RepositoryId, IndexRun>> {
  const { rows } = await sql<Selectable<IndexRunRow>>`
    select run.* from unnest(${ids}::integer[]) as wanted (id)
    cross join lateral (
      select * from index_runs where repository_id = wanted.id and about = ${about} order by id desc limit 1
    ) as run`.execute(database);
  return new Map(rows.map((row) => [row.repository_id as RepositoryId, runFromRow(row)]));
}

/** Those that found nothing new say nothing; a thousand are looked at, so that a quiet installation answers as fast. */
async function newest(database: Database, limit: number): Promise<readonly NewestRun[]> {
  const { rows } = await sql<Selectable<IndexRunRow> & { readonly repository_name: string }>`
    select runs.*, repositories.name as repository_name
    from (select * from index_runs order by id desc limit 1000) as runs
    join repositories on repositories.id = repository_id
    where outcome = 'failed' or (outcome = 'done' and commits_walked + pull_requests_read > 0)
    order by runs.id desc limit ${limit}`.execute(database);
  return rows.map((row) => ({ run: runFromRow(row), repositoryName: row.repository_name }));
}

async function position(database: Database, repositoryId: RepositoryId): Promise<WalkPosition | undefined> {
  const columns = ['walk', 'walked', 'walk_after_another'] as const;
  const query = database.selectFrom('repositories').select(columns).where('id', '=', repositoryId);
  const row = await query.executeTakeFirst();
  if (row === undefined || row.walk === null || row.walked === null) return undefined;
  return { walk: row.walk, walked: row.walked, afterAnother: row.walk_after_another ?? false };
}

function runFromRow(row: Selectable<IndexRunRow>): IndexRun {
  return {
    id: row.id,
    repositoryId: row.repository_id as RepositoryId,
    about: row.about as IndexSubject,
    trigger: row.trigger as IndexingTrigger,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? undefined,
    outcome: (row.outcome ?? undefined) as IndexRun['outcome'],
    failure: row.failure ?? undefined,
    progress: progressFromRow(row),
    phaseStartedAt: row.phase_started_at ?? undefined,
    updatedAt: row.updated_at,
    commitsWalked: row.commits_walked,
    commitsLinked: row.commits_linked,
    filesRead: row.files_read,
    pullRequestsRead: row.pull_requests_read,
    phases: phasesFromRow(row),
  };
}

function progressFromRow(row: Selectable<IndexRunRow>): IndexRun['progress'] {
  if (row.phase === null) return undefined;
  return {
    phase: row.phase as IndexPhase,
    done: row.phase_done ?? 0,
    total: row.phase_total ?? undefined,
    bytes: row.phase_bytes ?? undefined,
  };
}

interface KeptPhase {
  readonly phase: IndexPhase;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly done: number;
  readonly total: number | null;
  readonly bytes: number | null;
}

/** Our own JSON, taken at its word; the phase that goes on is in columns. */
function phasesFromRow(row: Selectable<IndexRunRow>): IndexRun['phases'] {
  const ended = (row.phases as readonly KeptPhase[]).map(({ startedAt, endedAt, total, bytes, ...phase }) => ({
    ...phase,
    startedAt: new Date(startedAt),
    endedAt: new Date(endedAt),
    total: total ?? undefined,
    bytes: bytes ?? undefined,
  }));
  const open = progressFromRow(row);
  if (open === undefined) return ended;
  return [...ended, { ...open, startedAt: row.phase_started_at ?? row.started_at, endedAt: undefined }];
}
