import { branchRuleProblems } from '@branchline/domain';
import { describe, expect, it } from 'vitest';
import { inScene, type Scene } from '../../../test-support/git-service-suite/scene.ts';
import type { StandInProtection } from '../../../test-support/stand-in/gitea/protection-routes.ts';
import { forgejoSuite, giteaSuite } from '../../../test-support/stand-in/gitea/suite-facts.ts';

async function protectedBy(scene: Scene, protections: readonly StandInProtection[]) {
  scene.repository.access.set(scene.ada, 'admin');
  scene.repository.own['protections'] = protections;
  return scene.connect().actions!.branchRules!(await scene.remote(), 'any');
}

const listed = (logins: readonly string[]) =>
  ({ enable_push: true, enable_push_whitelist: true, push_whitelist_usernames: logins }) as const;

describe.each([
  ['Gitea', giteaSuite],
  ['Forgejo', forgejoSuite],
])('protected names of %s', (_, suite) => {
  it(
    'are told where pushing is off, or for others',
    inScene(suite, async (scene) => {
      const found = await protectedBy(scene, [
        { rule_name: 'main' },
        { rule_name: 'open', enable_push: true },
        { rule_name: 'ours/*', ...listed(['bob', 'ADA']) },
        { rule_name: 'theirs/*', ...listed(['bob']) },
      ]);
      const protects = { kind: 'protects', isCertain: false };
      expect(found).toEqual({
        isForEveryName: true,
        rules: [
          { ...protects, title: 'main', operator: 'equals', text: 'main' },
          { ...protects, title: 'theirs/*', operator: 'matches', text: '^theirs/[^/]*$' },
        ],
      });
      expect(await protectedBy(scene, [])).toEqual({ isForEveryName: true, rules: [] });
    }),
  );
});

describe('protected names', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['release/*', ['release/', 'release/1.0'], ['release/1/2', 'a/release/1', 'release']],
    ['release/**', ['release/1/2'], ['releases/1']],
    ['v?.x', ['v1.x'], ['v12.x', 'v/.x', 'v1-x']],
    ['{fix,feature}/*', ['fix/a', 'feature/b'], ['{fix/a', 'other/a']],
    ['v[0-9]', ['v1'], ['va']],
    ['v[!0-9]', ['va'], ['v1']],
    ['a\\*b*', ['a*b', 'a*bc'], ['acb']],
    ['a,b*', ['a,b'], ['a', 'b']],
    ['a}*', ['a}'], ['a']],
  ])('%s are read as the service reads them', (glob, such, others) =>
    inScene(giteaSuite, async (scene) => {
      const { rules } = await protectedBy(scene, [{ rule_name: glob }]);
      const problems = (name: string) => branchRuleProblems(name, rules, 'Gitea').length;
      expect(such.map(problems)).toEqual(such.map(() => 1));
      expect(others.map(problems)).toEqual(others.map(() => 0));
    })(),
  );

  it(
    'that cannot be read are shown',
    inScene(giteaSuite, async (scene) => {
      const { rules } = await protectedBy(scene, [{ rule_name: '{a*' }]);
      expect(branchRuleProblems('b', rules, 'Gitea')).toEqual([
        { isCertain: false, sentence: expect.stringContaining('cannot try') },
      ]);
    }),
  );

  it(
    'are told to administrators only',
    inScene(giteaSuite, async (scene) => {
      scene.repository.access.set(scene.ada, 'write');
      const asked = scene.connect().actions!.branchRules!(await scene.remote(), 'any');
      expect((await scene.refused(asked)).kind).toBe('forbidden');
    }),
  );
});
