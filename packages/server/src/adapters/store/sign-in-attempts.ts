/** How often somebody guessed wrong, under digests of the names that were guessed at. */

import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { SignInAttemptTable } from '../../ports/store/accounts.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

function digestOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

function digestsOf(names: readonly string[]): string {
  return jsonForPostgres(names.map(digestOf));
}

export function signInAttemptTable(database: Database): SignInAttemptTable {
  return {
    async failures(names) {
      const { rows } = await sql<{ digest: string; count: number; lastAt: Date }>`
        select digest, failures as count, last_at as "lastAt" from sign_in_attempts
        where digest in (select json_array_elements_text(${digestsOf(names)}::json))`.execute(database);
      const byDigest = new Map(rows.map(({ digest, count, lastAt }) => [digest, { count, lastAt }]));
      return names.map((name) => byDigest.get(digestOf(name)));
    },
    async noteFailure(names, at, since) {
      await sql`
        insert into sign_in_attempts (digest, failures, last_at)
        select digest, 1, ${at} from json_array_elements_text(${digestsOf(names)}::json) as digest order by digest
        on conflict (digest) do update set
          failures = case when sign_in_attempts.last_at < ${since} then 1 else sign_in_attempts.failures + 1 end,
          last_at = excluded.last_at`.execute(database);
    },
    async forget(names) {
      await sql`delete from sign_in_attempts
        where digest in (select json_array_elements_text(${digestsOf(names)}::json))`.execute(database);
    },
  };
}
