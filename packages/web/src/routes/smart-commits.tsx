/** Addresses about smart commits. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordsOf, type Search } from './search-words.ts';

export const smartCommitRoutes = [
  createRoute({
    ...inFrame,
    path: '/smart-commits',
    component: lazyRouteComponent(() => import('../pages/smart-commits-page.tsx'), 'SmartCommitsPage'),
    validateSearch: (search: Search) =>
      wordsOf(search, ['state', 'project', 'repository', 'repositoryName', 'author', 'command', 'commit']),
  }),
] as const;
