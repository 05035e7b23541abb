/** The accounts with which people sign in. */

import type { AccountId, Role } from '@branchline/domain';
import { sql, type Selectable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { AccountRow, AccountTable } from '../../ports/store/accounts.ts';
import { together, type Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import type { AccountTableRow } from './schema-accounts.ts';

export function accountTable(database: Database): AccountTable {
  const where = (id: AccountId) => database.updateTable('accounts').where('id', '=', id);
  return {
    async add({ login, name, role, passwordHash }) {
      const named = { login: textForPostgres(login), name: textForPostgres(name), role };
      const query = database.insertInto('accounts').values({ ...named, password_hash: passwordHash ?? null });
      const row = await query
        .onConflict((conflict) => conflict.expression(sql`lower(login)`).doNothing())
        .returningAll()
        .executeTakeFirst();
      return row && accountFromRow(row);
    },
    async get(id) {
      const row = await database.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
      return row && accountFromRow(row);
    },
    async byLogin(login) {
      const query = database
        .selectFrom('accounts')
        .selectAll()
        .where(sql`lower(login)`, '=', sql`lower(${login})`);
      const row = await query.executeTakeFirst();
      return row && accountFromRow(row);
    },
    async list() {
      return (
        await database
          .selectFrom('accounts')
          .selectAll()
          .orderBy(sql`lower(login)`)
          .execute()
      ).map(accountFromRow);
    },
    change: (id, change) => changeAccount(database, id, change),
    async remove(id) {
      await together(database, async (database) => {
        // Whoever is known by nothing else is nobody without it.
        await sql`
          delete from people where id in (select person_id from identities where own_account_id = ${id})
            and not exists (
              select from identities where person_id = people.id and own_account_id is distinct from ${id})`.execute(
          database,
        );
        await database.deleteFrom('accounts').where('id', '=', id).execute();
      });
    },
    async holdAdministrators() {
      const query = database.selectFrom('accounts').select('id').where('role', '=', 'administrator');
      const rows = await query.where('disabled_at', 'is', null).orderBy('id').forUpdate().execute();
      return rows.map(({ id }) => id as AccountId);
    },
    async noteSignedIn(id, at) {
      await where(id).set({ signed_in_at: at }).execute();
    },
    ...proofsOf(database),
    ...secondFactorOf(database),
  };
}

/** What proves who somebody is: a password, or an identity provider's word. */
function proofsOf(
  database: Database,
): Pick<AccountTable, 'bySubject' | 'linkSubject' | 'passwordHash' | 'savePasswordHash'> {
  return {
    async bySubject({ issuer, subject }) {
      const query = database.selectFrom('accounts').innerJoin('account_subjects', 'account_id', 'accounts.id');
      const row = await query
        .selectAll('accounts')
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst();
      return row && accountFromRow(row);
    },
    async linkSubject(id, { issuer, subject }) {
      const query = database.insertInto('account_subjects').values({ issuer, subject, account_id: id });
      await query
        .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doUpdateSet({ account_id: id }))
        .execute();
    },
    async passwordHash(id) {
      const query = database.selectFrom('accounts').select('password_hash').where('id', '=', id);
      return (await query.executeTakeFirst())?.password_hash ?? undefined;
    },
    async savePasswordHash(id, hash) {
      await database
        .updateTable('accounts')
        .where('id', '=', id)
        .set({ password_hash: hash ?? null })
        .execute();
    },
  };
}

type SecondFactorPart = Pick<
  AccountTable,
  'secondFactor' | 'saveSecondFactor' | 'useStep' | 'confirmSecondFactor' | 'useRecoveryCode'
>;

function secondFactorOf(database: Database): SecondFactorPart {
  const where = (id: AccountId) => database.updateTable('accounts').where('id', '=', id);
  return {
    async secondFactor(id) {
      const query = database.selectFrom('accounts').select(['sealed_second_factor', 'second_factor_confirmed']);
      const row = await query.where('id', '=', id).executeTakeFirst();
      if (row === undefined || row.sealed_second_factor === null) return undefined;
      return { sealedSecret: row.sealed_second_factor as SealedSecret, isConfirmed: row.second_factor_confirmed };
    },
    async saveSecondFactor(id, sealedSecret) {
      await together(database, async (database) => {
        const columns = { sealed_second_factor: sealedSecret ?? null, second_factor_confirmed: false };
        await database.updateTable('accounts').where('id', '=', id).set(columns).execute();
        await database.deleteFrom('recovery_codes').where('account_id', '=', id).execute();
      });
    },
    async useStep(id, step) {
      const result = await where(id).where('last_step', '<', step).set({ last_step: step }).executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
    async confirmSecondFactor(id, recoveryDigests) {
      await together(database, async (database) => {
        await database.updateTable('accounts').where('id', '=', id).set({ second_factor_confirmed: true }).execute();
        await database.deleteFrom('recovery_codes').where('account_id', '=', id).execute();
        await sql`insert into recovery_codes (account_id, digest)
          select ${id}, digest from json_array_elements_text(${jsonForPostgres(recoveryDigests)}::json) as digest`.execute(
          database,
        );
      });
    },
    async useRecoveryCode(id, digest) {
      const query = database.deleteFrom('recovery_codes').where('account_id', '=', id).where('digest', '=', digest);
      return (await query.executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}

async function changeAccount(
  database: Database,
  id: AccountId,
  { login, name, role, disabledAt }: Parameters<AccountTable['change']>[1],
): Promise<boolean> {
  const columns = {
    ...(login === undefined ? {} : { login: textForPostgres(login) }),
    ...(name === undefined ? {} : { name: textForPostgres(name) }),
    ...(role === undefined ? {} : { role }),
    ...(disabledAt === undefined ? {} : { disabled_at: disabledAt }),
  };
  if (Object.keys(columns).length === 0) return true;
  const query = database.updateTable('accounts').set(columns).where('id', '=', id);
  if (login === undefined) {
    await query.execute();
    return true;
  }
  const isTaken = sql<boolean>`exists (select 1 from accounts as other where lower(other.login) = lower(${login}) and other.id <> ${id})`;
  return (await query.where(sql<boolean>`not ${isTaken}`).executeTakeFirst()).numUpdatedRows > 0n;
}

function accountFromRow(row: Selectable<AccountTableRow>): AccountRow {
  return {
    id: row.id as AccountId,
    login: row.login,
    name: row.name,
    role: row.role as Role,
    hasPassword: row.password_hash !== null,
    hasSecondFactor: row.sealed_second_factor !== null && row.second_factor_confirmed,
    disabledAt: row.disabled_at ?? undefined,
    addedAt: row.added_at,
    signedInAt: row.signed_in_at ?? undefined,
  };
}
