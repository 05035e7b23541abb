/** The people we know, as the port asks for them. */

import type { PersonId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { KeptIdentity, PeopleTable, PersonQuery, PersonRow } from '../../ports/store/people.ts';
import type { Database } from './database.ts';
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

async function list(
  database: Database,
  { search, kind, inConflict, after = 0 as PersonId, limit }: PersonQuery,
): Promise<readonly PersonRow[]> {
  const pattern = search === undefined ? undefined : `%${search.replaceAll(/[\\%_]/g, (each) => `\\${each}`)}%`;
  const matching =
    pattern === undefined
      ? sql`true`
      : sql`((kind <> 'jira-account' and subject ilike ${pattern}) or login ilike ${pattern} or name ilike ${pattern})`;
  const ofKind =
    kind === undefined
      ? sql`true`
      : sql`exists (select from identities where person_id = people.id and kind = ${kind})`;
  const { rows } = await sql<{ id: number }>`
    select id from people
    where id > ${after} and (not ${inConflict}::boolean or conflict is not null) and ${ofKind}
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
  const byPerson = Map.groupBy<number, KeptIdentity>(theirs.map(identityFromRow), ({ personId }) => personId);
  return rows.map(({ id, conflict }) => ({
    id: id as PersonId,
    identities: byPerson.get(id) ?? [],
    conflict: conflict ?? undefined,
  }));
}
