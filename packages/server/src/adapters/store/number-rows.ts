/** Gives rows their numbers, which Jira compares to tell newer from older. */

import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/**
 * Takes the next `count` numbers of a repository; the first is `base + 1`. The row stays locked until the transaction
 * ends, so numbers become visible in their order. A number never falls behind the clock in milliseconds: a database that
 * was restored or rebuilt does not send numbers that Jira has seen. Takes none when `count` is 0.
 */
export function takeNumbers(repository: number, count: RawBuilder<number>): RawBuilder<{ base: number }> {
  return sql`
    update repositories
    set last_sequence =
      greatest(last_sequence, (extract(epoch from clock_timestamp()) * 1000)::bigint) + ${count}
    where id = ${repository} and ${count} > 0
    returning last_sequence - ${count} as base`;
}
