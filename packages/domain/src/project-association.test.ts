import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntegrationId, IssueKey, JiraSiteId, ProjectKey, RepositoryId } from './ids.ts';
import {
  associationsFrom,
  decideAccess,
  grantsFor,
  grantsOf,
  isGranted,
  isSameGrant,
  mayPush,
  projectActions,
  pushedPlaces,
  visibleKeys,
} from './project-association.ts';
import type { GrantedProjects, ProjectAction, ProjectAssociation, ProjectGrants } from './project-association.ts';

const where = {
  jiraSiteId: 1 as JiraSiteId,
  integrationId: 2 as IntegrationId,
  repositoryId: 3 as RepositoryId,
};
const abc = 'ABC' as ProjectKey;
const def = 'DEF' as ProjectKey;

function association(changes: Partial<ProjectAssociation> = {}): ProjectAssociation {
  return { ...where, repositoryId: undefined, projects: 'all', actions: ['see'], ...changes };
}

const own = { repositoryId: where.repositoryId };
const allowed = { allowed: true };
const notAssociated = { allowed: false, because: 'not-associated' };
const notGranted = { allowed: false, because: 'action-not-granted' };

describe('the gate', () => {
  it.each<readonly [string, readonly ProjectAssociation[], ProjectAction, object]>([
    ['no association', [], 'see', notAssociated],
    ['all projects of the integration', [association()], 'see', allowed],
    ['the project of the integration', [association({ projects: [abc] })], 'see', allowed],
    ['another project', [association({ projects: [def] })], 'see', notAssociated],
    ['no project', [association({ projects: [] })], 'see', notAssociated],
    ['another action', [association()], 'create-branch', notGranted],
    ['the action', [association({ actions: ['create-branch'] })], 'create-branch', allowed],
    ['no right to see', [association({ actions: ['create-branch'] })], 'see', notGranted],
    ['another site', [association({ jiraSiteId: 9 as JiraSiteId })], 'see', notAssociated],
    ['another integration', [association({ integrationId: 9 as IntegrationId })], 'see', notAssociated],
    ['another repository', [association({ repositoryId: 9 as RepositoryId })], 'see', notAssociated],
    ['its own association', [association(own)], 'see', allowed],
    ['its own, which takes all away', [association(), association({ ...own, projects: [] })], 'see', notAssociated],
    ['its own, which takes an action away', [association(), association({ ...own, actions: [] })], 'see', notGranted],
    ['its own, which gives more', [association({ projects: [] }), association(own)], 'see', allowed],
    [
      'two that add up',
      [association({ projects: [abc], actions: ['smart-commit'] }), association({ projects: [abc] })],
      'see',
      allowed,
    ],
  ])('with %s', (_, associations, action, decision) => {
    expect(decideAccess({ ...where, action, project: abc }, associations)).toEqual(decision);
  });
});

describe('visible keys', () => {
  it('are chosen one by one, by the right to see', () => {
    const keys = ['ABC-1', 'DEF-1', 'ABC-2'] as IssueKey[];
    expect(visibleKeys(keys, where, [association({ projects: [abc] })])).toEqual(['ABC-1', 'ABC-2']);
    expect(visibleKeys(keys, where, [association({ actions: ['create-branch'] })])).toEqual([]);
  });

  it('never belong to a project that is not named', () => {
    const someProjects = fc.subarray(['AA', 'BB', 'CC', 'DD'] as ProjectKey[]);
    const someAssociation = fc.record<ProjectAssociation>({
      jiraSiteId: fc.constantFrom(1, 9) as fc.Arbitrary<JiraSiteId>,
      integrationId: fc.constantFrom(2, 9) as fc.Arbitrary<IntegrationId>,
      repositoryId: fc.constantFrom(undefined, 3, 9) as fc.Arbitrary<RepositoryId | undefined>,
      projects: someProjects,
      actions: fc.subarray<ProjectAction>(['see', 'create-branch', 'smart-commit']),
    });
    const keys = ['AA-1', 'BB-2', 'CC-3', 'DD-4', 'AA_B-5', 'A-6'] as IssueKey[];
    fc.assert(
      fc.property(fc.array(someAssociation, { maxLength: 6 }), (associations) => {
        const here = associations.filter((one) => one.jiraSiteId === 1 && one.integrationId === 2);
        const seeing = here.filter((one) => one.repositoryId !== 9 && one.actions.includes('see'));
        const named = new Set(seeing.flatMap((one): readonly string[] => (one.projects === 'all' ? [] : one.projects)));
        const visible = visibleKeys(keys, where, associations);
        for (const key of visible) expect(named).toContain(key.split('-')[0]);
        expect(mayPush(where, associations)).toBe(visible.length > 0);
      }),
    );
  });
});

describe('a push', () => {
  it.each<readonly [string, readonly ProjectAssociation[], boolean]>([
    ['no association', [], false],
    ['all projects', [association()], true],
    ['one project', [association({ projects: [abc] })], true],
    ['no project', [association({ projects: [] })], false],
    ['no right to see', [association({ actions: ['create-branch'] })], false],
    ['its own, which takes all away', [association(), association({ ...own, projects: [] })], false],
  ])('with %s', (_, associations, may) => {
    expect(mayPush(where, associations)).toBe(may);
  });
});

describe('grants', () => {
  const projects: fc.Arbitrary<GrantedProjects> = fc.oneof(
    fc.constant('all' as const),
    fc.subarray(['AA', 'BB', 'CC'] as ProjectKey[]),
  );
  const anyGrants: fc.Arbitrary<ProjectGrants> = fc.record({
    see: projects,
    'create-branch': projects,
    'create-pull-request': projects,
    'smart-commit': projects,
  });

  it('come back as they were written down, whichever they are', () => {
    fc.assert(
      fc.property(anyGrants, (grants) => {
        const associations = associationsFrom({ ...where, repositoryId: undefined }, grants);
        expect(associations.length).toBeGreaterThan(0);
        for (const action of projectActions)
          expect(isSameGrant(grantsOf(associations)[action], grants[action])).toBe(true);
      }),
    );
  });

  it('agree with the gate', () => {
    fc.assert(
      fc.property(anyGrants, anyGrants, fc.constantFrom('AA', 'BB', 'ZZ'), (inherited, own, name) => {
        const project = name as ProjectKey;
        const associations = [
          ...associationsFrom({ ...where, repositoryId: undefined }, inherited),
          ...associationsFrom(where, own),
        ];
        for (const action of projectActions) {
          const { allowed } = decideAccess({ ...where, action, project }, associations);
          expect(isGranted(grantsFor(where, associations)[action], project)).toBe(allowed);
          expect(allowed).toBe(isGranted(own[action], project));
        }
      }),
    );
  });

  it('are the same in any order, and all is not the same as any list', () => {
    expect(isSameGrant([abc, def], [def, abc, abc])).toBe(true);
    expect(isSameGrant('all', [abc])).toBe(false);
    expect(isSameGrant('all', 'all')).toBe(true);
    expect(isSameGrant([], [abc])).toBe(false);
  });
});

it('says of many repositories at once what it says of each', () => {
  const places = fc.record({
    integrationId: fc.constantFrom(1, 2) as fc.Arbitrary<IntegrationId>,
    // A repository belongs to one integration.
    repository: fc.option(fc.constantFrom(0, 1), { nil: undefined }),
    projects: fc.constantFrom<GrantedProjects>('all', [], [abc]),
    actions: fc.subarray([...projectActions]),
  });
  fc.assert(
    fc.property(fc.array(places, { maxLength: 8 }), (given) => {
      const associations = given.map(({ repository, ...rest }) =>
        association({
          ...rest,
          repositoryId: repository === undefined ? undefined : ((rest.integrationId * 10 + repository) as RepositoryId),
        }),
      );
      const { integrations, exceptions, repositories } = pushedPlaces(associations);
      for (const integrationId of [1, 2] as IntegrationId[]) {
        for (const repositoryId of [
          integrationId * 10,
          integrationId * 10 + 1,
          integrationId * 10 + 2,
        ] as RepositoryId[]) {
          const isAmong =
            (integrations.includes(integrationId) && !exceptions.includes(repositoryId)) ||
            repositories.includes(repositoryId);
          expect(isAmong).toBe(mayPush({ ...where, integrationId, repositoryId }, associations));
        }
      }
    }),
  );
});
