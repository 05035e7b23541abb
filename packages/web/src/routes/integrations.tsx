/** Addresses about integrations: connecting, changing, letting go. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { newIntegrationRoutes } from './new-integration.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const integrationRoutes = [
  ...newIntegrationRoutes,
  createRoute({
    ...inFrame,
    path: '/integrations',
    component: lazyRouteComponent(() => import('../pages/integrations-page.tsx'), 'IntegrationsPage'),
    validateSearch: (search: Search) => wordsOf(search, ['search', 'service', 'state', 'attention', 'sort', 'order']),
  }),
  createRoute({
    ...inFrame,
    path: '/integrations/$id',
    component: lazyRouteComponent(() => import('../pages/integration-page.tsx'), 'IntegrationPage'),
    validateSearch: (search: Search) => wordsOf(search, ['tab', 'search']),
  }),
] as const;
