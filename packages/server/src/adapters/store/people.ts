/** The people we know, as the port asks for them. */

import type { AccountId, PersonId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { KeptIdentity, PeopleTable, PersonQuery, PersonRow } from '../../ports/store/people.ts';
import type { Database } from './database.ts';
import { authorsBehind } from './known-authors.ts';
import { linkMethods } from './identity-links.ts';
import { addIdentity, columnsOf, erasePerson, forgetUnseen, identityFromRow, seeIdentities } from './identity-rows.ts';
import { jiraAccountTable } from './jira-account-rows.ts';
import { regroupPeople } from './regroup-people.ts';
import type { IdentityTableRow } from './schema-people.ts';

export function peopleTable(database: Database): PeopleTable {
  return {
    see: (seen, at) => seeIdentities(database, seen, at),
    add: (seen, at) => addIdentity(database, seen, at),
    async find(identity) {
      const { kind, place, subject } = columnsOf(identity);
      const query = database.selectFrom('identities').selectAll().where('kind', '=', kind).where('place', '=', place);
      const row = await query.where('subject', '=', subject).executeTakeFirst();
      return row && identityFromRow(row);
    },
    async withLogin(service, login) {
      const query = database.selectFrom('identities').selectAll().where('kind', '=', 'service-account');
      const named = query.where('place', '=', service).where(sql<boolean>`lower(login) = lower(${login})`);
      return (await named.orderBy('id').execute()).map(identityFromRow);
    },
    async showing(email) {
      const query = database.selectFrom('identities').selectAll().where('shown_email', '=', email).orderBy('id');
      return (await query.execute()).map(identityFromRow);
    },
    async get(id) {
      const [person] = await peopleOf(database, [id]);
      return person;
    },
    behind: (emails) => authorsBehind(database, emails),
    async ofAccounts(accounts) {
      const { rows } = await sql<{ own_account_id: number; person_id: number }>`
        select own_account_id, person_id from identities where own_account_id = any(${accounts}::integer[])`.execute(
        database,
      );
      return new Map(rows.map((row) => [row.own_account_id as AccountId, row.person_id as PersonId]));
    },
    list: (query) => list(database, query),
    async count() {
      const query = database.selectFrom('people').select((select) => select.fn.countAll<number>().as('count'));
      return (await query.executeTakeFirst())?.count ?? 0;
    },
    ...linkMethods(database),
    regroup: (ids, words) => regroupPeople(database, ids, words),
    erase: (id) => erasePerson(database, id),
    forgetUnseen: (since, limit) => forgetUnseen(database, since, limit),
    accounts: jiraAccountTable(database),
  };
}

async function list(database: Database, query: PersonQuery): Promise<readonly PersonRow[]> {
  const { search, kind, inConflict, without, isSuggested = false, after = 0 as PersonId, limit } = query;
  const pattern = search === undefined ? undefined : `%${search.replaceAll(/[\\%_]/g, (each) => `\\${each}`)}%`;
  const matching =
    pattern === undefined
      ? sql`true`
      : sql`((kind not in ('jira-account', 'own-account') and subject ilike ${pattern}) or login ilike ${pattern} or name ilike ${pattern})`;
  const ofKind =
    kind === undefined
      ? sql`true`
      : sql`exists (select from identities where person_id = people.id and kind = ${kind})`;
  const lacking =
    without === undefined
      ? sql`true`
      : sql`not exists (select from identities where person_id = people.id and kind = ${without})`;
  const suggested = isSuggested
    ? sql`id in (select person_id from identities where id in (
        select one_id from identity_links where state = 'suggested'
        union select other_id from identity_links where state = 'suggested'))`
    : sql`true`;
  const { rows } = await sql<{ id: number }>`
    select id from people
    where id > ${after} and (not ${inConflict}::boolean or conflict is not null) and ${ofKind} and ${lacking} and ${suggested}
      and exists (select from identities where person_id = people.id and ${matching})
    order by id limit ${limit}`.execute(database);
  return peopleOf(
    database,
    rows.map((row) => row.id as PersonId),
  );
}

async function peopleOf(database: Database, ids: readonly PersonId[]): Promise<readonly PersonRow[]> {
  const { rows } = await sql<{ id: number; conflict: string | null }>`
    select id, conflict from people where id = any(${ids}::integer[]) order by id`.execute(database);
  const { rows: theirs } = await sql<Selectable<IdentityTableRow>>`
    select * from identities where person_id = any(${ids}::integer[]) order by id`.execute(database);
  const { rows: waiting } = await sql<{ person_id: number; count: number }>`
    select person_id, count(distinct identity_links.id)::integer as count
    from identities join identity_links on identities.id in (one_id, other_id)
    where state = 'suggested' and person_id = any(${ids}::integer[]) group by person_id`.execute(database);
  const suggestions = new Map(waiting.map((row) => [row.person_id, row.count]));
  const byPerson = Map.groupBy<number, KeptIdentity>(theirs.map(identityFromRow), ({ personId }) => personId);
  return rows.map(({ id, conflict }) => ({
    id: id as PersonId,
    identities: byPerson.get(id) ?? [],
    conflict: conflict ?? undefined,
    suggestions: suggestions.get(id) ?? 0,
  }));
}
