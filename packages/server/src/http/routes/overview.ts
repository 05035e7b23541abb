/** The overview at the door: how everything stands, in one answer that is as fast with thousands of repositories. */

import type { IndexingState } from '@branchline/domain';
import { jiraSiteViews } from '../../features/jira-sites/jira-site-views.ts';
import { integrationViews } from '../../features/repositories/repository-views.ts';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { Store } from '../../ports/store.ts';
import type { RepositoryCounts } from '../../ports/store/repositories.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentJiraSite } from '../present/jira-site.ts';
import { presentLatest } from '../present/latest-run.ts';
import { presentIntegration } from '../present/repository.ts';

export interface OverviewHandlersDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** What one screen holds; the rest is in the lists. */
const shown = { integrations: 12, repositoriesOfEach: 5, latest: 8 } as const;

function sumOf(counts: Iterable<RepositoryCounts>): Record<IndexingState, number> {
  const sum = { waiting: 0, indexing: 0, 'up-to-date': 0, paused: 0, failed: 0 };
  const states = Object.keys(sum) as readonly IndexingState[];
  for (const each of counts) for (const state of states) sum[state] += each[state];
  return sum;
}

/** In the order of the ids. */
async function notableViews(store: Store) {
  const ids = (await store.integrations.notable(shown.integrations)).map(({ integration }) => integration.id);
  const views = await integrationViews(store, { ids, each: shown.repositoriesOfEach });
  return ids.flatMap((id) => views.filter(({ integration }) => integration.id === id));
}

export function overviewHandlers({ store, clock, connectors }: OverviewHandlersDeps): Pick<Handlers, 'showOverview'> {
  return {
    async showOverview() {
      const [views, integrationCounts, counts, totals, sites, latest] = await Promise.all([
        notableViews(store),
        store.integrations.counts(),
        store.repositories.counts(),
        store.issues.totals(),
        jiraSiteViews(store),
        store.indexRuns.newest(shown.latest),
      ]);
      const { issues, commits, pullRequests } = totals;
      return {
        counts: { repositories: sumOf(counts.values()), issues, commits, pullRequests },
        integrationCounts,
        integrations: views.map((view) => {
          const { connector } = view.integration;
          return presentIntegration(view, connectors.get(connector)?.title ?? connector, clock.now());
        }),
        jiraSites: sites.map(presentJiraSite),
        latest: latest.map(presentLatest),
      };
    },
  };
}
