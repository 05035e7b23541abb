/** Which issues of a Jira Data Center site hold links to what. */

import type { IssueKey } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type {
  LinkedRepository,
  LinkedThing,
  LinkedThingChange,
  LinkPlace,
  RemoteLink,
  RemoteLinkTable,
} from '../../ports/store/remote-links.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

export function remoteLinkTable(database: Database): RemoteLinkTable {
  return {
    meet: (repository) => meet(database, repository),
    repository: (place) => repositoryAt(database, place),
    change: (place, changes) => change(database, place, changes),
    linksOf: (place, things) => linksOf(database, place, things),
    commitCounts: (place, keys) => commitCounts(database, place, keys),
    leave: (place, upTo) => leave(database, place, upTo),
    leaving: (place, limit) => leaving(database, place, limit),
    forget: (place, links) => forget(database, place, links),
    forgetEmpty: (place) => forgetEmpty(database, place),
    withProperty: (siteUrl, name, value) => withProperty(database, siteUrl, name, value),
  };
}

function isAt({ siteUrl, jiraRepositoryId }: LinkPlace): RawBuilder<unknown> {
  return sql`site_url = ${siteUrl} and jira_repository_id = ${jiraRepositoryId}`;
}

async function meet(database: Database, repository: LinkedRepository): Promise<void> {
  const { siteUrl, jiraRepositoryId, name, issuesUrl, properties } = repository;
  await sql`
    insert into linked_repositories (site_url, jira_repository_id, name, issues_url, properties)
    values (${siteUrl}, ${jiraRepositoryId}, ${name}, ${issuesUrl}, ${jsonForPostgres(properties)}::jsonb)
    on conflict (site_url, jira_repository_id) do update
    set name = excluded.name, issues_url = excluded.issues_url, properties = excluded.properties
    where (linked_repositories.name, linked_repositories.issues_url, linked_repositories.properties)
      is distinct from (excluded.name, excluded.issues_url, excluded.properties)`.execute(database);
}

async function repositoryAt(database: Database, place: LinkPlace): Promise<LinkedRepository | undefined> {
  const { rows } = await sql<Omit<LinkedRepository, keyof LinkPlace>>`
    select name, issues_url as "issuesUrl", properties from linked_repositories where ${isAt(place)}`.execute(database);
  return rows[0] && { ...place, ...rows[0] };
}

/** Things as rows of a join: `thing (kind, name, …)`. */
function rowsOf(things: readonly LinkedThing[], more: RawBuilder<unknown> = sql``): RawBuilder<unknown> {
  return sql`json_to_recordset(${jsonForPostgres(things)}::json) as thing (kind text, name text${more})`;
}

async function change(database: Database, place: LinkPlace, changes: readonly LinkedThingChange[]): Promise<void> {
  if (changes.length === 0) return;
  const { siteUrl, jiraRepositoryId } = place;
  const links = changes.flatMap(({ kind, name, sequence, keys }) =>
    [...new Set(keys)].map((key) => ({ kind, name, sequence, key })),
  );
  await together(database, async (database) => {
    await sql`
      update remote_links set is_leaving = true from ${rowsOf(changes)}
      where ${isAt(place)} and remote_links.kind = thing.kind and remote_links.name = thing.name
        and not is_leaving`.execute(database);
    await sql`
      insert into remote_links (site_url, jira_repository_id, kind, name, key, sequence)
      select ${siteUrl}, ${jiraRepositoryId}, kind, name, key, sequence
      from ${rowsOf(links, sql`, key text, sequence bigint`)}
      on conflict (site_url, jira_repository_id, kind, name, key) do update
      set is_leaving = false, sequence = excluded.sequence`.execute(database);
  });
}

async function linksOf(
  database: Database,
  place: LinkPlace,
  things: readonly LinkedThing[],
): Promise<readonly RemoteLink[]> {
  const { rows } = await sql<RemoteLink>`
    select remote_links.kind, remote_links.name, key, is_leaving as "isLeaving"
    from remote_links join ${rowsOf(things)} on remote_links.kind = thing.kind and remote_links.name = thing.name
    where ${isAt(place)} order by remote_links.kind, remote_links.name, key`.execute(database);
  return rows;
}

async function commitCounts(
  database: Database,
  place: LinkPlace,
  keys: readonly IssueKey[],
): Promise<ReadonlyMap<IssueKey, number>> {
  const { rows } = await sql<{ key: IssueKey; count: number }>`
    select key, count(*) as count from remote_links
    where ${isAt(place)} and kind = 'commit' and not is_leaving
      and key in (select json_array_elements_text(${jsonForPostgres(keys)}::json))
    group by key`.execute(database);
  return new Map(rows.map(({ key, count }) => [key, count]));
}

async function leave(database: Database, place: LinkPlace, upTo: number | undefined): Promise<void> {
  const numbered = upTo === undefined ? sql`` : sql`and sequence <= ${upTo}`;
  await sql`
    update remote_links set is_leaving = true where ${isAt(place)} and not is_leaving ${numbered}`.execute(database);
}

async function leaving(database: Database, place: LinkPlace, limit: number): Promise<readonly RemoteLink[]> {
  const { rows } = await sql<RemoteLink>`
    select kind, name, key, is_leaving as "isLeaving" from remote_links
    where ${isAt(place)} and is_leaving limit ${limit}`.execute(database);
  return rows;
}

async function forget(
  database: Database,
  place: LinkPlace,
  links: readonly Omit<RemoteLink, 'isLeaving'>[],
): Promise<void> {
  await sql`
    delete from remote_links using ${rowsOf(links, sql`, key text`)}
    where ${isAt(place)} and remote_links.kind = thing.kind and remote_links.name = thing.name
      and remote_links.key = thing.key`.execute(database);
}

async function forgetEmpty(database: Database, place: LinkPlace): Promise<void> {
  await sql`
    delete from linked_repositories where ${isAt(place)}
      and not exists (select 1 from remote_links where ${isAt(place)})`.execute(database);
}

async function withProperty(
  database: Database,
  siteUrl: string,
  name: string,
  value: string,
): Promise<readonly LinkPlace[]> {
  const { rows } = await sql<{ jiraRepositoryId: string }>`
    select jira_repository_id as "jiraRepositoryId" from linked_repositories
    where site_url = ${siteUrl} and properties ->> ${name} = ${value} order by jira_repository_id`.execute(database);
  return rows.map(({ jiraRepositoryId }) => ({ siteUrl, jiraRepositoryId }));
}
