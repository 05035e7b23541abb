/** Parts identities into people again after something was learned about them. */

import { groupIdentities } from '@branchline/domain';
import type { IdentityGroup, IdentityId, PersonId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { ConflictWords, KeptIdentity } from '../../ports/store/people.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { linkFromRow } from './identity-links.ts';
import { holdPeople, identityFromRow } from './identity-rows.ts';
import { textForPostgres } from './json.ts';
import type { IdentityLinkTableRow, IdentityTableRow } from './schema-people.ts';

/** See `PeopleTable.regroup`. */
export async function regroupPeople(
  database: Database,
  ids: readonly IdentityId[],
  words: ConflictWords,
): Promise<void> {
  if (ids.length === 0) return;
  await together(database, async (database) => {
    await holdPeople(database);
    const identities = await hangingTogether(database, ids);
    const links = await linksAmong(
      database,
      identities.map(({ id }) => id),
    );
    const groups = groupIdentities(identities, links);
    await save(database, identities, groups, words);
  });
}

/** Whoever is one person now with any of them, and whoever what is known would join with those. */
async function hangingTogether(database: Database, ids: readonly IdentityId[]): Promise<readonly KeptIdentity[]> {
  const { rows } = await sql<Selectable<IdentityTableRow>>`
    with recursive reached(id) as (
      select id from identities where person_id in (select person_id from identities where id = any(${ids}::integer[]))
      union
      select next.id from reached cross join lateral (
        select other_id as id from identity_links where one_id = reached.id and state in ('claimed', 'confirmed')
        union all
        select one_id from identity_links where other_id = reached.id and state in ('claimed', 'confirmed')
      ) as next
    )
    select identities.* from reached join identities using (id) order by id`.execute(database);
  return rows.map(identityFromRow);
}

async function linksAmong(database: Database, ids: readonly IdentityId[]) {
  const { rows } = await sql<Selectable<IdentityLinkTableRow>>`
    select * from identity_links where one_id = any(${ids}::integer[]) and other_id = any(${ids}::integer[])`.execute(
    database,
  );
  return rows.map(linkFromRow);
}

/** A person who is parted stays with the oldest identity; people who are joined stay the oldest of them. */
async function save(
  database: Database,
  identities: readonly KeptIdentity[],
  groups: readonly IdentityGroup[],
  words: ConflictWords,
): Promise<void> {
  const known = new Map(identities.map((each) => [each.id, each]));
  const before = [...new Set(identities.map(({ personId }) => personId))];
  const free = new Set(before);
  for (const { ids, conflict } of groups) {
    const theirs = ids.flatMap((id) => known.get(id)?.personId ?? []).filter((id) => free.has(id));
    const person = theirs.length === 0 ? await newPerson(database) : (Math.min(...theirs) as PersonId);
    free.delete(person);
    const [one, other] = (conflict?.between ?? []).map((id) => known.get(id));
    const told = conflict && one && other && words(conflict.kind, [one, other]);
    await keep(database, person, ids, told);
  }
  await sql`
    delete from people where id = any(${[...free]}::integer[])
      and not exists (select from identities where person_id = people.id)`.execute(database);
}

async function keep(
  database: Database,
  person: PersonId,
  ids: readonly IdentityId[],
  conflict: string | undefined,
): Promise<void> {
  const told = conflict === undefined ? null : textForPostgres(conflict);
  await sql`
    update identities set person_id = ${person} where id = any(${ids}::integer[]) and person_id <> ${person}`.execute(
    database,
  );
  await sql`
    update people set conflict = ${told} where id = ${person} and conflict is distinct from ${told}`.execute(database);
}

async function newPerson(database: Database): Promise<PersonId> {
  const row = await database.insertInto('people').values({ conflict: null }).returning('id').executeTakeFirstOrThrow();
  return row.id as PersonId;
}
