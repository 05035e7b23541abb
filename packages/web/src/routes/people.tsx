/** Addresses about people, who may sign in, what was done, and oneself. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const peopleRoutes = [
  createRoute({
    ...inFrame,
    path: '/people',
    component: lazyRouteComponent(() => import('../pages/people-page.tsx'), 'PeoplePage'),
    validateSearch: (search: Search) => wordsOf(search, ['search', 'which']),
  }),
  createRoute({
    ...inFrame,
    path: '/people/$id',
    component: lazyRouteComponent(() => import('../pages/person-page.tsx'), 'PersonPage'),
  }),
  createRoute({
    ...inFrame,
    path: '/access',
    component: lazyRouteComponent(() => import('../pages/access-page.tsx'), 'AccessPage'),
    validateSearch: (search: Search) => wordsOf(search, ['tab']),
  }),
  createRoute({
    ...inFrame,
    path: '/audit-log',
    component: lazyRouteComponent(() => import('../pages/audit-log-page.tsx'), 'AuditLogPage'),
    validateSearch: (search: Search) => wordsOf(search, ['search', 'who', 'what', 'about', 'result', 'since', 'until']),
  }),
  createRoute({
    ...inFrame,
    path: '/profile',
    component: lazyRouteComponent(() => import('../pages/profile-page.tsx'), 'ProfilePage'),
    validateSearch: (search: Search) => wordsOf(search, ['tab', 'connect', 'next']),
  }),
] as const;
