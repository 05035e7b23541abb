/** Pages without the frame: signing in, links for passwords, and what other sites show in theirs. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { alone } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const outsideRoutes = [
  createRoute({
    ...alone,
    path: '/sign-in',
    component: lazyRouteComponent(() => import('../pages/sign-in-page.tsx'), 'SignInPage'),
    validateSearch: (search: Search) => wordsOf(search, ['next']),
  }),
  createRoute({
    ...alone,
    path: '/link',
    component: lazyRouteComponent(() => import('../pages/link-page.tsx'), 'LinkPage'),
  }),
  createRoute({
    ...alone,
    path: '/connected/$id',
    component: lazyRouteComponent(() => import('../pages/connected-page.tsx'), 'ConnectedPage'),
  }),
  createRoute({
    ...alone,
    path: '/embedded/issues/$key',
    component: lazyRouteComponent(() => import('../pages/embedded-issue-page.tsx'), 'EmbeddedIssuePage'),
    validateSearch: (search: Search) => wordsOf(search, ['tab', 'children']),
  }),
] as const;
