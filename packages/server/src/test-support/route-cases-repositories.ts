/** How the routes about single repositories and their settings are asked by the tests of all routes. */

import type { RouteName } from '@branchline/contract';
import { noSuchWord, ofFirst, type RouteCase } from './route-case.ts';

const badTags = { tags: { include: ['/(/'] } };

export const repositoryCases = {
  showRepository: { path: '/1', malformed: noSuchWord },
  listIndexRuns: { path: '/1/runs?about=git&limit=5', malformed: { path: '/1/runs?about=weather' } },
  downloadIndexLog: { path: '/1/index-log?format=json', malformed: { path: '/1/index-log?format=pdf' } },
  reindexPullRequests: ofFirst('/pull-requests/reindex'),
  orderRepositories: { body: () => ({ ids: [1], order: 'resume' }), malformed: { body: { ids: [], order: 'resume' } } },
  showRepositorySettings: ofFirst('/settings'),
  saveRepositorySettings: {
    path: '/1/settings',
    body: () => ({ displayName: 'Ours', tags: { include: ['v*'] } }),
    malformed: { path: '/1/settings', body: badTags },
  },
  previewRepositorySettings: {
    path: '/1/settings/preview',
    body: () => ({}),
    malformed: { path: '/1/settings/preview', body: badTags },
  },
  showRepositoryDefaults: ofFirst('/repository-defaults'),
  saveRepositoryDefaults: {
    path: '/1/repository-defaults',
    body: () => ({ runsSmartCommits: false }),
    malformed: { path: '/1/repository-defaults', body: { displayName: 'Ours' } },
  },
} as const satisfies { readonly [Name in RouteName]?: RouteCase };
