/** What a row of the inbox says, and which rows a filter means. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import type { Delivery, DeliveryFilter, DeliveryOutcome, WholeDelivery } from '../../ports/store/deliveries.ts';
import { textForPostgres } from './json.ts';
import type { DeliveryRow } from './schema.ts';

/** Everything but headers and body, which may be large. */
export const logColumns = [
  'id',
  'received_at',
  'endpoint_id',
  'integration_id',
  'repository_id',
  'connector',
  'event',
  'about',
  'outcome',
  'note',
  'size',
  'repeats',
  'read_at',
  'replayed_at',
] as const;

export function deliveryFromRow(row: Pick<Selectable<DeliveryRow>, (typeof logColumns)[number]>): Delivery {
  return {
    id: row.id,
    receivedAt: row.received_at,
    endpointId: row.endpoint_id ?? undefined,
    integrationId: (row.integration_id ?? undefined) as IntegrationId | undefined,
    repositoryId: (row.repository_id ?? undefined) as RepositoryId | undefined,
    connector: row.connector ?? undefined,
    event: row.event,
    about: row.about,
    outcome: row.outcome as DeliveryOutcome,
    note: row.note,
    size: row.size,
    repeats: row.repeats,
    readAt: row.read_at ?? undefined,
    replayedAt: row.replayed_at ?? undefined,
  };
}

export function wholeFromRow(row: Selectable<DeliveryRow>): WholeDelivery {
  return {
    ...deliveryFromRow(row),
    headers: row.headers as Readonly<Record<string, string>>,
    body: row.body ?? undefined,
  };
}

/** The condition under which a row is wanted. */
export function matching(filter: DeliveryFilter): RawBuilder<boolean> {
  const { integrationId, repositoryId, isMatched, outcome, event, since, until, search } = filter;
  const conditions = [
    integrationId === undefined ? undefined : sql`integration_id = ${integrationId}`,
    repositoryId === undefined ? undefined : sql`repository_id = ${repositoryId}`,
    isMatched === undefined ? undefined : isMatched ? sql`repository_id is not null` : sql`repository_id is null`,
    // Written out, so that the index of the rarer ones is used; there are no others than those of the type.
    outcome === undefined ? undefined : sql`outcome = ${sql.lit(outcome)}`,
    event === undefined ? undefined : sql`event = ${textForPostgres(event)}`,
    since === undefined ? undefined : sql`received_at >= ${since} and id >= ${firstIdAround(since)}`,
    until === undefined ? undefined : sql`received_at < ${until} and id <= ${lastIdAround(until)}`,
    search === undefined ? undefined : containing(search),
  ];
  return sql`${sql.join([sql`true`, ...conditions.filter((each) => each !== undefined)], sql` and `)}`;
}

function containing(search: string): RawBuilder<boolean> {
  const pattern = `%${textForPostgres(search).replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`(about ilike ${pattern} or note ilike ${pattern} or event ilike ${pattern} or delivery_key ilike ${pattern})`;
}

/**
 * Ids grow with time but for what is stored while something else is: with an hour to spare, they bound what has to be
 * read of a long log.
 */
function firstIdAround(since: Date): RawBuilder<number> {
  return sql`coalesce((
    select id from webhook_deliveries where received_at < ${since}::timestamptz - interval '1 hour'
    order by received_at desc limit 1), 0)`;
}

function lastIdAround(until: Date): RawBuilder<number> {
  return sql`coalesce((
    select id from webhook_deliveries where received_at > ${until}::timestamptz + interval '1 hour'
    order by received_at limit 1), 9223372036854775807)`;
}
