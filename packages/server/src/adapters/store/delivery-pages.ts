/** The log of webhooks page by page, quick also where there are a million. */

import { sql } from 'kysely';
import type { Delivery, DeliveryFilter, DeliveryId, DeliveryPage } from '../../ports/store/deliveries.ts';
import type { Database } from './database.ts';
import { deliveryFromRow, logColumns, matching } from './delivery-rows.ts';

/** Deliveries among which one request looks for a text: no index knows parts of words, and each costs a microsecond. */
const searchedAtOnce = 40_000;

function logQuery(database: Database, filter: DeliveryFilter, limit: number, before: DeliveryId | undefined) {
  const all = database.selectFrom('webhook_deliveries').select(logColumns).where(matching(filter));
  const query = before === undefined ? all : all.where('id', '<', before);
  return query.orderBy('id', 'desc').limit(limit);
}

/** See `DeliveryTable.list`. */
export async function listDeliveries(
  database: Database,
  filter: DeliveryFilter,
  limit: number,
  before: DeliveryId | undefined,
): Promise<readonly Delivery[]> {
  return (await logQuery(database, filter, limit, before).execute()).map(deliveryFromRow);
}

/** See `DeliveryTable.page`. */
export async function deliveryPage(
  database: Database,
  filter: DeliveryFilter,
  limit: number,
  before: DeliveryId | undefined,
): Promise<DeliveryPage> {
  const from = filter.search === undefined ? undefined : await searchFrom(database, filter, before);
  const query = logQuery(database, filter, limit + 1, before);
  const rows = await (from === undefined ? query : query.where('id', '>=', from.id)).execute();
  const deliveries = rows.slice(0, limit).map(deliveryFromRow);
  if (rows.length > limit) return { deliveries, next: deliveries.at(-1)?.id, lookedBackTo: undefined };
  return { deliveries, next: from?.id, lookedBackTo: from?.received_at };
}

/** The oldest of those among which is looked; undefined when there are not so many. */
async function searchFrom(database: Database, filter: DeliveryFilter, before: DeliveryId | undefined) {
  const { search: _text, ...others } = filter;
  let query = database.selectFrom('webhook_deliveries').select(['id', 'received_at']).where(matching(others));
  if (before !== undefined) query = query.where('id', '<', before);
  return query
    .orderBy('id', 'desc')
    .offset(searchedAtOnce - 1)
    .limit(1)
    .executeTakeFirst();
}

/** See `DeliveryTable.count`. Those that wait are read anyway. */
export async function countDeliveries(
  database: Database,
  filter: DeliveryFilter,
): Promise<{ readonly deliveries: number; readonly replayable: number }> {
  const { rows } = await sql<{ deliveries: number; replayable: number }>`
    select count(*)::integer as deliveries,
      (count(*) filter (where body is not null and outcome <> 'waiting'
        and endpoint_id in (select id from webhook_endpoints)))::integer as replayable
    from webhook_deliveries where ${matching(filter)}`.execute(database);
  return rows[0] ?? { deliveries: 0, replayable: 0 };
}
