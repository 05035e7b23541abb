/** The inbox and log of everything that arrives at the webhook door. */

import { sql } from 'kysely';
import type { DeliveryTable } from '../../ports/store/deliveries.ts';
import type { Database } from './database.ts';
import { countDeliveries, deliveryPage, listDeliveries } from './delivery-pages.ts';
import { wholeFromRow } from './delivery-rows.ts';
import { readWaiting, waitingInboxes } from './delivery-inbox.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';
import { replayDeliveries } from './replay-deliveries.ts';
import { storeDeliveries } from './store-deliveries.ts';

export function deliveryTable(database: Database): DeliveryTable {
  return {
    async add({ about, outcome, note }) {
      const words = { about: textForPostgres(about), outcome, note: textForPostgres(note) };
      const values = { ...words, event: 'trigger', read_at: sql<Date>`now()` };
      await database.insertInto('webhook_deliveries').values(values).execute();
    },
    store: (deliveries, inboxes) => storeDeliveries(database, deliveries, inboxes),
    countRefused: (refused) => countRefused(database, refused),
    waiting: (inbox, limit, bytes) => readWaiting(database, inbox, limit, bytes),
    waitingInboxes: (before) => waitingInboxes(database, before),
    markRead: (readings, at) => markRead(database, readings, at),
    list: (filter, limit, before) => listDeliveries(database, filter, limit, before),
    page: (filter, limit, before) => deliveryPage(database, filter, limit, before),
    count: (filter) => countDeliveries(database, filter),
    async get(id) {
      const query = database.selectFrom('webhook_deliveries').selectAll().where('id', '=', id);
      const row = await query.executeTakeFirst();
      return row && wholeFromRow(row);
    },
    replay: (which, at) => replayDeliveries(database, which, at),
    removeBefore: (moment) => removeBefore(database, moment),
  };
}

async function countRefused(database: Database, refused: Parameters<DeliveryTable['countRefused']>[0]): Promise<void> {
  await database
    .insertInto('webhook_deliveries')
    .values({
      received_at: refused.receivedAt,
      endpoint_id: refused.endpointId,
      integration_id: refused.integrationId ?? null,
      repository_id: refused.repositoryId ?? null,
      connector: refused.connector ?? null,
      event: textForPostgres(refused.event),
      delivery_key: textForPostgres(refused.deliveryKey),
      outcome: 'refused',
      note: textForPostgres(refused.note),
      size: refused.size,
      repeats: refused.count - 1,
      read_at: refused.receivedAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['endpoint_id', 'delivery_key']).doUpdateSet({
        repeats: sql`webhook_deliveries.repeats + excluded.repeats + 1`,
        note: sql`excluded.note`,
        event: sql`excluded.event`,
      }),
    )
    .execute();
}

async function markRead(
  database: Database,
  readings: Parameters<DeliveryTable['markRead']>[0],
  at: Date,
): Promise<void> {
  if (readings.length === 0) return;
  const rows = readings.map(({ id, integrationId, repositoryId, about, outcome, note }) => {
    return { id, integration: integrationId ?? null, repository: repositoryId ?? null, about, outcome, note };
  });
  await sql`
    update webhook_deliveries set outcome = reading.outcome, note = reading.note, read_at = ${at},
      about = case reading.about when '' then webhook_deliveries.about else reading.about end,
      integration_id = coalesce(reading.integration, webhook_deliveries.integration_id),
      repository_id = coalesce(reading.repository, webhook_deliveries.repository_id)
    from jsonb_to_recordset(${jsonForPostgres(rows)}::jsonb)
      as reading(id bigint, integration integer, repository integer, about text, outcome text, note text)
    where webhook_deliveries.id = reading.id`.execute(database);
}

async function removeBefore(database: Database, moment: Date): Promise<number> {
  await sql`
    update webhook_deliveries set outcome = 'ignored', note = 'Its address was removed before it was read.'
    where outcome = 'waiting'
      and not exists (select from webhook_endpoints where webhook_endpoints.id = endpoint_id)`.execute(database);
  const query = database.deleteFrom('webhook_deliveries').where('received_at', '<', moment);
  return Number((await query.executeTakeFirst()).numDeletedRows);
}
