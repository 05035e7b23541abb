/** The service account changes in somebody's place only what names the issue it is asked from. */

import type { IssueKey } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IntegrationStanding } from '../../ports/store/integrations.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { addExampleRepository, branchOf, linksTo, pullRequestOf } from '../../test-support/example-rows.ts';
import { openTestStore, type TestStore } from '../../test-support/test-store.ts';
import type { Admitted } from './admit.ts';
import { beyondStandIn, type StandInLimit } from './stand-in.ts';

let test: TestStore;
let repository: RepositoryStanding;
let integration: IntegrationStanding;

beforeAll(async () => {
  test = await openTestStore();
  const { store } = test;
  const id = await addExampleRepository(store);
  repository = (await store.repositories.get(id))!;
  integration = (await store.integrations.get(repository.integrationId))!;
  const branches = ['ABC-1-door', 'ABC-1-gone'].map((name) => ({ branch: branchOf(name, 1), links: linksTo('ABC-1') }));
  await store.development.saveBranches(id, branches, [], true);
  await store.development.saveBranches(id, [], ['ABC-1-gone'], true);
  await store.development.savePullRequests(id, [{ pullRequest: pullRequestOf(7), links: linksTo('ABC-1') }], true);
});
afterAll(() => test.close());

const branch = (name: string) => ({ kind: 'branch', name }) as const;
const pullRequest = (remoteId: string) => ({ kind: 'pull-request', remoteId }) as const;

async function said(limit: StandInLimit | undefined, key = 'ABC-1', ...formerKeys: string[]) {
  const at = { key: key as IssueKey, formerKeys: formerKeys as IssueKey[] };
  const admitted = { integration, repository, at } as unknown as Admitted;
  return (await beyondStandIn(test, admitted, limit))?.because;
}

it.each([
  ['what has no limit', undefined],
  ['a branch that names the issue', branch('ABC-1-door')],
  ['a pull request that names the issue', pullRequest('7')],
])('may do %s', async (_what, limit) => {
  expect(await said(limit)).toBeUndefined();
  // The issue was moved since; what names it still does so by its former key.
  expect(await said(limit, 'NEW-1', 'ABC-1')).toBeUndefined();
});

it.each([
  ['an approval', 'never', 'own word'],
  ['a branch that names nothing', branch('release'), 'the branch release does not'],
  ['a branch that is gone', branch('ABC-1-gone'), 'the branch ABC-1-gone does not'],
  ['a pull request that nobody knows', pullRequest('8'), 'the pull request 8 does not'],
] as const)('may not do %s', async (_what, limit, words) => {
  expect(await said(limit)).toContain(words);
});

it('may not do what names another issue', async () => {
  expect(await said(branch('ABC-1-door'), 'ABC-2')).toContain('only what names ABC-2 is changed from it');
  expect(await said(pullRequest('7'), 'ABC-2')).toContain('it takes your own name');
});
