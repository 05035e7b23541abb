/** Sign-ins that lead through a browser. */

import type { AppId, ServiceSettings } from '@branchline/domain';
import type { Selectable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { FinishedSignIn, SignIn, SignInEnd, SignInPurpose, SignInTable } from '../../ports/store/sign-ins.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import { networkFromJson, personFromJson, rightsFromJson } from './kept-json.ts';
import type { SignInTableRow } from './schema-sign-in.ts';

export function signInTable(database: Database): SignInTable {
  return {
    begin: (signIn) => begin(database, signIn),
    // One statement: of two requests with one state, one gets it.
    async takeByState(stateDigest, browserDigest, now) {
      const row = await database
        .updateTable('sign_ins')
        .set({ state_digest: null })
        .where('state_digest', '=', stateDigest)
        .where('browser_digest', '=', browserDigest)
        .where('expires_at', '>', now)
        .returningAll()
        .executeTakeFirst();
      return row && signInFromRow(row);
    },
    async findByState(stateDigest, browserDigest, now) {
      const query = database.selectFrom('sign_ins').selectAll().where('state_digest', '=', stateDigest);
      const row = await query
        .where('browser_digest', '=', browserDigest)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row && signInFromRow(row);
    },
    async get(id, now) {
      const query = database.selectFrom('sign_ins').selectAll().where('id', '=', id).where('expires_at', '>', now);
      const row = await query.executeTakeFirst();
      return row && signInFromRow(row);
    },
    async bindBrowser(id, browserDigest, now) {
      const row = await database
        .updateTable('sign_ins')
        .set({ browser_digest: browserDigest })
        .where('id', '=', id)
        .where('state_digest', 'is not', null)
        .where('expires_at', '>', now)
        .returningAll()
        .executeTakeFirst();
      return row && signInFromRow(row);
    },
    finish: (id, finished) => finish(database, id, finished),
    end: (...how) => end(database, ...how),
    async finished(id, now) {
      const query = database.selectFrom('sign_ins').selectAll().where('id', '=', id).where('expires_at', '>', now);
      const waiting = query.where('sealed_credential', 'is not', null).where('outcome', 'is', null);
      const row = await waiting.executeTakeFirst();
      return row && signInFromRow(row);
    },
    async remove(id) {
      const result = await database.deleteFrom('sign_ins').where('id', '=', id).executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
    async removeBefore(moment) {
      await database.deleteFrom('sign_ins').where('expires_at', '<', moment).execute();
    },
  };
}

async function begin(database: Database, signIn: Parameters<SignInTable['begin']>[0]): Promise<void> {
  const { id, connector, settings, network, purpose, expiresAt, stateDigest, browserDigest } = signIn;
  const json = { settings: jsonForPostgres(settings), network: jsonForPostgres(network) };
  const digests = { state_digest: stateDigest, browser_digest: browserDigest };
  const kept = { sealed_verifier: signIn.sealedVerifier ?? null, app_id: signIn.appId ?? null };
  const values = { id, connector, ...json, ...digests, ...kept, expires_at: expiresAt };
  await database
    .insertInto('sign_ins')
    .values({ ...values, purpose: jsonForPostgres(purpose) })
    .execute();
}

async function finish(database: Database, id: string, finished: FinishedSignIn): Promise<void> {
  const { sealedCredential, account, credentialExpiresAt, missingRights, expiresAt } = finished;
  await database
    .updateTable('sign_ins')
    .set({
      sealed_credential: sealedCredential,
      sealed_verifier: null,
      account: account === undefined ? null : jsonForPostgres(account),
      credential_expires_at: credentialExpiresAt ?? null,
      missing_rights: jsonForPostgres(missingRights),
      expires_at: expiresAt,
    })
    .where('id', '=', id)
    .execute();
}

async function end(
  database: Database,
  ...[id, outcome, expiresAt, sealed]: Parameters<SignInTable['end']>
): Promise<void> {
  await database
    .updateTable('sign_ins')
    .set({
      outcome: jsonForPostgres(outcome),
      sealed_credential: sealed ?? null,
      sealed_verifier: null,
      expires_at: expiresAt,
    })
    .where('id', '=', id)
    .execute();
}

function signInFromRow(row: Selectable<SignInTableRow>): SignIn {
  return {
    id: row.id,
    connector: row.connector,
    settings: row.settings as ServiceSettings,
    network: networkFromJson(row.network),
    purpose: row.purpose as SignInPurpose,
    sealedVerifier: (row.sealed_verifier ?? undefined) as SealedSecret | undefined,
    appId: (row.app_id ?? undefined) as AppId | undefined,
    sealedCredential: (row.sealed_credential ?? undefined) as SealedSecret | undefined,
    account: personFromJson(row.account),
    credentialExpiresAt: row.credential_expires_at ?? undefined,
    missingRights: rightsFromJson(row.missing_rights),
    outcome: (row.outcome ?? undefined) as SignInEnd | undefined,
    expiresAt: row.expires_at,
  };
}
