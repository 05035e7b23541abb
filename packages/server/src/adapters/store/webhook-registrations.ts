/** The webhooks that we made at Git services, or could not make. */

import type { IntegrationId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { WebhookTarget } from '../../ports/git-service/webhooks.ts';
import type { WebhookRegistration, WebhookRegistrationTable } from '../../ports/store/webhook-registrations.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import type { WebhookRegistrationRow } from './schema-webhooks.ts';

export function webhookRegistrationTable(database: Database): WebhookRegistrationTable {
  return {
    async list(integrationId) {
      const query = database.selectFrom('webhook_registrations').selectAll();
      return (await query.where('integration_id', '=', integrationId).orderBy('place').execute()).map(
        registrationFromRow,
      );
    },
    save: (registration) => save(database, registration),
    async remove(integrationId, place) {
      const query = database.deleteFrom('webhook_registrations').where('integration_id', '=', integrationId);
      await query.where('place', '=', place).execute();
    },
    async markUnchecked(endpointId) {
      const query = database.updateTable('webhook_registrations').set({ checked_at: null });
      const rows = await query.where('endpoint_id', '=', endpointId).returning('integration_id').execute();
      return [...new Set(rows.map(({ integration_id }) => integration_id as IntegrationId))];
    },
    isAppShared: (integrationId, endpointId) => isAppShared(database, integrationId, endpointId),
    async standing(integrationId) {
      const query = database.selectFrom('webhook_setups').selectAll().where('integration_id', '=', integrationId);
      const row = await query.executeTakeFirst();
      return { obstacle: row?.obstacle ?? undefined, finishedAt: row?.finished_at ?? undefined };
    },
    async saveStanding(integrationId, { obstacle, finishedAt }) {
      const words = obstacle === undefined ? null : textForPostgres(obstacle);
      const values = { obstacle: words, finished_at: finishedAt ?? null };
      await database
        .insertInto('webhook_setups')
        .values({ integration_id: integrationId, ...values })
        .onConflict((conflict) => conflict.column('integration_id').doUpdateSet(values))
        .execute();
    },
    due: (since) => due(database, since),
    takeDiscovery: (integrationId, since, now) => takeDiscovery(database, integrationId, since, now),
  };
}

async function save(database: Database, registration: WebhookRegistration): Promise<void> {
  const { integrationId, place, reason } = registration;
  const values = {
    level: registration.target.level,
    target: jsonForPostgres(registration.target),
    endpoint_id: registration.endpointId ?? null,
    url: registration.url,
    remote_id: registration.remoteId ?? null,
    state: registration.state,
    reason: reason === undefined ? null : textForPostgres(reason),
    checked_at: registration.checkedAt ?? null,
    working_at: registration.workingAt ?? null,
    resent_at: registration.resentAt ?? null,
  };
  await database
    .insertInto('webhook_registrations')
    .values({ integration_id: integrationId, place, ...values })
    .onConflict((conflict) => conflict.columns(['integration_id', 'place']).doUpdateSet(values))
    .execute();
}

async function isAppShared(database: Database, id: IntegrationId, endpointId: number): Promise<boolean> {
  const { rows } = await sql<{ shared: boolean }>`
    select exists (
      select from webhook_registrations as theirs
      join integrations as other on other.id = theirs.integration_id
      join integrations as own on own.id = ${id}
      where theirs.integration_id <> own.id and other.connector = own.connector
        and theirs.level = 'app' and theirs.endpoint_id = ${endpointId} and theirs.remote_id is not null
    ) as shared`.execute(database);
  return rows[0]?.shared === true;
}

async function due(database: Database, since: Date): Promise<readonly IntegrationId[]> {
  const rows = await database
    .selectFrom('integrations')
    .leftJoin('webhook_setups', 'webhook_setups.integration_id', 'integrations.id')
    .select('integrations.id')
    .where('integrations.mode', '=', 'two-way')
    .where('integrations.paused_because', 'is', null)
    .where((where) => where.or([where('finished_at', 'is', null), where('finished_at', '<', since)]))
    .orderBy('integrations.id')
    .execute();
  return rows.map(({ id }) => id as IntegrationId);
}

async function takeDiscovery(database: Database, id: IntegrationId, since: Date, now: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into webhook_setups (integration_id, discovery_asked_at) values (${id}, ${now})
    on conflict (integration_id) do update set discovery_asked_at = excluded.discovery_asked_at
    where webhook_setups.discovery_asked_at is null or webhook_setups.discovery_asked_at < ${since}
    returning integration_id`.execute(database);
  return rows.length > 0;
}

function registrationFromRow(row: Selectable<WebhookRegistrationRow>): WebhookRegistration {
  return {
    integrationId: row.integration_id as IntegrationId,
    place: row.place,
    target: row.target as WebhookTarget,
    endpointId: row.endpoint_id ?? undefined,
    url: row.url,
    remoteId: row.remote_id ?? undefined,
    state: row.state as WebhookRegistration['state'],
    reason: row.reason ?? undefined,
    checkedAt: row.checked_at ?? undefined,
    workingAt: row.working_at ?? undefined,
    resentAt: row.resent_at ?? undefined,
  };
}
