/** The address of the queue. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const queueRoutes = [
  createRoute({
    ...inFrame,
    path: '/queue',
    component: lazyRouteComponent(() => import('../pages/queue-page.tsx'), 'QueuePage'),
    validateSearch: (search: Search) => wordsOf(search, ['search', 'state', 'kind']),
  }),
] as const;
