/** The addresses at which webhooks arrive. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type { EndpointPlace, WebhookEndpoint, WebhookEndpointTable } from '../../ports/store/webhook-endpoints.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import type { WebhookEndpointRow } from './schema-webhooks.ts';

export function webhookEndpointTable(database: Database): WebhookEndpointTable {
  return {
    ensure: (place, token) => ensure(database, place, token),
    get: (id) => first(database, (query) => query.where('id', '=', id)),
    find: (place) => find(database, place),
    findByToken: (token) => first(database, (query) => query.where('token', '=', textForPostgres(token))),
    async list() {
      const query = database.selectFrom('webhook_endpoints').selectAll();
      const rows = await query
        .orderBy(sql`integration_id nulls first`)
        .orderBy(sql`repository_id nulls first`)
        .execute();
      return rows.map(endpointFromRow);
    },
    async saveSecret(id, sealed, previousUntil) {
      await database
        .updateTable('webhook_endpoints')
        .set({
          sealed_previous_secret: sql`sealed_secret`,
          previous_secret_until: previousUntil,
          sealed_secret: sealed,
          secret_shown_at: null,
        })
        .where('id', '=', id)
        .execute();
    },
    async markSecretShown(id, at) {
      const query = database.updateTable('webhook_endpoints').set({ secret_shown_at: at }).where('id', '=', id);
      return Number((await query.where('secret_shown_at', 'is', null).executeTakeFirst()).numUpdatedRows) > 0;
    },
  };
}

function select(database: Database) {
  return database.selectFrom('webhook_endpoints').selectAll();
}

async function first(
  database: Database,
  narrow: (query: ReturnType<typeof select>) => ReturnType<typeof select>,
): Promise<WebhookEndpoint | undefined> {
  const row = await narrow(select(database)).executeTakeFirst();
  return row && endpointFromRow(row);
}

function find(database: Database, place: EndpointPlace): Promise<WebhookEndpoint | undefined> {
  return first(database, (query) =>
    query
      .where('integration_id', 'is not distinct from', place.integrationId ?? null)
      .where('repository_id', 'is not distinct from', place.repositoryId ?? null),
  );
}

async function ensure(database: Database, place: EndpointPlace, token: string): Promise<WebhookEndpoint> {
  const values = {
    token,
    integration_id: place.integrationId ?? null,
    repository_id: place.repositoryId ?? null,
  };
  const row = await database
    .insertInto('webhook_endpoints')
    .values(values)
    // Written with what it is anyway, so that it is returned.
    .onConflict((conflict) =>
      conflict.columns(['integration_id', 'repository_id']).doUpdateSet({ made_at: sql`webhook_endpoints.made_at` }),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return endpointFromRow(row);
}

function endpointFromRow(row: Selectable<WebhookEndpointRow>): WebhookEndpoint {
  return {
    id: row.id,
    token: row.token,
    integrationId: (row.integration_id ?? undefined) as IntegrationId | undefined,
    repositoryId: (row.repository_id ?? undefined) as RepositoryId | undefined,
    sealedSecret: (row.sealed_secret ?? undefined) as SealedSecret | undefined,
    sealedPreviousSecret: (row.sealed_previous_secret ?? undefined) as SealedSecret | undefined,
    previousSecretUntil: row.previous_secret_until ?? undefined,
    secretShownAt: row.secret_shown_at ?? undefined,
    madeAt: row.made_at,
  };
}
