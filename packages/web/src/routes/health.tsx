/** The address of the page about health. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';

export const healthRoutes = [
  createRoute({
    ...inFrame,
    path: '/health',
    component: lazyRouteComponent(() => import('../pages/health-page.tsx'), 'HealthPage'),
  }),
] as const;
