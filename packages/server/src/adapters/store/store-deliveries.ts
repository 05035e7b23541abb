/** Stores webhooks and wakes those who read them, in one statement: a round trip more for each batch is felt at the door. */

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import { readWebhooksOptions } from '../../ports/job-options.ts';
import type { DeliveryId, Inbox, NewDelivery } from '../../ports/store/deliveries.ts';
import type { Database } from './database.ts';
import { newJob, startLimit } from './jobs.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';

interface StoredRow {
  readonly id: number;
  readonly endpoint_id: number;
  readonly delivery_key: string;
}

/** Bodies travel as one run of bytes, everything else as one JSON: each delivery by itself would cost eleven values. */
function rowsOf(deliveries: readonly NewDelivery[]) {
  let from = 1;
  const rows = deliveries.map((each) => {
    const size = each.body.byteLength;
    const row = {
      at: each.receivedAt,
      endpoint: each.endpointId,
      integration: each.integrationId ?? null,
      repository: each.repositoryId ?? null,
      connector: each.connector,
      event: textForPostgres(each.event),
      key: textForPostgres(each.deliveryKey),
      headers: each.headers,
      from,
      size,
    };
    from += size;
    return row;
  });
  return { rows, bytes: Buffer.concat(deliveries.map(({ body }) => body)) };
}

/**
 * The jobs that read the inboxes. One that waits is held until the commit, so that nobody takes it before there is
 * anything to read; one that runs is followed by another.
 */
function waking(inboxes: readonly Inbox[]): RawBuilder<unknown> {
  const jobs = inboxes.map((integrationId) => {
    const job = newJob('read-webhooks', { integrationId }, readWebhooksOptions(integrationId));
    const { envelope, queue, priority, flags } = job;
    return { key: envelope.key, envelope, queue, priority, flags };
  });
  return sql`
    wanted as (
      select * from jsonb_to_recordset(${jsonForPostgres(jobs)}::jsonb)
        as job(key text, envelope json, queue text, priority integer, flags text[])
      where (select count(*) from stored) >= 0
    ), held as (
      select id from graphile_worker._private_jobs
      where key in (select key from wanted) and locked_at is null order by key for update
    ), woken as (
      select graphile_worker.add_job(
        identifier => 'read-webhooks', payload => envelope, queue_name => queue, max_attempts => ${startLimit}::integer,
        job_key => key, priority => priority, flags => flags) as job
      from wanted where (select count(*) from held) >= 0
    )`;
}

export async function storeDeliveries(
  database: Database,
  deliveries: readonly NewDelivery[],
  inboxes: readonly Inbox[],
): Promise<readonly (DeliveryId | undefined)[]> {
  const { rows, bytes } = rowsOf(deliveries);
  const stored = await sql<StoredRow>`
    with stored as (
      insert into webhook_deliveries (received_at, endpoint_id, integration_id, repository_id, connector, event,
        delivery_key, headers, body, size, outcome)
      select at, endpoint, integration, repository, connector, event, key, headers,
        substring(${bytes}::bytea from "from" for size), size, 'waiting'
      from jsonb_to_recordset(${jsonForPostgres(rows)}::jsonb) as delivery(at timestamptz, endpoint integer,
        integration integer, repository integer, connector text, event text, key text, headers jsonb, "from" integer,
        size integer)
      order by "from", size
      on conflict (endpoint_id, delivery_key) do nothing
      returning id, endpoint_id, delivery_key
    ), ${waking(inboxes)}
    select stored.* from stored where (select count(job) from woken) >= 0`.execute(database);
  const ids = new Map(stored.rows.map(({ id, endpoint_id, delivery_key }) => [`${endpoint_id} ${delivery_key}`, id]));
  return rows.map(({ endpoint, key }) => {
    const id = ids.get(`${endpoint} ${key}`);
    // The second of two alike in one batch was not stored.
    ids.delete(`${endpoint} ${key}`);
    return id;
  });
}
