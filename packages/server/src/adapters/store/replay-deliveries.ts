/** Puts deliveries of the log back into the inbox. */

import type { IntegrationId } from '@branchline/domain';
import { sql } from 'kysely';
import type { DeliveryFilter, DeliveryId, DeliveryTable } from '../../ports/store/deliveries.ts';
import type { Database } from './database.ts';
import { matching } from './delivery-rows.ts';

/** Without its body a delivery cannot be read again; without its address nobody knows who would. */
export async function replayDeliveries(
  database: Database,
  which: readonly DeliveryId[] | DeliveryFilter,
  at: Date,
): ReturnType<DeliveryTable['replay']> {
  const wanted = isList(which) ? sql`id = any(${which}::bigint[])` : matching(which);
  const { rows } = await sql<{ integration_id: number | null; replayed: number }>`
    with replayed as (
      update webhook_deliveries set outcome = 'waiting', note = '', read_at = null, replayed_at = ${at}
      where ${wanted} and body is not null and outcome <> 'waiting'
        and endpoint_id in (select id from webhook_endpoints)
      returning endpoint_id
    )
    select webhook_endpoints.integration_id, count(*)::integer as replayed
    from replayed join webhook_endpoints on webhook_endpoints.id = endpoint_id
    group by webhook_endpoints.integration_id`.execute(database);
  return {
    replayed: rows.reduce((total, row) => total + row.replayed, 0),
    inboxes: rows.map(({ integration_id }) => (integration_id ?? undefined) as IntegrationId | undefined),
  };
}

function isList(which: readonly DeliveryId[] | DeliveryFilter): which is readonly DeliveryId[] {
  return Array.isArray(which);
}
