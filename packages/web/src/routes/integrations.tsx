/** Addresses about integrations: connecting, changing, letting go. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';

export const integrationRoutes = [
  createRoute({
    ...inFrame,
    path: '/repositories/connect',
    component: lazyRouteComponent(() => import('../pages/connect-page.tsx'), 'ConnectPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/connect/pending/$id',
    component: lazyRouteComponent(() => import('../pages/pending-page.tsx'), 'PendingPage'),
  }),
] as const;
