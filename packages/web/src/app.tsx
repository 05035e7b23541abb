/** The app: its addresses, what it remembers of answers, and the way to the sign-in page when the server asks for it. */

import { isProblemError } from '@branchline/contract';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider, createRouter } from '@tanstack/react-router';
import type { RouterHistory } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { PageDefect } from './components/page-defect.tsx';
import { framed, root } from './routes/frame.tsx';
import { apiRoutes } from './routes/api.tsx';
import { browseRoutes } from './routes/browse.tsx';
import { healthRoutes } from './routes/health.tsx';
import { integrationRoutes } from './routes/integrations.tsx';
import { issueRoutes } from './routes/issues.tsx';
import { jiraSiteRoutes } from './routes/jira-sites.tsx';
import { outsideRoutes } from './routes/outside.tsx';
import { overviewRoutes } from './routes/overview.tsx';
import { settingsRoutes } from './routes/settings.tsx';
import { smartCommitRoutes } from './routes/smart-commits.tsx';
import { queueRoutes } from './routes/queue.tsx';
import { peopleRoutes } from './routes/people.tsx';
import { repositoryRoutes } from './routes/repositories.tsx';
import { readWords, writeWords } from './routes/search-words.ts';
import { webhookRoutes } from './routes/webhooks.tsx';

const routeTree = root.addChildren([
  framed.addChildren([
    ...overviewRoutes,
    ...healthRoutes,
    ...apiRoutes,
    ...issueRoutes,
    ...browseRoutes,
    ...repositoryRoutes,
    ...webhookRoutes,
    ...integrationRoutes,
    ...queueRoutes,
    ...jiraSiteRoutes,
    ...peopleRoutes,
    ...smartCommitRoutes,
    ...settingsRoutes,
  ]),
  ...outsideRoutes,
]);

function makeRouter(history: RouterHistory | undefined) {
  return createRouter({
    routeTree,
    scrollRestoration: true,
    parseSearch: readWords,
    stringifySearch: writeWords,
    // A page's own file is there before the pointer has come to rest.
    defaultPreload: 'intent',
    defaultErrorComponent: PageDefect,
    ...(history === undefined ? {} : { history }),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

/** The whole app; `history` is given by tests, the browser's own otherwise. */
export function createApp(history?: RouterHistory): ReactElement {
  const router = makeRouter(history);
  function askToSignIn(error: unknown): void {
    const { pathname, href } = router.state.location;
    // An embedded page says so in place: a whole sign-in page does not belong into somebody else's frame.
    if (!isProblemError(error) || error.problem.status !== 401) return;
    if (pathname === '/sign-in' || pathname === '/link' || pathname.startsWith('/embedded/')) return;
    void router.navigate({ to: '/sign-in', search: pathname === '/' ? {} : { next: href } });
  }
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError: askToSignIn }),
    mutationCache: new MutationCache({ onError: askToSignIn }),
    defaultOptions: { queries: { retry: false, staleTime: 500 } },
  });
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
