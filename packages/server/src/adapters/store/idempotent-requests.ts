/** Requests that are done once, however often they are sent. */

import { sql } from 'kysely';
import type { SealedSecret } from '../../ports/secret-box.ts';
import type {
  BegunRequest,
  IdempotentRequestTable,
  RequestBeginning,
  RequestIdentity,
} from '../../ports/store/idempotent-requests.ts';
import type { Database } from './database.ts';

export function idempotentRequestTable(database: Database): IdempotentRequestTable {
  const only = ({ caller, route, keyDigest }: RequestIdentity, attempt: string) =>
    sql<boolean>`caller = ${caller} and route = ${route} and key_digest = ${keyDigest} and attempt = ${attempt}
      and status is null`;
  return {
    begin: async (request) => ((await begins(database, request)) ? { outcome: 'begun' } : standing(database, request)),
    async finish(request, attempt, { status, sealedAnswer }) {
      const answer = { status, sealed_answer: sealedAnswer ?? null };
      await database.updateTable('idempotent_requests').set(answer).where(only(request, attempt)).execute();
    },
    async giveUp(request, attempt) {
      await database.deleteFrom('idempotent_requests').where(only(request, attempt)).execute();
    },
    async removeOlderThan(seconds) {
      await sql`
        delete from idempotent_requests where begun_at < now() - make_interval(secs => ${seconds})
      `.execute(database);
    },
  };
}

/** A row whose lease or time is over counts as none. */
async function begins(database: Database, request: RequestBeginning): Promise<boolean> {
  const { caller, route, keyDigest, requestDigest, attempt, leaseSeconds, keptSeconds } = request;
  const { rows } = await sql`
    insert into idempotent_requests as known (caller, route, key_digest, request_digest, attempt, lease_until)
    values (${caller}, ${route}, ${keyDigest}, ${requestDigest}, ${attempt},
      now() + make_interval(secs => ${leaseSeconds}))
    on conflict (caller, route, key_digest) do update set
      request_digest = excluded.request_digest, attempt = excluded.attempt, lease_until = excluded.lease_until,
      begun_at = now(), status = null, sealed_answer = null
    where known.begun_at <= now() - make_interval(secs => ${keptSeconds})
      or (known.status is null and known.lease_until <= now() and known.request_digest = excluded.request_digest)
    returning 1`.execute(database);
  return rows.length > 0;
}

async function standing(database: Database, request: RequestBeginning): Promise<BegunRequest> {
  const row = await database
    .selectFrom('idempotent_requests')
    .select(['request_digest', 'status', 'sealed_answer'])
    .where('caller', '=', request.caller)
    .where('route', '=', request.route)
    .where('key_digest', '=', request.keyDigest)
    .executeTakeFirst();
  // Given up between the two questions: whoever comes again begins.
  if (row === undefined) return { outcome: 'under-way' };
  if (row.request_digest !== request.requestDigest) return { outcome: 'another-request' };
  if (row.status === null) return { outcome: 'under-way' };
  const sealedAnswer = (row.sealed_answer ?? undefined) as SealedSecret | undefined;
  return { outcome: 'answered', status: row.status, sealedAnswer };
}
