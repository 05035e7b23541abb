/** People's own connections with Git services. */

import type { CredentialKind, IdentityId, IntegrationId, PersonId, ServicePerson } from '@branchline/domain';
import type { Selectable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type {
  PersonalConnection,
  PersonalConnectionKey,
  PersonalConnectionTable,
  PersonalFindings,
} from '../../ports/store/personal-connections.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import { personFromJson, rightsFromJson } from './kept-json.ts';
import type { IdentityTableRow, PersonalConnectionTableRow } from './schema-people.ts';

export function personalConnectionTable(database: Database): PersonalConnectionTable {
  const connections = () =>
    database
      .selectFrom('personal_connections')
      .innerJoin('identities', 'identities.id', 'identity_id')
      .selectAll('personal_connections')
      .select('person_id');
  const at = ({ identityId, integrationId }: PersonalConnectionKey) =>
    database
      .updateTable('personal_connections')
      .where('identity_id', '=', identityId)
      .where('integration_id', '=', integrationId);
  return {
    async ofPerson(id) {
      const query = connections().where('person_id', '=', id).orderBy('integration_id').orderBy('identity_id');
      return (await query.execute()).map(connectionFromRow);
    },
    async get(id, integrationId) {
      const query = connections().where('person_id', '=', id).where('integration_id', '=', integrationId);
      const row = await query.orderBy('checked_at', 'desc').orderBy('identity_id').limit(1).executeTakeFirst();
      return row && connectionFromRow(row);
    },
    async uncheckedSince(moment, limit) {
      const query = connections().where('checked_at', '<', moment).where('last_problem', 'is', null);
      return (await query.orderBy('checked_at').limit(limit).execute()).map(connectionFromRow);
    },
    async sealedCredential({ identityId, integrationId }) {
      const query = database.selectFrom('personal_connections').select('sealed_credential');
      const row = query.where('identity_id', '=', identityId).where('integration_id', '=', integrationId);
      return (await row.executeTakeFirst())?.sealed_credential as SealedSecret | undefined;
    },
    async save({ identityId, integrationId }, kind, sealed, findings) {
      const known = { ...columnsOf(findings), connected_at: findings.checkedAt };
      const kept = { credential_kind: kind, sealed_credential: sealed, ...known };
      await database
        .insertInto('personal_connections')
        .values({ identity_id: identityId, integration_id: integrationId, ...kept })
        .onConflict((conflict) => conflict.columns(['identity_id', 'integration_id']).doUpdateSet(kept))
        .execute();
    },
    async replaceSealedCredential(key, before, after) {
      const query = at(key).set({ sealed_credential: after }).where('sealed_credential', '=', before);
      return (await query.executeTakeFirst()).numUpdatedRows > 0n;
    },
    async saveFindings(key, findings) {
      await at(key).set(columnsOf(findings)).execute();
    },
    async noteProblem(key, problem) {
      await at(key)
        .set({ last_problem: textForPostgres(problem) })
        .execute();
    },
    async remove({ identityId, integrationId }) {
      const query = database.deleteFrom('personal_connections').where('identity_id', '=', identityId);
      return (await query.where('integration_id', '=', integrationId).executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}

function columnsOf({ account, missingRights, expiresAt, checkedAt }: PersonalFindings) {
  return {
    account: jsonForPostgres(account),
    missing_rights: jsonForPostgres(missingRights),
    expires_at: expiresAt ?? null,
    checked_at: checkedAt,
    last_problem: null,
  };
}

type Row = Selectable<PersonalConnectionTableRow> & Pick<Selectable<IdentityTableRow>, 'person_id'>;

function connectionFromRow(row: Row): PersonalConnection {
  return {
    identityId: row.identity_id as IdentityId,
    integrationId: row.integration_id as IntegrationId,
    personId: row.person_id as PersonId,
    credentialKind: row.credential_kind as CredentialKind,
    account: personFromJson(row.account) as ServicePerson,
    missingRights: rightsFromJson(row.missing_rights),
    expiresAt: row.expires_at ?? undefined,
    checkedAt: row.checked_at,
    connectedAt: row.connected_at ?? undefined,
    lastProblem: row.last_problem ?? undefined,
  };
}
