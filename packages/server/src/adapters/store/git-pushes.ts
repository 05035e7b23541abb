/** Who pushed what, as the port asks for it. */

import type { CommitHash, ServicePerson } from '@branchline/domain';
import type { GitPush, GitPushTable } from '../../ports/store/git-pushes.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

export function gitPushTable(database: Database): GitPushTable {
  return {
    async note(repository, { head, before, pusher, receivedAt }) {
      const values = { head, before: before ?? null, pusher: jsonForPostgres(pusher), received_at: receivedAt };
      await database
        .insertInto('git_pushes')
        .values({ repository_id: repository, ...values })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async latest(repository, limit) {
      const query = database.selectFrom('git_pushes').selectAll().where('repository_id', '=', repository);
      const rows = await query.orderBy('received_at', 'desc').orderBy('id', 'desc').limit(limit).execute();
      const pushes = rows.map((row): GitPush => ({
        head: row.head as CommitHash,
        before: (row.before ?? undefined) as CommitHash | undefined,
        pusher: servicePersonFromJson(row.pusher),
        receivedAt: row.received_at,
      }));
      return pushes.reverse();
    },
    async removeBefore(moment) {
      await database.deleteFrom('git_pushes').where('received_at', '<', moment).execute();
    },
  };
}

/** JSON has no undefined: what is not there was not written. */
export function servicePersonFromJson(kept: unknown): ServicePerson {
  const { login, remoteId, name, email, webUrl, avatarUrl } = kept as Partial<ServicePerson> & { login: string };
  return { login, remoteId, name, email, webUrl, avatarUrl };
}
