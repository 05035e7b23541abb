/** Who pushed what, as the port asks for it. */

import type { CommitHash } from '@branchline/domain';
import { sql } from 'kysely';
import type { GitPush, GitPushTable } from '../../ports/store/git-pushes.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';
import { personFromJson } from './kept-json.ts';

export function gitPushTable(database: Database): GitPushTable {
  return {
    async note(repository, pushes) {
      if (pushes.length === 0) return;
      await sql`
        insert into git_pushes (repository_id, head, before, pusher, received_at)
        select ${repository}, head, before, pusher, "receivedAt"
        from json_to_recordset(${jsonForPostgres(pushes)}::json) as push (head text, before text, pusher jsonb,
          "receivedAt" timestamptz)
        on conflict (repository_id, head) do nothing`.execute(database);
    },
    async latest(repository, limit) {
      const query = database.selectFrom('git_pushes').selectAll().where('repository_id', '=', repository);
      const rows = await query.orderBy('received_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      const pushes = rows.flatMap((row): readonly GitPush[] => {
        const pusher = personFromJson(row.pusher);
        if (pusher === undefined) return [];
        const before = (row.before ?? undefined) as CommitHash | undefined;
        return [{ head: row.head as CommitHash, before, pusher, receivedAt: row.received_at }];
      });
      return pushes.reverse();
    },
    async removeBefore(moment) {
      await database.deleteFrom('git_pushes').where('received_at', '<', moment).execute();
    },
  };
}
