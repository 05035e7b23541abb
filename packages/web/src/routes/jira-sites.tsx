/** Addresses about Jira sites. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';

export const jiraSiteRoutes = [
  createRoute({
    ...inFrame,
    path: '/jira-sites',
    component: lazyRouteComponent(() => import('../pages/jira-sites-page.tsx'), 'JiraSitesPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/jira-sites/$id',
    component: lazyRouteComponent(() => import('../pages/jira-site-page.tsx'), 'JiraSitePage'),
  }),
] as const;
