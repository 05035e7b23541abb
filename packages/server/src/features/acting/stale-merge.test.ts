/** What was not merged because it is no longer what somebody saw is read anew; a token's refusal is told without requests. */

import { Failure } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openActingScene, sceneIssue as issue, type ActingScene } from '../../test-support/acting-scene.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { createBranch } from './change-branches.ts';
import { mergePullRequest } from './change-pull-requests.ts';

let scene: ActingScene;
beforeAll(async () => {
  scene = await openActingScene();
});
afterAll(() => scene.close());

async function waiting(): Promise<readonly string[]> {
  const jobs = await scene.house.store.jobs.list(200);
  return jobs.map(({ name }) => name).filter((name) => name.startsWith('index-'));
}

it('reads the pull request and its branches anew when the service says that they moved on', async () => {
  const ada = await scene.begin();
  await scene.connect(ada);
  scene.failing = new Failure('conflict', 'git-service', 'It moved on.');
  const merge = { method: 'merge', expectedHead: undefined, deletesSourceBranch: false } as const;
  const asked = { repositoryId: scene.repositoryId, issue, pullRequest: '7', ...merge };
  expect(await waiting()).toEqual([]);
  expect((await failureOf(mergePullRequest(scene.deps, ada, asked))).kind).toBe('conflict');
  expect((await waiting()).toSorted()).toEqual(['index-pull-requests', 'index-repository']);
});

it('says of a token that is refused what the service said, and of no request', async () => {
  const ada = await scene.begin();
  await scene.connect(ada);
  const message = 'Gitted refused our credential (POST git.example/branches answered 401). It said: Expired';
  scene.failing = new Failure('unauthorized', 'git-service', message);
  const wish = { repositoryId: scene.repositoryId, issue, name: 'ABC-1-x', from: 'main' };
  const because = expect.stringMatching(
    /does not take your token any more\. Gitted refused our credential\. It said: Expired$/u,
  );
  expect(await createBranch(scene.deps, ada, wish)).toMatchObject({ outcome: 'token-needed', because });
  scene.failing = undefined;
  expect(scene.asked).toEqual(['branch']);
});
