/** What is known about pairs of identities: the stronger word stays, and an administrator's is the last. */

import { strongerLink } from '@branchline/domain';
import type { IdentityId, IdentityLink, LinkProof, LinkState, PersonId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import type { KeptIdentity, KeptLink, LinkView, PeopleTable, ToldLink } from '../../ports/store/people.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { holdPeople, identityFromRow } from './identity-rows.ts';
import { textForPostgres } from './json.ts';
import type { IdentityLinkTableRow, IdentityTableRow } from './schema-people.ts';

type LinkMethods = Pick<
  PeopleTable,
  'tell' | 'say' | 'unlink' | 'noteChecked' | 'between' | 'link' | 'linksOf' | 'suggestions'
>;

export function linkMethods(database: Database): LinkMethods {
  return {
    tell: (told) =>
      together(database, async (database) => {
        await holdPeople(database);
        const known = await between(database, told.one, told.other);
        if (known !== undefined && isSettled(known, told)) return false;
        await save(database, told);
        return true;
      }),
    say: (told) => save(database, told),
    async unlink(one, other) {
      const [first, second] = inOrder(one, other);
      const query = database.deleteFrom('identity_links').where('one_id', '=', first).where('other_id', '=', second);
      return (await query.executeTakeFirst()).numDeletedRows > 0n;
    },
    async noteChecked(id, at) {
      await database.updateTable('identity_links').set({ checked_at: at }).where('id', '=', id).execute();
    },
    between: (one, other) => between(database, one, other),
    async link(id) {
      const [view] = await linkViews(database, sql`identity_links.id = ${id}`, 1);
      return view;
    },
    async linksOf(id: PersonId) {
      const { rows } = await sql<Selectable<IdentityLinkTableRow>>`
        select * from identity_links where
          one_id in (select id from identities where person_id = ${id}) or
          other_id in (select id from identities where person_id = ${id})
        order by id`.execute(database);
      return rows.map(linkFromRow);
    },
    suggestions: (limit, after = 0) =>
      linkViews(database, sql`state = 'suggested' and identity_links.id > ${after}`, limit),
  };
}

/** Nothing new: the same again, a weaker word, or somebody's who may say so was heard. */
function isSettled(known: KeptLink, told: ToldLink): boolean {
  if (known.proof === 'administrator') return true;
  if (known.proof === told.proof && known.state === told.state) return true;
  return known.proof !== told.proof && strongerLink(known, told) === known;
}

async function between(database: Database, one: IdentityId, other: IdentityId): Promise<KeptLink | undefined> {
  const [first, second] = inOrder(one, other);
  const query = database.selectFrom('identity_links').selectAll().where('one_id', '=', first);
  const row = await query.where('other_id', '=', second).executeTakeFirst();
  return row && linkFromRow(row);
}

async function save(database: Database, { one, other, proof, state, by, at }: ToldLink): Promise<void> {
  const [first, second] = inOrder(one, other);
  const told = { proof, state, told_by: textForPostgres(by), told_at: at, checked_at: at };
  await database
    .insertInto('identity_links')
    .values({ one_id: first, other_id: second, ...told })
    .onConflict((conflict) => conflict.columns(['one_id', 'other_id']).doUpdateSet(told))
    .execute();
}

function inOrder(one: IdentityId, other: IdentityId): readonly [IdentityId, IdentityId] {
  return one < other ? [one, other] : [other, one];
}

export function linkFromRow(row: Selectable<IdentityLinkTableRow>): KeptLink {
  const link: IdentityLink = {
    one: row.one_id as IdentityId,
    other: row.other_id as IdentityId,
    proof: row.proof as LinkProof,
    state: row.state as LinkState,
  };
  return { ...link, id: row.id, by: row.told_by, at: row.told_at, checkedAt: row.checked_at ?? undefined };
}

async function linkViews(
  database: Database,
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<readonly LinkView[]> {
  const { rows } = await sql<Selectable<IdentityLinkTableRow>>`
    select identity_links.* from identity_links where ${condition} order by identity_links.id limit ${limit}`.execute(
    database,
  );
  const links = rows.map(linkFromRow);
  const identities = await identitiesOf(
    database,
    links.flatMap(({ one, other }) => [one, other]),
  );
  return links.flatMap((link) => {
    const [one, other] = [identities.get(link.one), identities.get(link.other)];
    return one === undefined || other === undefined ? [] : [{ link, one, other }];
  });
}

async function identitiesOf(
  database: Database,
  ids: readonly IdentityId[],
): Promise<ReadonlyMap<IdentityId, KeptIdentity>> {
  const { rows } = await sql<Selectable<IdentityTableRow>>`
    select * from identities where id = any(${ids}::integer[])`.execute(database);
  return new Map(rows.map((row) => [row.id as IdentityId, identityFromRow(row)]));
}
