/** Addresses about Jira sites. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const jiraSiteRoutes = [
  createRoute({
    ...inFrame,
    path: '/jira-sites',
    component: lazyRouteComponent(() => import('../pages/jira-sites-page.tsx'), 'JiraSitesPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/jira-sites/new',
    component: lazyRouteComponent(() => import('../pages/new-jira-site-page.tsx'), 'NewJiraSitePage'),
    validateSearch: (search: Search) => wordsOf(search, ['site', 'step']),
  }),
  createRoute({
    ...inFrame,
    path: '/jira-sites/$id',
    component: lazyRouteComponent(() => import('../pages/jira-site-page.tsx'), 'JiraSitePage'),
    validateSearch: (search: Search) => wordsOf(search, ['tab', 'search', 'place']),
  }),
] as const;
