/** Addresses about issues. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordOf, wordsOf, type Search } from './search-words.ts';

/** Whatever an address says: it is an issue's only where it looks like one. */
const issueKey = /^[A-Za-z][A-Za-z0-9_]*-\d+$/u;

/** The open tab, whether children are in it, and what somebody is about to do. */
const issueWords = ['tab', 'children', 'act', 'repository', 'branch', 'pullRequest'] as const;

export const issueRoutes = [
  createRoute({
    ...inFrame,
    path: '/issues',
    component: lazyRouteComponent(() => import('../pages/issues-page.tsx'), 'IssuesPage'),
    validateSearch: (search: Search) => wordsOf(search, ['search']),
  }),
  createRoute({
    ...inFrame,
    path: '/issues/$key',
    component: lazyRouteComponent(() => import('../pages/issue-page.tsx'), 'IssuePage'),
    validateSearch: (search: Search) => wordsOf(search, issueWords),
  }),
  createRoute({
    ...inFrame,
    path: '/create-branch',
    component: lazyRouteComponent(() => import('../pages/create-branch-page.tsx'), 'CreateBranchPage'),
    validateSearch: (search: Search): { issue: string; summary: string } => {
      const issue = wordOf(search, 'issue');
      return { issue: issueKey.test(issue) ? issue.toUpperCase() : '', summary: wordOf(search, 'summary') };
    },
  }),
] as const;
