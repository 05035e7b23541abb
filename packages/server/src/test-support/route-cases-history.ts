/** How the routes about the history of repositories are asked by the tests of all routes: of the first one, which is mirrored. */

import type { RouteName } from '@branchline/contract';
import type { RouteCase } from './route-case.ts';
import { mirrorExample } from './mirror-example.ts';

/** The route about the mirrored example, and the same with what does not fit. */
function ofMirrored(path: string, malformed: string) {
  return { path: `/1${path}`, malformed: { path: `/1${malformed}` }, prepare: mirrorExample } as const;
}

export const historyCases = {
  listCommits: ofMirrored('/commits?revision=main&links=linked&author=a&limit=10', '/commits?links=some'),
  listBranches: ofMirrored('/branches?search=mai', '/branches?limit=0'),
  listTags: ofMirrored('/tags?search=fir', '/tags?search='),
  compareRevisions: ofMirrored('/compare?base=first&revision=main', '/compare?base=first'),
  listProjectCommits: {
    path: '/abc/commits?author=a&repository=1',
    malformed: { path: '/4BC/commits' },
  },
} as const satisfies { readonly [Name in RouteName]?: RouteCase };
