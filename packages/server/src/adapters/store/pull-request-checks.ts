/** What is known of the checks of open pull requests, beside what their service tells of them. */

import { countedChecks } from '@branchline/domain';
import type { CheckCounts, CommitHash, PullRequestChecks, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { ChecksDue, ChecksFound, PullRequestChecksTable } from '../../ports/store/pull-request-checks.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';

/** As it is kept. */
export interface ChecksColumn extends CheckCounts {
  readonly head: CommitHash;
  readonly looks: number;
  readonly webUrl: string | null;
}

/** Those that may be looked at. */
const watched = sql`state = 'open' and not removed and source ->> 'head' is not null`;

export function pullRequestChecksTable(database: Database): PullRequestChecksTable {
  return {
    async want(repository, remoteId) {
      await sql`
        update pull_requests set checks_due_at = clock_timestamp()
        where repository_id = ${repository} and remote_id = ${textForPostgres(remoteId)} and ${watched}`.execute(
        database,
      );
    },
    due: (repository, limit) => dueChecks(database, repository, limit),
    async nextDue(repository) {
      const { rows } = await sql<{ at: Date | null }>`
        select min(checks_due_at) as at from pull_requests
        where repository_id = ${repository} and checks_due_at is not null and ${watched}`.execute(database);
      return rows[0]?.at ?? undefined;
    },
    async save(repository, { remoteId, wish }, found, again) {
      await sql`
        update pull_requests set checks = ${jsonForPostgres(columnFrom(found))}::jsonb,
          checks_due_at = case when checks_due_at::text = ${wish}
            then clock_timestamp() + make_interval(secs => ${again ?? null}::double precision) else checks_due_at end
        where repository_id = ${repository} and remote_id = ${textForPostgres(remoteId)}`.execute(database);
    },
    async forgetDue(repository) {
      await sql`
        update pull_requests set checks = null, checks_due_at = null
        where repository_id = ${repository} and checks_due_at is not null`.execute(database);
    },
  };
}

async function dueChecks(database: Database, repository: RepositoryId, limit: number): Promise<readonly ChecksDue[]> {
  const { rows } = await sql<ChecksDueRow>`
    select remote_id, source ->> 'head' as head, web_url, checks, checks_due_at::text as wish from pull_requests
    where repository_id = ${repository} and checks_due_at <= clock_timestamp() and ${watched}
    order by checks_due_at, id limit ${limit}`.execute(database);
  return rows.map(({ remote_id: remoteId, web_url: webUrl, checks, ...row }) => ({
    ...row,
    remoteId,
    webUrl,
    found: checks === null ? undefined : foundFrom(checks),
  }));
}

interface ChecksDueRow {
  readonly remote_id: string;
  readonly head: CommitHash;
  readonly web_url: string;
  readonly checks: ChecksColumn | null;
  readonly wish: string;
}

function columnFrom({ head, looks, checks }: ChecksFound): ChecksColumn {
  const { passed, failed, running } = checks ?? { passed: 0, failed: 0, running: 0 };
  return { head, looks, passed, failed, running, webUrl: checks?.webUrl ?? null };
}

function foundFrom(kept: ChecksColumn): ChecksFound {
  return { head: kept.head, looks: kept.looks, checks: checksFrom(kept) };
}

/** Undefined where there were none. */
export function checksFrom({ head, webUrl, passed, failed, running }: ChecksColumn): PullRequestChecks | undefined {
  return countedChecks({ head, passed, failed, running, webUrl: webUrl ?? undefined });
}
