/** What webhooks alone have told: commits without parents and files, and what services left out. */

import type { LinkedCommit, RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { PayloadTable } from '../../ports/store/payloads.ts';
import { saveCommits } from './commits.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres, textForPostgres } from './json.ts';

export function payloadTable(database: Database): PayloadTable {
  return {
    saveCommits: (repository, commits) => savePayloadCommits(database, repository, commits),
    async holdsCommits(repository) {
      const { rows } = await sql<{ found: boolean }>`
        select exists (select 1 from commits where repository_id = ${repository} and from_payload) as found
      `.execute(database);
      return rows[0]?.found ?? false;
    },
    async markTold(repository, { defaultBranch, at }) {
      const branch = defaultBranch === undefined ? null : textForPostgres(defaultBranch);
      await sql`
        update repositories
        set default_branch = coalesce(${branch}, default_branch), changed_at = greatest(changed_at, ${at}),
          linked_commit_count = (select count(*) from commits where repository_id = ${repository} and not removed),
          state = case state when 'paused' then state else 'up-to-date' end,
          state_reason = case state when 'paused' then state_reason end
        where id = ${repository}`.execute(database);
    },
    async noteTruncated(repository, { from, to, receivedAt }) {
      await database
        .insertInto('truncated_pushes')
        .values({ repository_id: repository, from_hash: from ?? null, to_hash: to, received_at: receivedAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async truncatedCounts(ids) {
      const { rows } = await sql<{ id: RepositoryId; count: number }>`
        select repository_id as id, count(*) as count from truncated_pushes
        where repository_id = any(${ids}::integer[]) group by repository_id`.execute(database);
      return new Map(rows.map(({ id, count }) => [id, count]));
    },
    async forgetTruncated(repository) {
      await database.deleteFrom('truncated_pushes').where('repository_id', '=', repository).execute();
    },
  };
}

async function savePayloadCommits(
  database: Database,
  repository: RepositoryId,
  commits: readonly LinkedCommit[],
): Promise<void> {
  if (commits.length === 0) return;
  const once = [...new Map(commits.map((each) => [each.commit.hash, each])).values()];
  await together(database, async (database) => {
    await sql`select from repositories where id = ${repository} for no key update`.execute(database);
    const hashes = jsonForPostgres(once.map(({ commit }) => commit.hash));
    const { rows } = await sql<{ hash: string }>`
      select encode(hash, 'hex') as hash from commits where repository_id = ${repository}
        and hash in (select decode(value, 'hex') from json_array_elements_text(${hashes}::json))`.execute(database);
    const known = new Set(rows.map(({ hash }) => hash));
    await saveCommits(database, repository, once, true, 'payload');
    const added = jsonForPostgres(once.map(({ commit }) => commit.hash).filter((hash) => !known.has(hash)));
    await sql`
      update commits set from_payload = true, files_read = true where repository_id = ${repository}
        and hash in (select decode(value, 'hex') from json_array_elements_text(${added}::json))`.execute(database);
  });
}
