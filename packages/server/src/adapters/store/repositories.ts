/** Repositories and how their indexing stands. */

import type { IndexingState, IntegrationId, RemoteRepository, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { IndexedRepository, RepositoryStanding, RepositoryTable } from '../../ports/store/repositories.ts';
import { cloneAddress } from './clone-address.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import { countRefs, readHeads, readTags, saveHeads, saveTags } from './refs.ts';
import { removeDevelopmentRows } from './remove-rows.ts';
import { repositoryCoverage } from './repository-coverage.ts';
import { notableRepositories, repositoryCounts, repositoryPage } from './repository-pages.ts';
import { standingFromRow } from './repository-row.ts';

export function repositoryTable(database: Database): RepositoryTable {
  return {
    ...found(database),
    save: (integrationId, remote) => save(database, integrationId, remote),
    async setRemoteState(id, state) {
      await database.updateTable('repositories').set({ remote_state: state }).where('id', '=', id).execute();
    },
    remove: (id) => removeRepository(database, id),
    ids: () => ids(database),
    coverage: (places) => repositoryCoverage(database, places),
    places: (those) => places(database, those),
    names: (those) => names(database, those),
    page: (query) => repositoryPage(database, query),
    counts: () => repositoryCounts(database),
    notable: (each, ids) => notableRepositories(database, each, ids),
    due: (now, limit) => due(database, now, limit),
    setState: (id, state, reason) => setState(database, id, state, reason),
    async resume(id) {
      const query = database.updateTable('repositories').set({ state: 'waiting', state_reason: null });
      await query.where('id', '=', id).where('state', '=', 'paused').execute();
    },
    async pinHostKey(id, hostKey) {
      await database.updateTable('repositories').set({ pinned_host_key: hostKey }).where('id', '=', id).execute();
    },
    markIndexed: (id, indexed) => markIndexed(database, id, indexed),
    async scheduleLook(id, at) {
      await database.updateTable('repositories').set({ next_look_at: at }).where('id', '=', id).execute();
    },
    async noteWebhook(ids, at) {
      if (ids.length === 0) return;
      const query = database.updateTable('repositories').set({ last_webhook_at: at }).where('id', 'in', ids);
      await query
        .where((where) => where.or([where('last_webhook_at', 'is', null), where('last_webhook_at', '<', at)]))
        .execute();
    },
    heads: (id) => readHeads(database, id),
    saveHeads: (id, set, gone) => saveHeads(database, id, set, gone),
    tags: (id) => readTags(database, id),
    refCounts: (id) => countRefs(database, id),
    saveTags: (id, tags) => saveTags(database, id, tags),
  };
}

type Finding = 'findByRemoteIds' | 'get' | 'list' | 'named' | 'listByIntegration' | 'findByCloneUrl';

/** One or several, as they stand. */
function found(database: Database): Pick<RepositoryTable, Finding> {
  return {
    async findByRemoteIds(integrationId, remoteIds) {
      if (remoteIds.length === 0) return [];
      const query = database.selectFrom('repositories').selectAll().where('integration_id', '=', integrationId);
      return (await query.where('remote_id', 'in', remoteIds).execute()).map(standingFromRow);
    },
    async get(id) {
      const row = await database.selectFrom('repositories').selectAll().where('id', '=', id).executeTakeFirst();
      return row && standingFromRow(row);
    },
    async list() {
      const rows = await database.selectFrom('repositories').selectAll().orderBy('name').orderBy('id').execute();
      return rows.map(standingFromRow);
    },
    async named(those) {
      if (those.length === 0) return [];
      const query = database
        .selectFrom('repositories')
        .selectAll()
        .where((where) => where('id', '=', sql<number>`any(${those}::integer[])`));
      return (await query.orderBy('name').orderBy('id').execute()).map(standingFromRow);
    },
    async listByIntegration(integrationId) {
      const query = database.selectFrom('repositories').selectAll().where('integration_id', '=', integrationId);
      return (await query.orderBy('name').orderBy('id').execute()).map(standingFromRow);
    },
    async findByCloneUrl(cloneUrl) {
      const query = database.selectFrom('repositories').selectAll().where('clone_address', '=', cloneAddress(cloneUrl));
      return (await query.orderBy('id').execute()).map(standingFromRow);
    },
  };
}

async function save(
  database: Database,
  integrationId: IntegrationId,
  remote: RemoteRepository,
): Promise<RepositoryStanding> {
  const described = {
    name: textForPostgres(remote.name),
    clone_url: remote.cloneUrl,
    clone_address: cloneAddress(remote.cloneUrl),
    web_url: remote.webUrl ?? null,
  };
  const row = await database
    .insertInto('repositories')
    .values({
      integration_id: integrationId,
      remote_id: remote.remoteId,
      settings: sql`(select repository_defaults from integrations where id = ${integrationId})`,
      ...described,
    })
    .onConflict((conflict) => conflict.columns(['integration_id', 'remote_id']).doUpdateSet(described))
    .returningAll()
    .executeTakeFirstOrThrow();
  return standingFromRow(row);
}

async function ids(database: Database): Promise<readonly RepositoryId[]> {
  const rows = await database.selectFrom('repositories').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id as RepositoryId);
}

async function places(database: Database, those?: readonly RepositoryId[]) {
  const { rows } = await sql<{ readonly id: RepositoryId; readonly integrationId: IntegrationId }>`
    select id, integration_id as "integrationId" from repositories
    where ${those === undefined ? sql`true` : sql`id = any(${those}::integer[])`} order by id`.execute(database);
  return rows;
}

async function names(database: Database, those: readonly RepositoryId[]): Promise<ReadonlyMap<RepositoryId, string>> {
  if (those.length === 0) return new Map();
  const query = database
    .selectFrom('repositories')
    .select(['id', 'name'])
    .where((where) => where('id', '=', sql<number>`any(${those}::integer[])`));
  return new Map((await query.execute()).map(({ id, name }) => [id as RepositoryId, name]));
}

async function removeRepository(database: Database, id: RepositoryId): Promise<void> {
  await together(database, async (database) => {
    await removeDevelopmentRows(database, sql`id = ${id}`);
    await database.deleteFrom('repositories').where('id', '=', id).execute();
  });
}

async function due(database: Database, now: Date, limit: number): Promise<readonly RepositoryStanding[]> {
  const rows = await database
    .selectFrom('repositories')
    .innerJoin('integrations', 'integrations.id', 'repositories.integration_id')
    .selectAll('repositories')
    .where('next_look_at', '<=', now)
    .where('integrations.paused_because', 'is', null)
    .where('remote_state', '<>', 'gone')
    .orderBy('next_look_at')
    .limit(limit)
    .execute();
  return rows.map(standingFromRow);
}

async function setState(database: Database, id: RepositoryId, state: IndexingState, reason?: string): Promise<void> {
  const state_reason = reason === undefined ? null : textForPostgres(reason);
  const query = database.updateTable('repositories').set({ state, state_reason });
  await query.where('id', '=', id).where('state', '<>', 'paused').execute();
}

function linkedCommits(id: RepositoryId) {
  return sql<number>`(select count(*) from commits where repository_id = ${id} and not removed)`;
}

async function markIndexed(database: Database, id: RepositoryId, indexed: IndexedRepository): Promise<void> {
  await database
    .updateTable('repositories')
    .set({
      state: sql`case state when 'paused' then state else 'up-to-date' end`,
      state_reason: sql`case state when 'paused' then state_reason end`,
      refs_fingerprint: indexed.refsFingerprint,
      default_branch: indexed.defaultBranch ?? null,
      commit_count: indexed.commitCount,
      linked_commit_count: indexed.changed ? linkedCommits(id) : sql`linked_commit_count`,
      indexed_at: indexed.at,
      changed_at: indexed.changed ? indexed.at : sql`changed_at`,
      next_look_at: indexed.nextLookAt,
    })
    .where('id', '=', id)
    .execute();
}
