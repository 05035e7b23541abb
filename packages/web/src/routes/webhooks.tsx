/** Addresses about webhooks. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const webhookRoutes = [
  createRoute({
    ...inFrame,
    path: '/webhooks',
    component: lazyRouteComponent(() => import('../pages/webhooks-page.tsx'), 'WebhooksPage'),
    validateSearch: (search: Search) =>
      wordsOf(search, ['tab', 'search', 'integration', 'repository', 'matched', 'outcome', 'event', 'since', 'until']),
  }),
  createRoute({
    ...inFrame,
    path: '/webhooks/$id',
    component: lazyRouteComponent(() => import('../pages/webhook-page.tsx'), 'WebhookPage'),
  }),
] as const;
