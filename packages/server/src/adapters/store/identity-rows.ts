/** Identities as rows: how they are added, met again, found and read. */

import type { AccountId, AtlassianAccountId, Identity, IdentityId, JiraSiteId, PersonId } from '@branchline/domain';
import { identityKey } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import type { KeptIdentity, SeenIdentity } from '../../ports/store/people.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import type { IdentityTableRow } from './schema-people.ts';

/** Held by whoever adds people or parts them anew, so that no two do it from different knowledge. Any number. */
const peopleLock = 7_244_009;

/** Until the transaction ends. */
export async function holdPeople(database: Database): Promise<void> {
  await sql`select pg_advisory_xact_lock(${peopleLock})`.execute(database);
}

/** The columns by which an identity is unique. */
interface IdentityColumns {
  readonly kind: string;
  readonly place: string;
  readonly subject: string;
}

export function columnsOf(identity: Identity): IdentityColumns {
  const { kind } = identity;
  if (kind === 'commit-email') return { kind, place: '', subject: textForPostgres(identity.email) };
  if (kind === 'service-account') {
    return { kind, place: textForPostgres(identity.service), subject: textForPostgres(identity.remoteId) };
  }
  if (kind === 'own-account') return { kind, place: '', subject: String(identity.accountId) };
  return { kind, place: String(identity.jiraSiteId), subject: textForPostgres(identity.accountId) };
}

export function identityFromRow(row: Selectable<IdentityTableRow>): KeptIdentity {
  return {
    id: row.id as IdentityId,
    personId: row.person_id as PersonId,
    identity: identityFromColumns(row),
    login: row.login ?? undefined,
    name: row.name ?? undefined,
    shownEmail: row.shown_email ?? undefined,
    addedAt: row.added_at,
    seenAt: row.seen_at,
  };
}

function identityFromColumns({ kind, place, subject }: IdentityColumns): Identity {
  if (kind === 'commit-email') return { kind, email: subject };
  if (kind === 'service-account') return { kind, service: place, remoteId: subject };
  if (kind === 'own-account') return { kind, accountId: Number(subject) as AccountId };
  return {
    kind: 'jira-account',
    jiraSiteId: Number(place) as JiraSiteId,
    accountId: subject as AtlassianAccountId,
  };
}

/** What is remembered of an erased identity: nobody can read from it who it was, only recognise it. */
const digest = sql`sha256(convert_to(row.kind || ' ' || row.place || ' ' || row.subject, 'UTF8'))`;

/** The last of each identity that was seen, as rows with an alias `row`. */
function rowsOf(seen: readonly SeenIdentity[]): RawBuilder<unknown> {
  const latest = new Map(seen.map((each) => [identityKey(each.identity), each]));
  const rows = [...latest.values()].map(({ identity, login, name, shownEmail }) => ({
    ...columnsOf(identity),
    jira_site_id: identity.kind === 'jira-account' ? identity.jiraSiteId : null,
    own_account_id: identity.kind === 'own-account' ? identity.accountId : null,
    login: login ?? null,
    name: name ?? null,
    shown_email: shownEmail ?? null,
  }));
  return sql`jsonb_to_recordset(${jsonForPostgres(rows)}::jsonb) as row(
    kind text, place text, subject text, jira_site_id integer, own_account_id integer, login text, name text, shown_email text)`;
}

const isSame = sql`identities.kind = row.kind and identities.place = row.place and identities.subject = row.subject`;

/** See `PeopleTable.see`. */
export async function seeIdentities(
  database: Database,
  seen: readonly SeenIdentity[],
  at: Date,
): Promise<readonly KeptIdentity[]> {
  if (seen.length === 0) return [];
  const rows = rowsOf(seen);
  return together(database, async (database) => {
    await holdPeople(database);
    await meetAgain(database, rows, at);
    await addNew(database, rows, at);
    const { rows: kept } = await sql<Selectable<IdentityTableRow>>`
      select identities.* from ${rows} join identities on ${isSame} order by identities.id`.execute(database);
    return kept.map(identityFromRow);
  });
}

/** Rows that would only be a little younger stay as they are. */
async function meetAgain(database: Database, rows: RawBuilder<unknown>, at: Date): Promise<void> {
  await sql`
    update identities set seen_at = greatest(seen_at, ${at}), login = coalesce(row.login, identities.login),
      name = coalesce(row.name, identities.name), shown_email = coalesce(row.shown_email, identities.shown_email)
    from ${rows} where ${isSame} and (
      seen_at < ${at}::timestamptz - interval '1 day'
      or (row.login is not null and row.login is distinct from identities.login)
      or (row.name is not null and row.name is distinct from identities.name)
      or (row.shown_email is not null and row.shown_email is distinct from identities.shown_email))`.execute(database);
}

async function addNew(database: Database, rows: RawBuilder<unknown>, at: Date): Promise<void> {
  await sql`
    with fresh as materialized (
      select row.*, nextval(pg_get_serial_sequence('people', 'id')) as person_id from ${rows}
      where not exists (select from identities where ${isSame})
        and not exists (select from erased_identities where digest = ${digest})
    ), added as (
      insert into people (id) overriding system value select person_id from fresh
    )
    insert into identities (person_id, kind, place, subject, jira_site_id, own_account_id, login, name, shown_email,
      added_at, seen_at)
    select person_id, kind, place, subject, jira_site_id, own_account_id, login, name, shown_email, ${at}, ${at} from fresh`.execute(
    database,
  );
}

/** See `PeopleTable.add`. */
export async function addIdentity(database: Database, seen: SeenIdentity, at: Date): Promise<KeptIdentity> {
  return together(database, async (database) => {
    await sql`delete from erased_identities using ${rowsOf([seen])} where digest = ${digest}`.execute(database);
    const [kept] = await seeIdentities(database, [seen], at);
    if (kept === undefined) throw new Error('An identity was added and is not there.');
    return kept;
  });
}

/** See `PeopleTable.erase`. */
export async function erasePerson(database: Database, id: PersonId): Promise<boolean> {
  return together(database, async (database) => {
    await holdPeople(database);
    await sql`
      insert into erased_identities (digest)
      select ${digest} from identities as row where person_id = ${id} on conflict do nothing`.execute(database);
    const removed = await database.deleteFrom('people').where('id', '=', id).executeTakeFirst();
    return removed.numDeletedRows > 0n;
  });
}

/** See `PeopleTable.forgetUnseen`. */
export async function forgetUnseen(database: Database, since: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from people where id in (
      select person_id from identities as unseen
      where seen_at < ${since} and kind not in ('jira-account', 'own-account')
        and not exists (select from identities as other where other.person_id = unseen.person_id and other.id <> unseen.id)
        and not exists (select from personal_connections where identity_id = unseen.id)
        and not exists (
          select from identity_links where unseen.id in (one_id, other_id) and state <> 'suggested')
      order by seen_at limit ${limit})`.execute(database);
  return Number(numAffectedRows ?? 0);
}
