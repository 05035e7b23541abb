/** Repositories at the door: how each stands, and what a person may order. */

import { reindexPullRequest, reindexRepository } from '../../features/indexing/request-indexing.ts';
import { pauseRepository, resumeRepository } from '../../features/repositories/control-repository.ts';
import { repositoryPageView, repositoryView } from '../../features/repositories/repository-views.ts';
import type { Store } from '../../ports/store.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentRepository, presentRun } from '../present/repository.ts';
import { notFound } from '../problems.ts';

export interface RepositoryHandlersDeps {
  readonly store: Store;
}

type Names =
  | 'listRepositories'
  | 'showRepository'
  | 'reindexRepository'
  | 'reindexPullRequest'
  | 'pauseRepository'
  | 'resumeRepository';

/** Lines of the index log that are shown. */
const runsShown = 20;

export function repositoryHandlers(deps: RepositoryHandlersDeps): Pick<Handlers, Names> {
  return {
    listRepositories: async ({ query }) => {
      const { integration, remote, association, order, ...rest } = query;
      const page = await repositoryPageView(deps.store, {
        ...rest,
        integrationId: integration,
        remoteState: remote,
        hasOwnAssociation: association === undefined ? undefined : association === 'own',
        search: rest.search,
        state: rest.state,
        after: rest.after,
        isDescending: order === 'descending',
      });
      const { next, total } = page;
      return { repositories: page.repositories.map(presentRepository), next: next ?? null, total };
    },
    showRepository: async ({ params }) => {
      const view = await repositoryView(deps.store, params.id);
      if (view === undefined) throw notFound('repository');
      const [counts, runs] = await Promise.all([
        deps.store.issues.counts(params.id),
        deps.store.indexRuns.log(params.id, runsShown),
      ]);
      return {
        ...presentRepository(view),
        pinnedHostKey: view.repository.pinnedHostKey ?? null,
        counts: {
          commits: view.repository.commitCount,
          linkedCommits: counts.commits,
          linkedBranches: counts.branches,
          linkedPullRequests: counts.pullRequests,
          issues: counts.issues,
        },
        runs: runs.map(presentRun),
      };
    },
    reindexRepository: async ({ params }) => {
      if (!(await reindexRepository(deps, params.id))) throw notFound('repository');
      return { queued: 1 };
    },
    reindexPullRequest: async ({ params }) => {
      if (!(await reindexPullRequest(deps, params.id, params.pullRequest))) throw notFound('repository');
      return { queued: 1 };
    },
    pauseRepository: async ({ params }) => {
      if (!(await pauseRepository(deps, params.id))) throw notFound('repository');
    },
    resumeRepository: async ({ params }) => {
      if (!(await resumeRepository(deps, params.id))) throw notFound('repository');
    },
  };
}
