/** How the routes that look at an issue's commits together are asked by the tests of all routes. */

import type { RouteName } from '@branchline/contract';
import type { CommitHash } from '@branchline/domain';
import { commitOf, linksTo } from './example-rows.ts';
import { mirroredExample } from './mirror-example.ts';
import type { RouteCase } from './route-case.ts';
import type { TestServer } from './test-server.ts';

/** The newest commit of the mirrored example, which is made the same each time. */
const mirroredHash = 'e271a734e562617497bc870f91b3eead4ec26b20' as CommitHash;

/** The newest commit of the mirrored example becomes one of `ABC-1`. */
async function linkMirrored(test: TestServer): Promise<void> {
  const { last, first } = await mirroredExample(test);
  if (last !== mirroredHash) throw new Error(`The example has the hash ${last} by now: name it in the case.`);
  const { store, clock } = test.deps;
  const [repository] = await store.repositories.list();
  if (repository === undefined) throw new Error('There is no repository.');
  const commit = commitOf(1, { hash: last, parents: [first] });
  await store.development.saveCommits(repository.id, [{ commit, links: linksTo('ABC-1') }], true);
  const indexed = { refsFingerprint: '', defaultBranch: 'main', commitCount: 2, at: clock.now(), changed: true };
  await store.repositories.markIndexed(repository.id, { ...indexed, nextLookAt: clock.now() });
}

export const issuePartCases = {
  showIssueRollUp: { path: '/abc-1/roll-up?include=children', malformed: { path: '/abc-1/roll-up?include=all' } },
  showIssueShipping: {
    path: '/abc-1/shipped',
    malformed: { path: '/abc-1/shipped?include=all' },
    prepare: linkMirrored,
  },
  showIssueFileDiff: {
    path: `/abc-1/repositories/1/commits/${mirroredHash}/diff?path=README.md`,
    malformed: { path: '/abc-1/repositories/1/commits/abc/diff?path=README.md' },
    prepare: linkMirrored,
  },
} as const satisfies { readonly [Name in RouteName]?: RouteCase };
