import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IntegrationId, IssueKey, JiraSiteId, ProjectKey } from './ids.ts';
import {
  formerKeysOf,
  noFormerKeys,
  presentAssociations,
  presentKey,
  presentKeys,
  presentProject,
  type FormerKeys,
} from './issue-alias.ts';
import type { ProjectAssociation } from './project-association.ts';

const key = (text: string) => text as IssueKey;

/** `A-1>B-2` for issues, `OLD>NEW` for projects. */
function formerFrom(...moves: readonly string[]): FormerKeys {
  const pairs = moves.map((move) => move.split('>') as [string, string]);
  const isOfIssues = ([from]: [string, string]) => from.includes('-');
  return {
    issues: new Map(pairs.filter(isOfIssues) as [IssueKey, IssueKey][]),
    projects: new Map(pairs.filter((pair) => !isOfIssues(pair)) as [ProjectKey, ProjectKey][]),
  };
}

describe('the present key', () => {
  it.each([
    ['nothing is known', [], 'A-1', 'A-1'],
    ['moved once', ['A-1>B-2'], 'A-1', 'B-2'],
    ['moved twice', ['A-1>B-2', 'B-2>C-3'], 'A-1', 'C-3'],
    ['its project was renamed', ['OLD>NEW'], 'OLD-7', 'NEW-7'],
    ['its project was renamed twice', ['OLD>MID', 'MID>NEW'], 'OLD-7', 'NEW-7'],
    ['renamed, then moved', ['OLD>NEW', 'NEW-7>B-2'], 'OLD-7', 'B-2'],
    ['moved, then the other project was renamed', ['A-1>OLD-7', 'OLD>NEW'], 'A-1', 'NEW-7'],
    ['moved before its project was renamed', ['OLD-7>B-2', 'OLD>NEW'], 'OLD-7', 'B-2'],
    ['another issue of the project', ['A-1>B-2'], 'A-2', 'A-2'],
    ['a project whose key begins alike', ['OLD>NEW'], 'OLDER-7', 'OLDER-7'],
    ['to itself', ['A-1>A-1', 'B>B'], 'A-1', 'A-1'],
    ['a project to itself', ['B>B'], 'B-1', 'B-1'],
    ['renamed and named back', ['OLD-1>NEW-1', 'NEW>OLD'], 'NEW-1', 'OLD-1'],
    ['renamed and named back, asked for by the present one', ['OLD-1>NEW-1', 'NEW>OLD'], 'OLD-1', 'OLD-1'],
    ['there and back, nobody knows which is last', ['A-1>B-1', 'B-1>A-1'], 'A-1', 'A-1'],
    ['into such a loop', ['C-1>A-1', 'A-1>B-1', 'B-1>A-1'], 'C-1', 'A-1'],
  ])('%s', (_case, moves, asked, present) => {
    expect(presentKey(key(asked), formerFrom(...moves))).toBe(present);
  });

  it('is one for several former ones', () => {
    const former = formerFrom('A-1>C-1', 'OLD>C');
    expect(presentKeys(['A-1', 'X-9', 'OLD-1', 'C-1'].map(key), former)).toEqual(['C-1', 'X-9']);
    expect(presentKeys([key('A-1')], noFormerKeys)).toEqual(['A-1']);
  });
});

describe('former keys', () => {
  it.each([
    [['A-1>B-2', 'B-2>C-3'], 'C-3', ['A-1', 'B-2']],
    [['OLD>NEW', 'OLDEST>NEW'], 'NEW-7', ['OLD-7', 'OLDEST-7']],
    [['A-1>OLD-7', 'OLD>NEW'], 'NEW-7', ['A-1', 'OLD-7']],
    // OLD-7 went elsewhere before its project was renamed: NEW-7 is another issue.
    [['OLD-7>B-2', 'OLD>NEW'], 'NEW-7', []],
    [['OLD-7>B-2', 'OLD>NEW'], 'B-2', ['OLD-7']],
    [['A-1>B-2'], 'A-1', []],
    [[], 'A-1', []],
  ])('%j of %s', (moves, present, formerOnes) => {
    expect(formerKeysOf(key(present), formerFrom(...moves))).toEqual(formerOnes);
  });
});

describe('whatever is known', () => {
  const projects = fc.constantFrom('A', 'B', 'C', 'D');
  const keys = fc
    .tuple(projects, fc.integer({ min: 1, max: 3 }))
    .map(([project, number]) => key(`${project}-${number}`));
  const known: fc.Arbitrary<FormerKeys> = fc.record({
    issues: fc.array(fc.tuple(keys, keys), { maxLength: 8 }).map((pairs) => new Map(pairs)),
    projects: fc
      .array(fc.tuple(projects, projects), { maxLength: 3 })
      .map((pairs) => new Map(pairs as [ProjectKey, ProjectKey][])),
  });

  it('the present key of a present key is itself, and looking always ends', () => {
    fc.assert(
      fc.property(known, keys, (former, asked) => {
        const present = presentKey(asked, former);
        expect(presentKey(present, former)).toBe(present);
      }),
      { numRuns: 2000 },
    );
  });

  it('former keys are exactly those that lead to the present one', () => {
    fc.assert(
      fc.property(known, keys, keys, (former, asked, other) => {
        const present = presentKey(asked, former);
        const leadsThere = other !== present && presentKey(other, former) === present;
        expect(formerKeysOf(present, former).includes(other)).toBe(leadsThere);
      }),
      { numRuns: 2000 },
    );
  });

  it('of a chain without loops the end is found, in whatever order its steps became known', () => {
    const chains = fc.uniqueArray(keys, { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(chains, fc.infiniteStream(fc.nat()), (chain, order) => {
        const steps = chain.slice(1).map((to, place) => [chain[place]!, to] as const);
        const shuffled = steps
          .map((step) => ({ step, place: order.next().value as number }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ step }) => step);
        const former = { issues: new Map(shuffled), projects: new Map<ProjectKey, ProjectKey>() };
        for (const each of chain) expect(presentKey(each, former)).toBe(chain.at(-1));
      }),
    );
  });
});

describe('associations', () => {
  const association = { jiraSiteId: 1 as JiraSiteId, integrationId: 1 as IntegrationId, repositoryId: undefined };
  const of = (keysOfProjects: ProjectAssociation['projects']): ProjectAssociation => ({
    ...association,
    projects: keysOfProjects,
    actions: ['see'],
  });
  const projectKeys = (...names: readonly string[]) => names as readonly ProjectKey[];

  it('follow their projects when these are renamed', () => {
    const former = formerFrom('OLD>NEW', 'A-1>B-1');
    expect(presentAssociations([of(projectKeys('OLD', 'A', 'NEW')), of('all')], former)).toEqual([
      of(projectKeys('NEW', 'A')),
      of('all'),
    ]);
    expect(presentProject('OLD' as ProjectKey, former.projects)).toBe('NEW');
  });

  it('stay as they are where nothing was renamed', () => {
    const associations = [of(projectKeys('A'))];
    expect(presentAssociations(associations, formerFrom('A-1>B-1'))).toBe(associations);
  });
});
