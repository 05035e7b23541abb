/** The address of the description of the REST API. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const apiRoutes = [
  createRoute({
    ...inFrame,
    path: '/api',
    component: lazyRouteComponent(() => import('../pages/api-page.tsx'), 'ApiPage'),
    validateSearch: (search: Search) => wordsOf(search, ['search']),
  }),
] as const;
