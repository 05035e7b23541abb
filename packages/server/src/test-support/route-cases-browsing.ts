/** How the routes that look into repositories are asked by the tests of all routes: of the first one, which is mirrored. */

import type { RouteName } from '@branchline/contract';
import { noSuchWord, type RouteCase } from './route-case.ts';
import { mirrorExample } from './mirror-example.ts';

/** The route about the mirrored example, and the same with what does not fit. */
function ofMirrored(path: string, malformed: string) {
  return { path: `/1${path}`, malformed: { path: `/1${malformed}` }, prepare: mirrorExample } as const;
}

export const browsingCases = {
  listBrowsedRepositories: { path: '?search=cod&limit=10', malformed: { path: '?limit=0' } },
  showBrowsedRepository: { path: '/1', malformed: noSuchWord },
  showFolder: ofMirrored('/folder?path=src', '/folder?revision='),
  showFile: ofMirrored('/file?path=README.md', '/file'),
  showImage: ofMirrored('/image?path=src/picture.png', '/image'),
  showBlame: ofMirrored('/blame?path=README.md&first=1&last=1', '/blame?path=README.md&first=0'),
  showFileHistory: ofMirrored('/history?path=README.md', '/history?path=README.md&skip=-1'),
  showCommit: ofMirrored('/commit?revision=main', '/commit?revision=abc'),
  showChanges: ofMirrored('/changes?base=first&revision=main', '/changes?from=nowhere'),
  showFileDiff: ofMirrored('/diff?revision=main&path=README.md', '/diff?path=README.md&context=-1'),
  searchCode: ofMirrored('/search/code?text=one', '/search/code?text='),
  searchPaths: ofMirrored('/search/paths?text=read', '/search/paths?text='),
  searchMessages: ofMirrored('/search/messages?text=change', '/search/messages'),
} as const satisfies { readonly [Name in RouteName]?: RouteCase };
