/** Smart commits that name an issue by a former key: the project it is in today decides whether they may. */

import type { GrantedProjects, IssueKey, ProjectKey } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ada, openSmartCommitStory, type SmartCommitStory } from '../../test-support/smart-commit-story.ts';

let story: SmartCommitStory;

const projects = (...keys: readonly string[]) => keys as readonly ProjectKey[];

beforeAll(async () => {
  story = await openSmartCommitStory();
});
afterAll(() => story.close());
beforeEach(() => story.begin());

async function allow(commanding: GrantedProjects): Promise<void> {
  const { house, connected } = story;
  const place = { jiraSiteId: house.siteId, integrationId: connected.integrationId, repositoryId: undefined };
  const grants = { see: 'all', 'create-branch': [], 'create-pull-request': [], 'smart-commit': commanding } as const;
  await house.store.associations.save(place, grants);
}

it('do nothing in a project that may not use them, wherever the issue was before', async () => {
  await allow(projects('ABC'));
  const key = story.newIssue() as IssueKey;
  const moved = { former: key, present: 'XYZ-700' as IssueKey };
  await story.house.store.issueAliases.learn(story.house.siteId, [moved]);
  await story.commit(`${key} #comment over there`);
  await story.pushAs(ada);
  expect(await story.runs()).toMatchObject([{ key, state: 'skipped', reason: 'not-allowed' }]);
  expect((await story.runs())[0]?.message).toMatch(/^XYZ may no longer use smart commits/);
  expect((await story.issueAtJira(key)).comments).toEqual([]);
});

it('go on in a project that was renamed and is allowed by its new key', async () => {
  const { store } = story.house;
  await store.issueAliases.saveProjects(story.house.siteId, new Map([['ABC' as ProjectKey, 'NEW' as ProjectKey]]));
  await allow(projects('NEW'));
  const key = story.newIssue();
  await story.commit(`${key} #comment as before`);
  await story.pushAs(ada);
  expect(await story.ends()).toEqual(['done']);
  await store.issueAliases.saveProjects(story.house.siteId, new Map());
});
