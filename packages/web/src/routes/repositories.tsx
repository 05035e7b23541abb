/** Addresses about repositories. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const repositoryRoutes = [
  createRoute({
    ...inFrame,
    path: '/repositories',
    component: lazyRouteComponent(() => import('../pages/repositories-page.tsx'), 'RepositoriesPage'),
    validateSearch: (search: Search) =>
      wordsOf(search, ['search', 'state', 'integration', 'remote', 'association', 'sort', 'order']),
  }),
  createRoute({
    ...inFrame,
    path: '/repositories/$id',
    component: lazyRouteComponent(() => import('../pages/repository-page.tsx'), 'RepositoryPage'),
    validateSearch: (search: Search) => wordsOf(search, ['tab', 'about', 'outcome']),
  }),
] as const;
