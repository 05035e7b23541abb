/** What a service says of a name before a branch of it is made, and what is said where it says nothing. */

import { Failure, type BranchRule } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../ports/caller.ts';
import { openActingScene, sceneIssue as issue, type ActingScene } from '../../test-support/acting-scene.ts';
import { jiraUser, sight, viewerWith } from '../../test-support/jira-sight.ts';
import { checkBranchName } from './check-branch-name.ts';

const prefix: BranchRule = {
  kind: 'wants',
  title: 'Prefix',
  operator: 'starts-with',
  text: 'feature/',
  isCertain: true,
};

let scene: ActingScene;
let ada: Caller;

beforeAll(async () => {
  scene = await openActingScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  ada = await scene.begin();
});

async function check(name = 'ABC-1-door', as = ada) {
  return checkBranchName(scene.deps, as, { repositoryId: scene.repositoryId, issue, name });
}

describe('a name for a branch', () => {
  it('is held against the rules of the service', async () => {
    scene.branchRules = { rules: [prefix], isForEveryName: false };
    expect(await check()).toEqual({
      outcome: 'checked',
      service: 'Gitted',
      rules: [prefix],
      isForEveryName: false,
      problems: [
        {
          sentence: 'The rule "Prefix" of Gitted wants names that begin with "feature/", such as feature/ABC-1-door.',
          isCertain: true,
        },
      ],
      shortcoming: undefined,
    });
    expect(await check('feature/ABC-1')).toMatchObject({ rules: [prefix], problems: [] });
  });

  it('that git refuses is not asked about', async () => {
    expect(await check('-x')).toMatchObject({
      rules: [],
      problems: [{ sentence: 'A branch name must not begin with a dash.', isCertain: true }],
    });
    expect(scene.asked).toEqual([]);
  });

  it('is asked about once a minute, and no other where the rules are for every name', async () => {
    scene.branchRules = { rules: [prefix], isForEveryName: false };
    for (const name of ['one', 'one', 'two', 'one']) await check(name);
    expect(scene.asked).toEqual(['rules one', 'rules two']);
    scene.house.advance(61_000);
    scene.branchRules = { rules: [prefix], isForEveryName: true };
    for (const name of ['one', 'two', 'three']) expect(await check(name)).toMatchObject({ isForEveryName: true });
    expect(scene.asked).toEqual(['rules one', 'rules two', 'rules one']);
  });

  it('is asked about for each person apart', async () => {
    await check();
    await check('ABC-1-door', await scene.begin());
    expect(scene.asked).toEqual(['rules ABC-1-door']);
    await check();
    expect(scene.asked).toEqual(['rules ABC-1-door']);
  });

  it('goes with fifty rules', async () => {
    scene.branchRules = { rules: Array.from({ length: 51 }, () => prefix), isForEveryName: false };
    const checked = await check();
    expect(checked.outcome === 'checked' && [checked.rules.length, checked.problems.length]).toEqual([50, 50]);
  });
});

describe('where the service says nothing', () => {
  it.each(['forbidden', 'not-found', 'rejected'] as const)('because it is %s, nothing is said', async (kind) => {
    scene.failing = new Failure(kind, 'git-service', 'No.');
    expect(await check()).toMatchObject({ rules: [], problems: [], shortcoming: undefined });
    await check();
    expect(scene.asked).toHaveLength(1);
  });

  it('because it is away, that is said, and asked again', async () => {
    scene.failing = new Failure('unavailable', 'git-service', 'Gitted is not available at the moment.');
    expect(await check()).toMatchObject({
      problems: [],
      isForEveryName: false,
      shortcoming:
        'The rules of Gitted for names could not be asked at the moment. Gitted is not available at the moment.',
    });
    scene.failing = undefined;
    scene.branchRules = { rules: [prefix], isForEveryName: true };
    expect(await check()).toMatchObject({ rules: [prefix], shortcoming: undefined });
  });

  it('because they have no account there, nothing is asked until they have', async () => {
    await scene.house.store.integrations.change(scene.integrationId, { requiresPersonalToken: true });
    scene.branchRules = { rules: [prefix], isForEveryName: true };
    expect(await check()).toMatchObject({ rules: [], problems: [], isForEveryName: false, shortcoming: undefined });
    expect(scene.asked).toEqual([]);
    await scene.connect(ada);
    expect(await check()).toMatchObject({ rules: [prefix] });
  });

  it('is for those who may make a branch', async () => {
    await scene.associate(['see', 'create-pull-request']);
    expect(await check()).toMatchObject({ outcome: 'denied' });
    const stranger = jiraUser(scene.house.siteId, 'eve', viewerWith({}));
    expect(await check('a', stranger)).toEqual({ outcome: 'not-found' });
    const seeing = jiraUser(scene.house.siteId, 'zoe', viewerWith({ [issue]: sight }));
    expect(await check('a', seeing)).toMatchObject({ outcome: 'denied' });
    expect(scene.asked).toEqual([]);
  });
});
