/** Finds rows by what people know of them, and what was sent of them, as the port asks for it. */

import type { JiraSiteId, RepositoryId } from '@branchline/domain';
import { sql, type RawBuilder } from 'kysely';
import type { ExplainedThing, ExplainedThingTable, SentThing, ThingName } from '../../ports/store/explained-things.ts';
import type { PushedEntity } from '../../ports/store/pushes.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import { linksFromText } from './linked-keys.ts';

export function explainedThingTable(database: Database): ExplainedThingTable {
  return {
    find: (name, limit) => find(database, name, limit),
    sent: (thing) => sent(database, thing),
  };
}

interface ThingColumns {
  readonly repository_id: RepositoryId;
  readonly repository_name: string;
  readonly name: string;
  readonly title: string;
  readonly more: string;
  readonly source_branch: string | null;
  readonly links: string;
  readonly removed: boolean;
  readonly sequence: number;
  readonly live: boolean;
  readonly is_ready: boolean;
}

async function find(database: Database, named: ThingName, limit: number): Promise<readonly ExplainedThing[]> {
  const { rows } = await sql<ThingColumns>`
    select repositories.id as repository_id, repositories.name as repository_name, thing.*
    from repositories, lateral (${rowsOf(named)}) as thing order by repositories.id, thing.name limit ${limit}`.execute(
    database,
  );
  return rows.map((row) => ({
    repositoryId: row.repository_id,
    repositoryName: row.repository_name,
    kind: named.kind,
    name: row.name,
    title: row.title,
    more: row.more,
    sourceBranch: row.source_branch ?? undefined,
    links: linksFromText(row.links),
    removed: row.removed,
    sequence: row.sequence,
    stream: row.live ? 'live' : 'history',
    isReady: row.is_ready,
  }));
}

/** Of one repository, by its own index where there is one. */
function rowsOf(named: ThingName): RawBuilder<unknown> {
  if (named.kind === 'commit') {
    // Hashes of 20 and of 32 bytes lie between the two.
    const [first, last] = [named.prefix.padEnd(40, '0'), named.prefix.padEnd(64, 'f')];
    return sql`
      select encode(hash, 'hex') as name, message as title, notes as more, null as source_branch, links, removed,
        sequence, live, files_read as is_ready
      from commits where repository_id = repositories.id
        and hash between decode(${first}, 'hex') and decode(${last}, 'hex')`;
  }
  if (named.kind === 'branch') {
    return sql`
      select name, name as title, '' as more, null as source_branch, links, removed, sequence, live, true as is_ready
      from branches where repository_id = repositories.id and name = ${textForPostgres(named.name)}`;
  }
  const url = textForPostgres(named.webUrl);
  return sql`
    select remote_id as name, title, description as more, source ->> 'branch' as source_branch, links, removed,
      sequence, live, true as is_ready
    from pull_requests where repository_id = repositories.id and web_url <> ''
      and (web_url = ${url} or starts_with(${url}, web_url || '/'))`;
}

async function sent(
  database: Database,
  { repositoryId, kind, name, stream }: ExplainedThing,
): Promise<readonly SentThing[]> {
  const { rows } = await sql<{
    id: JiraSiteId;
    pushed_up_to: number;
    state: PushedEntity['state'] | null;
    message: string | null;
  }>`
    select jira_sites.id, coalesce(push_cursors.sequence, 0) as pushed_up_to, entity.state, entity.message
    from jira_sites
    left join push_cursors on push_cursors.jira_site_id = jira_sites.id
      and push_cursors.repository_id = ${repositoryId} and push_cursors.stream = ${stream}
    left join pushed_entities as entity on entity.jira_site_id = jira_sites.id
      and entity.repository_id = ${repositoryId} and entity.kind = ${kind} and entity.name = ${textForPostgres(name)}
    order by jira_sites.id`.execute(database);
  return rows.map(({ id, pushed_up_to: pushedUpTo, state, message }) => ({
    jiraSiteId: id,
    pushedUpTo,
    entity: state === null ? undefined : { state, message: message ?? undefined },
  }));
}
