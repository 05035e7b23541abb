/** The columns of the table of requests with keys, as Kysely and `pg` see them. */

import type { Generated } from 'kysely';

export interface IdempotentRequestTables {
  readonly idempotent_requests: {
    caller: string;
    route: string;
    key_digest: string;
    request_digest: string;
    begun_at: Generated<Date>;
    attempt: string;
    lease_until: Date;
    status: number | null;
    sealed_answer: string | null;
  };
}
