/** Addresses that look into repositories, and into projects by their commits. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

const repository = createRoute({
  ...inFrame,
  path: '/browse/$id',
  component: lazyRouteComponent(() => import('../pages/browse/browse-frame.tsx'), 'BrowseFrame'),
});
const inRepository = { getParentRoute: () => repository } as const;

const partsOfRepository = [
  createRoute({
    ...inRepository,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/browse/files-page.tsx'), 'FilesPage'),
    validateSearch: (search: Search) => wordsOf(search, ['revision', 'path', 'view']),
  }),
  createRoute({
    ...inRepository,
    path: '/commits',
    component: lazyRouteComponent(() => import('../pages/browse/commits-page.tsx'), 'CommitsPage'),
    validateSearch: (search: Search) => wordsOf(search, ['revision', 'links', 'author']),
  }),
  createRoute({
    ...inRepository,
    path: '/commits/$hash',
    component: lazyRouteComponent(() => import('../pages/browse/commit-page.tsx'), 'CommitPage'),
  }),
  createRoute({
    ...inRepository,
    path: '/branches',
    component: lazyRouteComponent(() => import('../pages/browse/branches-page.tsx'), 'BranchesPage'),
    validateSearch: (search: Search) => wordsOf(search, ['search']),
  }),
  createRoute({
    ...inRepository,
    path: '/tags',
    component: lazyRouteComponent(() => import('../pages/browse/tags-page.tsx'), 'TagsPage'),
    validateSearch: (search: Search) => wordsOf(search, ['search']),
  }),
  createRoute({
    ...inRepository,
    path: '/compare',
    component: lazyRouteComponent(() => import('../pages/browse/compare-page.tsx'), 'ComparePage'),
    validateSearch: (search: Search) => wordsOf(search, ['base', 'revision', 'from', 'tab']),
  }),
  createRoute({
    ...inRepository,
    path: '/search',
    component: lazyRouteComponent(() => import('../pages/browse/search-page.tsx'), 'SearchPage'),
    validateSearch: (search: Search) => wordsOf(search, ['in', 'text', 'revision', 'folder', 'case']),
  }),
] as const;

export const browseRoutes = [
  createRoute({
    ...inFrame,
    path: '/browse',
    component: lazyRouteComponent(() => import('../pages/browse/browse-page.tsx'), 'BrowsePage'),
    validateSearch: (search: Search) => wordsOf(search, ['search']),
  }),
  repository.addChildren(partsOfRepository),
  createRoute({
    ...inFrame,
    path: '/projects/$key',
    component: lazyRouteComponent(() => import('../pages/project/project-page.tsx'), 'ProjectPage'),
    validateSearch: (search: Search) => wordsOf(search, ['repository', 'author']),
  }),
] as const;
