/** What has been sent to which Jira site, and what came of it. */

import type { IntegrationId, IssueKey, JiraSiteId, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { PushedEntity, PushStream, PushTable } from '../../ports/store/pushes.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import { sendingStanding } from './sending-standing.ts';
import { holdCount, recount, writeEntities } from './sent-counts.ts';
import {
  forgetUncarriedKeys,
  putOffUnknownKeys,
  sitesToTryAgain,
  unknownAmong,
  unknownKeysToTry,
} from './unknown-keys.ts';

export function pushTable(database: Database): PushTable {
  return {
    pushedUpTo: (...about) => pushedUpTo(database, ...about),
    expect: (...about) => expect(database, ...about),
    record: (...about) => record(database, ...about),
    known: (...about) => known(database, ...about),
    mayHold: (...about) => mayHold(database, ...about),
    sentTo: (site, integration) => sentTo(database, site, integration),
    standing: (...about) => sendingStanding(database, ...about),
    recount: (site) => recount(database, site),
    refused: (...about) => refused(database, ...about),
    forget: (...about) => forget(database, ...about),
    accepted: (...about) => accepted(database, ...about),
    sample: (...about) => sample(database, ...about),
    rememberUnknownKeys: (...about) => rememberUnknownKeys(database, ...about),
    forgetUnknownKeys: (...about) => forgetUnknownKeys(database, ...about),
    unknownKeys: (...about) => unknownKeys(database, ...about),
    unknownAmong: (...about) => unknownAmong(database, ...about),
    forgetUncarriedKeys: (site) => forgetUncarriedKeys(database, site),
    unknownKeysToTry: (...about) => unknownKeysToTry(database, ...about),
    putOffUnknownKeys: (...about) => putOffUnknownKeys(database, ...about),
    sitesToTryAgain: (now) => sitesToTryAgain(database, now),
  };
}

async function pushedUpTo(
  database: Database,
  repository: RepositoryId,
  site: JiraSiteId,
  stream: PushStream,
): Promise<number> {
  const query = database.selectFrom('push_cursors').select('sequence').where('repository_id', '=', repository);
  const row = await query.where('jira_site_id', '=', site).where('stream', '=', stream).executeTakeFirst();
  return row?.sequence ?? 0;
}

async function expect(
  database: Database,
  repository: RepositoryId,
  site: JiraSiteId,
  entities: readonly Pick<PushedEntity, 'kind' | 'name'>[],
): Promise<void> {
  await sql`
    insert into pushed_entities (repository_id, jira_site_id, kind, name, state)
    select ${repository}, ${site}, kind, name, 'sending'
    from json_to_recordset(${jsonForPostgres(entities)}::json) as entity (kind text, name text)
    on conflict (repository_id, jira_site_id, kind, name) do update set state = 'sending', message = null
    where pushed_entities.state = 'withdrawn'`.execute(database);
}

async function record(
  database: Database,
  repository: RepositoryId,
  site: JiraSiteId,
  stream: PushStream,
  upTo: number,
  entities: readonly PushedEntity[],
): Promise<void> {
  await together(database, async (database) => {
    if (entities.length > 0) {
      await holdCount(database, repository, site);
      await writeEntities(database, repository, site, entities);
    }
    await sql`
      insert into push_cursors (repository_id, jira_site_id, stream, sequence)
      values (${repository}, ${site}, ${stream}, ${upTo})
      on conflict (repository_id, jira_site_id, stream) do update set sequence = excluded.sequence`.execute(database);
  });
}

async function known(
  database: Database,
  repository: RepositoryId,
  site: JiraSiteId,
  kind: PushedEntity['kind'],
  names: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`
    select name from pushed_entities
    where repository_id = ${repository} and jira_site_id = ${site} and kind = ${kind} and state <> 'withdrawn'
      and name in (select json_array_elements_text(${jsonForPostgres(names)}::json))`.execute(database);
  return new Set(rows.map((row) => row.name));
}

async function mayHold(database: Database, repository: RepositoryId, site: JiraSiteId): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (
      select 1 from pushed_entities
      where repository_id = ${repository} and jira_site_id = ${site} and state <> 'withdrawn'
    ) as found`.execute(database);
  return rows[0]?.found ?? false;
}

async function sentTo(database: Database, site: JiraSiteId, integration: IntegrationId): Promise<number> {
  const { rows } = await sql<{ sent: number }>`
    select coalesce(sum(sent), 0)::bigint as sent
    from sent_counts join repositories on repositories.id = repository_id
    where jira_site_id = ${site} and integration_id = ${integration}`.execute(database);
  return rows[0]?.sent ?? 0;
}

async function refused(
  database: Database,
  site: JiraSiteId,
  limit: number,
): Promise<readonly (PushedEntity & { readonly repositoryId: RepositoryId })[]> {
  const { rows } = await sql<PushedEntity & { repositoryId: RepositoryId; message: string | null }>`
    select kind, name, state, message, repository_id as "repositoryId" from pushed_entities
    where jira_site_id = ${site} and state = 'refused'
    order by repository_id, kind, name limit ${limit}`.execute(database);
  return rows.map((row) => ({ ...row, message: row.message ?? undefined }));
}

async function forget(database: Database, repository: RepositoryId, site: JiraSiteId): Promise<number> {
  return together(database, async (database) => {
    await holdCount(database, repository, site);
    const cursors = database.deleteFrom('push_cursors').where('repository_id', '=', repository);
    await cursors.where('jira_site_id', '=', site).execute();
    const { rows } = await sql<{ count: number }>`
      with gone as (
        delete from pushed_entities where repository_id = ${repository} and jira_site_id = ${site} returning state
      ), uncounted as (
        delete from sent_counts where repository_id = ${repository} and jira_site_id = ${site}
      )
      select count(*) as count from gone where state <> 'withdrawn'`.execute(database);
    return rows[0]?.count ?? 0;
  });
}

async function accepted(
  database: Database,
  repository: RepositoryId,
  site: JiraSiteId,
  limit: number,
): Promise<readonly Pick<PushedEntity, 'kind' | 'name'>[]> {
  const { rows } = await sql<Pick<PushedEntity, 'kind' | 'name'>>`
    select kind, name from pushed_entities
    where repository_id = ${repository} and jira_site_id = ${site} and state = 'accepted' limit ${limit}
  `.execute(database);
  return rows;
}

async function sample(
  database: Database,
  site: JiraSiteId,
  limit: number,
  salt: string,
): Promise<readonly RepositoryId[]> {
  const { rows } = await sql<{ id: RepositoryId }>`
    select id from repositories
    where exists (
      select from pushed_entities where repository_id = repositories.id and jira_site_id = ${site} and state = 'accepted'
    )
    order by md5(id || ${salt}::text) limit ${limit}`.execute(database);
  return rows.map((row) => row.id);
}

async function rememberUnknownKeys(
  database: Database,
  site: JiraSiteId,
  keys: readonly IssueKey[],
  tryAt?: Date,
): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    insert into unknown_issue_keys (jira_site_id, key, next_try_at)
    select ${site}, key, ${tryAt ?? null}::timestamptz from json_array_elements_text(${jsonForPostgres([...new Set(keys)])}::json) as key
    on conflict (jira_site_id, key) do update set last_seen_at = now()`.execute(database);
}

async function forgetUnknownKeys(database: Database, site: JiraSiteId, keys: readonly IssueKey[]): Promise<void> {
  if (keys.length === 0) return;
  await sql`
    delete from unknown_issue_keys
    where jira_site_id = ${site} and key in (select json_array_elements_text(${jsonForPostgres(keys)}::json))
  `.execute(database);
}

/** Those seen longest ago first, so that all of them get their turn. */
async function unknownKeys(database: Database, site: JiraSiteId, limit: number): Promise<readonly IssueKey[]> {
  const { rows } = await sql<{ key: IssueKey }>`
    select key from unknown_issue_keys where jira_site_id = ${site}
    order by last_seen_at, key limit ${limit}`.execute(database);
  return rows.map((row) => row.key);
}
