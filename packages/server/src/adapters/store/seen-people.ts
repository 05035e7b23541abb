/** Reads who occurs in linked commits and pull requests, on from where a repository was last read to. */

import type { IntegrationId, RepositoryId, Reviewer, ServicePerson } from '@branchline/domain';
import { sql } from 'kysely';
import type { SeenAuthor, SeenPeople, SeenPeopleTable } from '../../ports/store/seen-people.ts';
import type { Database } from './database.ts';
import { personFromJson } from './kept-json.ts';

export function seenPeopleTable(database: Database): SeenPeopleTable {
  return {
    hasNew: async () => (await unread(database)) !== undefined,
    async next(limit) {
      const place = await unread(database);
      return place && read(database, place, limit);
    },
    async readUpTo(id, sequence) {
      await database
        .insertInto('people_cursors')
        .values({ repository_id: id, sequence })
        .onConflict((conflict) => conflict.column('repository_id').doUpdateSet({ sequence }))
        .execute();
    },
  };
}

interface Place {
  readonly id: number;
  readonly integration_id: number;
  readonly last_sequence: number;
  readonly sequence: number;
}

async function unread(database: Database): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    select repositories.id, integration_id, last_sequence, coalesce(sequence, 0) as sequence
    from repositories left join people_cursors on repository_id = repositories.id
    where last_sequence > coalesce(sequence, 0)
    order by repositories.id limit 1`.execute(database);
  return rows[0];
}

/**
 * Numbers of one repository become visible in their order, so nothing comes later with a number below the last one
 * that was seen here: a commit whose files are not read yet gets a greater one when they are.
 */
async function read(database: Database, place: Place, limit: number): Promise<SeenPeople> {
  const commits = await authorsOf(database, place, limit);
  const told = await accountsOf(database, place, limit);
  const ends = [commits, told].filter(({ count }) => count === limit).map(({ upTo }) => upTo);
  return {
    repositoryId: place.id as RepositoryId,
    integrationId: place.integration_id as IntegrationId,
    authors: commits.authors,
    accounts: told.accounts,
    upTo: ends.length === 0 ? place.last_sequence : Math.min(...ends),
    more: ends.length > 0,
  };
}

interface AuthorColumns extends SeenAuthor {
  readonly count: number;
  readonly up_to: number;
}

async function authorsOf(database: Database, { id, sequence, last_sequence }: Place, limit: number) {
  const { rows } = await sql<AuthorColumns>`
    with read as materialized (
      select author_email as email, author_name as name, sequence from commits
      where repository_id = ${id} and live in (true, false) and files_read and not removed
        and sequence > ${sequence} and sequence <= ${last_sequence}
      order by sequence limit ${limit}
    )
    select distinct on (email) email, name, (select count(*) from read) as count,
      (select max(sequence) from read) as up_to
    from read order by email, sequence desc`.execute(database);
  const [first] = rows;
  return {
    authors: rows.map(({ email, name }) => ({ email, name })),
    count: first?.count ?? 0,
    upTo: first?.up_to ?? sequence,
  };
}

interface PullRequestPeople {
  readonly author: ServicePerson | null;
  readonly reviewers: readonly Reviewer[];
  readonly sequence: number;
}

async function accountsOf(database: Database, { id, sequence, last_sequence }: Place, limit: number) {
  const { rows } = await sql<PullRequestPeople>`
    select author, reviewers, sequence from pull_requests
    where repository_id = ${id} and live in (true, false) and not removed
      and sequence > ${sequence} and sequence <= ${last_sequence}
    order by sequence limit ${limit}`.execute(database);
  const people = rows.flatMap(({ author, reviewers }) => [author, ...reviewers.map(({ person }) => person)]);
  return {
    accounts: people.flatMap((person) => personFromJson(person) ?? []),
    count: rows.length,
    upTo: rows.at(-1)?.sequence ?? sequence,
  };
}
