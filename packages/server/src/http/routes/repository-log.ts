/** The index log of repositories at the door, and orders about several of them. */

import { reindexPullRequests, reindexRepository } from '../../features/indexing/request-indexing.ts';
import { readIndexLog, runLines } from '../../features/repositories/index-log-file.ts';
import { orderRepositories } from '../../features/repositories/order-repositories.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentRun } from '../present/repository.ts';
import { notFound } from '../problems.ts';

export interface RepositoryLogHandlersDeps {
  readonly store: Store;
  readonly clock: Clock;
}

type Names = 'listIndexRuns' | 'downloadIndexLog' | 'reindexPullRequests' | 'orderRepositories';

export function repositoryLogHandlers({ store, clock }: RepositoryLogHandlersDeps): Pick<Handlers, Names> {
  return {
    async listIndexRuns({ params, query }) {
      if ((await store.repositories.get(params.id)) === undefined) throw notFound('repository');
      const { about, outcome, cursor, limit } = query;
      const before = cursor === undefined ? undefined : Number(cursor);
      const found = await store.indexRuns.log(params.id, limit + 1, { about, outcome, before });
      const runs = found.slice(0, limit);
      return { runs: runs.map(presentRun), next: found.length > limit ? String(runs.at(-1)?.id) : null };
    },
    async downloadIndexLog({ params, query, reply }) {
      const log = await readIndexLog(store, params.id);
      if (log === undefined) throw notFound('repository');
      const [type, ending] = query.format === 'text' ? ['text/plain', 'txt'] : ['application/json', 'json'];
      reply
        .type(`${type}; charset=utf-8`)
        .header('content-disposition', `attachment; filename="index-log-${params.id}.${ending}"`);
      if (query.format === 'json') return JSON.stringify({ ...log, runs: log.runs.map(presentRun) });
      const lines = log.runs.flatMap((run) => runLines(run, clock.now()));
      return [`Index log of ${log.name}, newest first; times in UTC`, ...lines, ''].join('\n');
    },
    async reindexPullRequests({ params }) {
      if (!(await reindexPullRequests({ store }, params.id))) throw notFound('repository');
      return { queued: 1 };
    },
    orderRepositories: ({ body }) => orderRepositories({ store, reindexRepository }, body.ids, body.order),
  };
}
