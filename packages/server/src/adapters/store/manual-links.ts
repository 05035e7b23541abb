/** Links made by hand, as the port asks for them. */

import {
  withLinksByHand,
  type CommitHash,
  type IssueKey,
  type RepositoryId,
  type ServicePerson,
} from '@branchline/domain';
import { sql, type RawBuilder } from 'kysely';
import type {
  LinkableKind,
  LinkableThing,
  LinkedThing,
  ManualChange,
  ManualLink,
  ManualLinkFilter,
  ManualLinkTable,
} from '../../ports/store/manual-links.ts';
import { knownCommits, updateCommits } from './commits.ts';
import { together, type Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import { linksByHand } from './links-by-hand.ts';
import { linksFromText, textFromLinks } from './linked-keys.ts';
import { relinkPullRequest } from './pull-requests.ts';

export function manualLinkTable(database: Database): ManualLinkTable {
  return {
    find: (thing) => find(database, thing),
    of: (thing) => select(database, sql`${isThing(thing)} order by key`),
    list: (filter, limit, skip) => list(database, filter, limit, skip),
    change: (thing, change) => together(database, (locked) => write(locked, thing, change)),
    async missing(repository) {
      const links = await select(database, sql`repository_id = ${repository} and state = 'added'`);
      const namesOf = (kind: LinkableKind) => [
        ...new Set(links.filter((link) => link.kind === kind && !link.isThere).map(({ name }) => name)),
      ];
      return { commits: namesOf('commit') as CommitHash[], pullRequests: namesOf('pull-request') };
    },
  };
}

function isThing({ repositoryId, kind, name }: LinkableThing): RawBuilder<boolean> {
  return sql`repository_id = ${repositoryId} and kind = ${kind} and name = ${textForPostgres(name)}`;
}

interface ManualLinkColumns {
  readonly repository_id: RepositoryId;
  readonly kind: LinkableKind;
  readonly name: string;
  readonly key: IssueKey;
  readonly state: 'added' | 'removed';
  readonly by_whom: string;
  readonly at: Date;
  readonly is_there: boolean;
}

/** @param which what follows `where`, and perhaps an order and a limit */
async function select(database: Database, which: RawBuilder<unknown>): Promise<readonly ManualLink[]> {
  const { rows } = await sql<ManualLinkColumns>`
    select link.*, case kind
      when 'commit' then exists (select from commits
        where commits.repository_id = link.repository_id and hash = decode(link.name, 'hex') and not removed)
      else exists (select from pull_requests
        where pull_requests.repository_id = link.repository_id and remote_id = link.name and not removed)
      end as is_there
    from manual_links as link where ${which}`.execute(database);
  return rows.map(({ repository_id: repositoryId, by_whom: by, is_there: isThere, ...rest }) => {
    return { repositoryId, by, isThere, ...rest };
  });
}

function list(
  database: Database,
  { repositoryId, key }: ManualLinkFilter,
  limit: number,
  skip: number,
): Promise<readonly ManualLink[]> {
  const inRepository = repositoryId === undefined ? sql`true` : sql`repository_id = ${repositoryId}`;
  const ofKey = key === undefined ? sql`true` : sql`key = ${textForPostgres(key)}`;
  const order = sql`order by at desc, repository_id, kind, name, key limit ${limit} offset ${skip}`;
  return select(database, sql`${inRepository} and ${ofKey} ${order}`);
}

async function find(database: Database, thing: LinkableThing): Promise<LinkedThing | undefined> {
  const { repositoryId, name } = thing;
  if (thing.kind === 'commit') {
    const { rows } = await sql<{
      links: string;
      removed: boolean;
      author_name: string;
      author_email: string;
      authored_at: Date;
    }>`
      select links, removed, author_name, author_email, authored_at from commits
      where repository_id = ${repositoryId} and hash = decode(${name}, 'hex')`.execute(database);
    const [row] = rows;
    if (row === undefined) return undefined;
    const author = { name: row.author_name, email: row.author_email, at: row.authored_at };
    return { ...standingOf(row), author, pullRequestAuthor: undefined };
  }
  const { rows } = await sql<{ links: string; removed: boolean; author: ServicePerson | null }>`
    select links, removed, author from pull_requests
    where repository_id = ${repositoryId} and remote_id = ${textForPostgres(name)}`.execute(database);
  const [row] = rows;
  if (row === undefined) return undefined;
  return { ...standingOf(row), author: undefined, pullRequestAuthor: row.author ?? undefined };
}

/** A row without links is removed because it has none; one that is removed with links is gone. */
function standingOf({ links, removed }: { readonly links: string; readonly removed: boolean }) {
  return { state: removed && links !== '' ? 'gone' : 'there', links: linksFromText(links) } as const;
}

async function write(database: Database, thing: LinkableThing, change: ManualChange): Promise<void> {
  const said = [
    ...change.add.map((key) => ({ key, state: 'added' })),
    ...change.remove.map((key) => ({ key, state: 'removed' })),
  ];
  const { repositoryId, kind, name } = thing;
  await sql`select from repositories where id = ${repositoryId} for no key update`.execute(database);
  await sql`
    insert into manual_links (repository_id, kind, name, key, state, by_whom, at)
    select id, ${kind}, ${textForPostgres(name)}, said.key, said.state, ${change.by}, ${change.at}
    from repositories, json_to_recordset(${jsonForPostgres(said)}::json) as said (key text, state text)
    where id = ${repositoryId}
    on conflict (repository_id, kind, name, key) do update set
      state = excluded.state, by_whom = excluded.by_whom, at = excluded.at
    where manual_links.state <> excluded.state`.execute(database);
  const byHand = (await linksByHand(database, repositoryId, kind)).get(name);
  if (byHand === undefined) return;
  const relinked = (text: string) => textFromLinks(withLinksByHand(linksFromText(text), byHand));
  if (kind === 'commit') await relinkCommit(database, thing, relinked);
  else await relinkPullRequest(database, repositoryId, name, relinked);
}

async function relinkCommit(
  database: Database,
  { repositoryId, name }: LinkableThing,
  relinked: (text: string) => string,
): Promise<void> {
  const hash = name as CommitHash;
  const known = (await knownCommits(database, repositoryId, [hash])).get(hash);
  // One that is removed may be gone or may have had no links: whoever indexes can tell, and brings it back.
  if (known === undefined || known.removed) return;
  const links = relinked(known.links);
  if (links === known.links) return;
  await updateCommits(database, repositoryId, [{ hash, links, notes: known.notes, removed: links === '' }]);
}
