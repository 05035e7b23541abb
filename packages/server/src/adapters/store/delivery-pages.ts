/** The log of webhooks page by page, quick also where there are a million. */

import { sql } from 'kysely';
import type { Delivery, DeliveryFilter, DeliveryId, DeliveryPage } from '../../ports/store/deliveries.ts';
import type { Database } from './database.ts';
import { deliveryFromRow, logColumns, matching } from './delivery-rows.ts';

/**
 * Deliveries that one request looks at where no index knows all that is asked for: parts of words, or two things at
 * once. So many take less than 200 ms, of a whole log, which lie beside each other, and of one kind, which are scattered.
 */
const lookedAtOnce = { ofAll: 12_000, ofOneKind: 4000 } as const;

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
  const from = await lookFrom(database, filter, before);
  const query = logQuery(database, filter, limit + 1, before);
  const rows = await (from === undefined ? query : query.where('id', '>=', from.id)).execute();
  const deliveries = rows.slice(0, limit).map(deliveryFromRow);
  if (rows.length > limit) return { deliveries, next: deliveries.at(-1)?.id, lookedBackTo: undefined };
  return { deliveries, next: from?.id, lookedBackTo: from?.received_at };
}

/** What an index answers by itself, the rarest first. */
const indexed = ['repositoryId', 'outcome', 'integrationId', 'isMatched', 'event'] as const;

/** The oldest of those that are looked at; undefined when an index knows what is asked for, or there are not so many. */
async function lookFrom(database: Database, filter: DeliveryFilter, before: DeliveryId | undefined) {
  const { since, until, search } = filter;
  const asked = indexed.filter((name) => filter[name] !== undefined);
  const [first] = asked;
  if (search === undefined && asked.length < 2) return undefined;
  const narrowest: DeliveryFilter = { since, until, ...(first === undefined ? {} : { [first]: filter[first] }) };
  let query = database.selectFrom('webhook_deliveries').select('id').where(matching(narrowest));
  if (before !== undefined) query = query.where('id', '<', before);
  const oldest = query
    .orderBy('id', 'desc')
    .offset((first === undefined ? lookedAtOnce.ofAll : lookedAtOnce.ofOneKind) - 1)
    .limit(1);
  const found = database.selectFrom('webhook_deliveries').select(['id', 'received_at']).where('id', '=', oldest);
  return found.executeTakeFirst();
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
