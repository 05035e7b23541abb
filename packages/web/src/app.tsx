/** The app: its addresses, what it remembers of answers, and the way to the sign-in page when the server asks for it. */

import { isProblemError } from '@branchline/contract';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Outlet, RouterProvider, createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import type { RouterHistory } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Layout } from './components/layout.tsx';
import { ConnectPage } from './pages/connect-page.tsx';
import { CreateBranchPage } from './pages/create-branch-page.tsx';
import { EmbeddedIssuePage } from './pages/embedded-issue-page.tsx';
import { ExplainPage } from './pages/explain-page.tsx';
import { IssuePage } from './pages/issue-page.tsx';
import { IssuesPage } from './pages/issues-page.tsx';
import { JiraSitePage } from './pages/jira-site-page.tsx';
import { JiraSitesPage } from './pages/jira-sites-page.tsx';
import { LinkPage } from './pages/link-page.tsx';
import { NotFoundPage } from './pages/not-found-page.tsx';
import { OverviewPage } from './pages/overview-page.tsx';
import { PendingPage } from './pages/pending-page.tsx';
import { RepositoriesPage } from './pages/repositories-page.tsx';
import { RepositoryPage } from './pages/repository-page.tsx';
import { SignInPage } from './pages/sign-in-page.tsx';

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: () => (
    <Layout>
      <NotFoundPage />
    </Layout>
  ),
});
const framed = createRoute({
  getParentRoute: () => root,
  id: 'framed',
  component: () => (
    <Layout>
      <Outlet />
    </Layout>
  ),
});
const under = { getParentRoute: () => framed };
const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const routeTree = root.addChildren([
  framed.addChildren([
    createRoute({ ...under, path: '/', component: OverviewPage }),
    createRoute({
      ...under,
      path: '/issues',
      component: IssuesPage,
      validateSearch: (search: Readonly<Record<string, unknown>>): { search?: string } =>
        text(search['search']) === '' ? {} : { search: text(search['search']) },
    }),
    createRoute({ ...under, path: '/issues/$key', component: IssuePage }),
    createRoute({
      ...under,
      path: '/create-branch',
      component: CreateBranchPage,
      validateSearch: (search: Readonly<Record<string, unknown>>): { issue: string; summary: string } => ({
        // Whatever an address says: it is an issue's only where it looks like one.
        issue: /^[A-Za-z][A-Za-z0-9_]*-\d+$/u.test(text(search['issue'])) ? text(search['issue']).toUpperCase() : '',
        summary: text(search['summary']),
      }),
    }),
    createRoute({ ...under, path: '/repositories', component: RepositoriesPage }),
    createRoute({ ...under, path: '/repositories/connect', component: ConnectPage }),
    createRoute({ ...under, path: '/connect/pending/$id', component: PendingPage }),
    createRoute({ ...under, path: '/repositories/$id', component: RepositoryPage }),
    createRoute({ ...under, path: '/jira-sites', component: JiraSitesPage }),
    createRoute({ ...under, path: '/jira-sites/$id', component: JiraSitePage }),
    createRoute({ ...under, path: '/explain', component: ExplainPage }),
  ]),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    component: SignInPage,
    validateSearch: (search: Readonly<Record<string, unknown>>): { next?: string } =>
      text(search['next']) === '' ? {} : { next: text(search['next']) },
  }),
  createRoute({ getParentRoute: () => root, path: '/link', component: LinkPage }),
  createRoute({ getParentRoute: () => root, path: '/embedded/issues/$key', component: EmbeddedIssuePage }),
]);

function makeRouter(history: RouterHistory | undefined) {
  return createRouter({ routeTree, scrollRestoration: true, ...(history === undefined ? {} : { history }) });
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
