/** Addresses about issues. */

import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inFrame } from './frame.tsx';
import { wordOf, wordsOf, type Search } from './search-words.ts';

/** Whatever an address says: it is an issue's only where it looks like one. */
const issueKey = /^[A-Za-z][A-Za-z0-9_]*-\d+$/u;

/** The open tab, whether children are in it, and what somebody is about to do. */
const issueWords = ['tab', 'children', 'act', 'repository', 'branch', 'pullRequest'] as const;

/** What an address of a page that acts says; whatever is no key of an issue counts as none. */
function ofAnIssue(search: Search, names: readonly ('summary' | 'repository' | 'source' | 'target')[]) {
  const issue = wordOf(search, 'issue');
  // What is left out here would be as the address has it.
  return { ...wordsOf(search, names), issue: issueKey.test(issue) ? issue.toUpperCase() : '' };
}

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
    validateSearch: (search: Search) => ofAnIssue(search, ['summary', 'repository']),
  }),
  createRoute({
    ...inFrame,
    path: '/create-pull-request',
    component: lazyRouteComponent(() => import('../pages/create-pull-request-page.tsx'), 'CreatePullRequestPage'),
    validateSearch: (search: Search) => ofAnIssue(search, ['repository', 'source', 'target']),
  }),
] as const;
