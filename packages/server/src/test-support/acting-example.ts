/** Gives an issue a repository in which something can be done from it: for the pages and dialogs that act. */

import type { IntegrationId, JiraSiteId, ProjectKey } from '@branchline/domain';
import { branchOf, hashOf, linksTo, pullRequestOf } from './example-rows.ts';
import type { TestServer } from './test-server.ts';

/** Nobody may leave a page without a place to break a line. */
export const actingRepositoryName = `acme/${'app-with-a-name-as-long-as-services-take-them-'.repeat(2)}end`;

/**
 * For `ABC-8` and all of its project, at the second of the examples' integrations, which takes changes in one's own name
 * alone: a branch, and a pull request from it, whose id is 1. @returns the repository's id
 */
export async function actingExample({ deps: { store } }: TestServer): Promise<number> {
  const [integrationId, jiraSiteId] = [2 as IntegrationId, 1 as JiraSiteId];
  const name = actingRepositoryName;
  const cloneUrl = 'https://signed.example/acme/app.git';
  const { id } = await store.repositories.save(integrationId, {
    remoteId: 'acting',
    name,
    cloneUrl,
    webUrl: undefined,
  });
  const head = hashOf(8);
  const source = { branch: 'ABC-8-door', head, repositoryName: name, isFork: false };
  const links = linksTo('ABC-8');
  const refs = ['main', source.branch].map((branch) => ({ ref: `refs/heads/${branch}`, hash: head }));
  await store.repositories.saveHeads(id, refs, []);
  const indexed = { refsFingerprint: '', commitCount: 1, at: new Date(), changed: true };
  await store.repositories.markIndexed(id, { ...indexed, defaultBranch: 'main', nextLookAt: new Date() });
  await store.development.saveBranches(id, [{ branch: branchOf(source.branch, 8), links }], [], true);
  const pullRequest = pullRequestOf(1, { title: 'ABC-8 Open the door', source });
  await store.development.savePullRequests(id, [{ pullRequest, links }], true);
  const all = ['ABC' as ProjectKey];
  const grants = { see: all, 'create-branch': all, 'create-pull-request': all, 'smart-commit': [] };
  await store.associations.save({ jiraSiteId, integrationId, repositoryId: undefined }, grants);
  return id;
}
