/** The overview, the trigger, and signing in. */

import { problemError } from '@branchline/contract';
import type { IndexingState } from '@branchline/domain';
import { receiveTrigger } from '../../features/indexing/receive-trigger.ts';
import { jiraSiteViews } from '../../features/jira-sites/jira-site-views.ts';
import { integrationViews, type IntegrationView } from '../../features/repositories/repository-views.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { Store } from '../../ports/store.ts';
import { openSession, sessionCookie, sessionSeconds, type AuthenticateDeps } from '../authenticate.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentJiraSite } from '../present/jira-site.ts';
import { presentIntegration } from '../present/repository.ts';

export interface OperationHandlersDeps extends AuthenticateDeps {
  readonly store: Store;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
  /** Cookies are for https only. */
  readonly secure: boolean;
}

type Names = 'showOverview' | 'triggerIndexing' | 'signIn' | 'signOut';

function sumOf(views: readonly IntegrationView[]): Record<IndexingState, number> {
  const sum = { waiting: 0, indexing: 0, 'up-to-date': 0, paused: 0, failed: 0 };
  const states = Object.keys(sum) as readonly IndexingState[];
  for (const { counts } of views) for (const state of states) sum[state] += counts[state];
  return sum;
}

async function showOverview(deps: OperationHandlersDeps) {
  const [views, sites] = await Promise.all([integrationViews(deps.store), jiraSiteViews(deps.store)]);
  const { issues, commits, pullRequests } = await deps.store.issues.totals();
  return {
    counts: { repositories: sumOf(views), issues, commits, pullRequests },
    integrations: views.map((view) => {
      const { connector } = view.integration;
      return presentIntegration(view, deps.connectors.get(connector)?.title ?? connector, deps.clock.now());
    }),
    jiraSites: sites.map(presentJiraSite),
  };
}

export function operationHandlers(deps: OperationHandlersDeps): Pick<Handlers, Names> {
  const cookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure: deps.secure } as const;
  return {
    showOverview: () => showOverview(deps),
    triggerIndexing: async ({ body }) => {
      const { queued, note } = await receiveTrigger(deps, body.cloneUrl);
      return { queued: [...queued], note };
    },
    signIn: async ({ body, reply }) => {
      const session = await openSession(deps, body.token.reveal());
      if (session === undefined) {
        throw problemError({
          type: 'not-signed-in',
          title: 'This access token is not the one of this installation',
          status: 401,
          remedy: 'Take the token that was printed at the first start, or set a new one by BRANCHLINE_ACCESS_TOKEN.',
        });
      }
      reply.setCookie(sessionCookie, session, { ...cookieOptions, maxAge: sessionSeconds });
    },
    signOut: async ({ reply }) => {
      reply.clearCookie(sessionCookie, cookieOptions);
    },
  };
}
