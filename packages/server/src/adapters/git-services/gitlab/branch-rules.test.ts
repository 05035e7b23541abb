import { branchRuleProblems } from '@branchline/domain';
import { expect, it } from 'vitest';
import { inScene, type Scene } from '../../../test-support/git-service-suite/scene.ts';
import { gitlabFacts } from '../../../test-support/stand-in/gitlab/facts.ts';
import type { StandInProtectedBranch } from '../../../test-support/stand-in/gitlab/protection-routes.ts';
import { gitlabSelfManaged } from './connector.ts';

const facts = { ...gitlabFacts, connector: gitlabSelfManaged };
const nobody = [{ access_level: 0 }];
const developers = [{ access_level: 30 }];
const maintainers = [{ access_level: 40 }];

async function protectedBy(scene: Scene, branches: readonly StandInProtectedBranch[]) {
  scene.repository.own['protected'] = branches;
  return scene.connect().actions!.branchRules!(await scene.remote(), 'any');
}

async function titlesOf(scene: Scene, branches: readonly StandInProtectedBranch[]) {
  return (await protectedBy(scene, branches)).rules.map(({ title }) => title);
}

it(
  'protected names of GitLab are told to whom they are closed',
  inScene(facts, async (scene) => {
    scene.repository.access.set(scene.ada, 'write');
    const branches = [
      { name: 'main', push: maintainers, merge: maintainers },
      { name: 'release/*', push: nobody, merge: maintainers },
      { name: 'open', push: developers, merge: nobody },
      { name: 'merged', push: nobody, merge: developers },
    ];
    const protects = { kind: 'protects', isCertain: false };
    expect(await protectedBy(scene, branches)).toEqual({
      isForEveryName: true,
      rules: [
        { ...protects, title: 'main', operator: 'equals', text: 'main' },
        { ...protects, title: 'release/*', operator: 'matches', text: '^release/.*$' },
      ],
    });
    scene.repository.access.set(scene.ada, 'admin');
    expect(await titlesOf(scene, branches)).toEqual([]);
    expect(await titlesOf(scene, [{ name: 'closed', push: nobody, merge: nobody }])).toEqual(['closed']);
  }),
);

it(
  'people are told apart by their own number, and groups by nothing',
  inScene(facts, async (scene) => {
    scene.repository.access.set(scene.ada, 'write');
    const user = (id: number) => [{ access_level: 40, user_id: id }];
    const branches = [
      { name: 'mine', push: user(scene.ada.id), merge: nobody },
      { name: 'his', push: user(scene.bob.id), merge: nobody },
      { name: 'theirs', push: [{ access_level: 30, group_id: 5 }], merge: nobody },
    ];
    expect(await titlesOf(scene, branches)).toEqual(['his', 'theirs']);
  }),
);

it(
  'whoever is no member, and may everything as an administrator, is told of what is closed to all',
  inScene(facts, async (scene) => {
    const path = /\/projects\/\d+$/;
    const change = (json: unknown) => ({
      ...(json as object),
      permissions: { project_access: null, group_access: null },
    });
    scene.standIn.faults.add({ method: 'GET', path, fault: { kind: 'changed', change } });
    const branches = [
      { name: 'main', push: maintainers, merge: maintainers },
      { name: 'closed', push: nobody, merge: nobody },
    ];
    expect(await titlesOf(scene, branches)).toEqual(['closed']);
  }),
);

it(
  'a star stands for anything, and nothing else means more than it is',
  inScene(facts, async (scene) => {
    const { rules } = await protectedBy(scene, [{ name: 'v1.*-(x)', push: nobody, merge: nobody }]);
    const count = (name: string) => branchRuleProblems(name, rules, 'GitLab').length;
    expect(['v1.0/2-(x)', 'v1.-(x)', 'v1x0-(x)', 'av1.-(x)', 'v1.-x'].map(count)).toEqual([1, 1, 0, 0, 0]);
  }),
);

it(
  'the list is read to its end, and nothing more is asked where it is empty',
  inScene(facts, async (scene) => {
    const remote = await scene.remote();
    const names = ['a', 'b', 'c'].map((name) => ({ name, push: nobody, merge: nobody }));
    scene.standIn.state.largestPage = 2;
    expect(await titlesOf(scene, names)).toEqual(['a', 'b', 'c']);
    scene.repository.own['protected'] = [];
    scene.standIn.requests.length = 0;
    expect(await scene.connect().actions!.branchRules!(remote, 'any')).toEqual({ rules: [], isForEveryName: true });
    expect(scene.standIn.requests).toHaveLength(1);
  }),
);
