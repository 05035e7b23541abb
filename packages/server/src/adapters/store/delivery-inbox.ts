/** What waits in the inbox to be read. */

import type { IntegrationId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Inbox, WholeDelivery } from '../../ports/store/deliveries.ts';
import type { Database } from './database.ts';
import { wholeFromRow } from './delivery-rows.ts';

/** The addresses whose deliveries are read together. */
function endpointsOf(inbox: Inbox): RawBuilder<unknown> {
  return sql`(select id from webhook_endpoints where integration_id is not distinct from ${inbox ?? null}::integer)`;
}

export async function readWaiting(
  database: Database,
  inbox: Inbox,
  limit: number,
  bytes: number,
): Promise<readonly WholeDelivery[]> {
  const { rows: sizes } = await sql<{ id: number; size: number }>`
    select id, size from webhook_deliveries
    where outcome = 'waiting' and endpoint_id in ${endpointsOf(inbox)}
    order by id limit ${limit}`.execute(database);
  const ids: number[] = [];
  let total = 0;
  for (const { id, size } of sizes) {
    total += size;
    if (ids.length > 0 && total > bytes) break;
    ids.push(id);
  }
  if (ids.length === 0) return [];
  const query = database.selectFrom('webhook_deliveries').selectAll().where('id', 'in', ids);
  return (await query.orderBy('id').execute()).map(wholeFromRow);
}

export async function waitingInboxes(database: Database, before: Date): Promise<readonly Inbox[]> {
  const { rows } = await sql<{ integration_id: number | null }>`
    select distinct integration_id from webhook_endpoints
    where exists (
      select from webhook_deliveries
      where outcome = 'waiting' and endpoint_id = webhook_endpoints.id and received_at < ${before}
    )`.execute(database);
  return rows.map(({ integration_id }) => (integration_id ?? undefined) as IntegrationId | undefined);
}
