/** The wizard's address, and those that led to its parts before. */

import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const newIntegrationRoutes = [
  createRoute({
    ...inFrame,
    path: '/integrations/new',
    component: lazyRouteComponent(() => import('../pages/new-integration-page.tsx'), 'NewIntegrationPage'),
    validateSearch: (search: Search) => wordsOf(search, ['step', 'draft', 'pending']),
  }),
  createRoute({
    ...inFrame,
    path: '/repositories/connect',
    beforeLoad: () => {
      throw redirect({ to: '/integrations/new', replace: true });
    },
  }),
  createRoute({
    ...inFrame,
    path: '/connect/pending/$id',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/integrations/new', search: { step: 'sign-in', pending: params.id }, replace: true });
    },
  }),
] as const;
