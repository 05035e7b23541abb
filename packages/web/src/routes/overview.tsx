/** The first page, and the page that explains. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const overviewRoutes = [
  createRoute({
    ...inFrame,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/overview-page.tsx'), 'OverviewPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/explain',
    component: lazyRouteComponent(() => import('../pages/explain-page.tsx'), 'ExplainPage'),
    validateSearch: (search: Search) => wordsOf(search, ['about']),
  }),
] as const;
