import { expect, it } from 'vitest';
import type { ProjectKey } from './ids.ts';
import { acceptsMore, knownProjects } from './known-projects.ts';

const abc = ['ABC' as ProjectKey];
const both = [...abc, 'XYZ' as ProjectKey];

it.each([
  [[], undefined],
  [[undefined], undefined],
  [[abc, undefined], undefined],
  [[[]], []],
  [[abc, both], both],
])('of lists %j the projects %j are known', (lists, expected) => {
  const known = knownProjects(lists);
  expect(known === undefined ? undefined : [...known]).toEqual(expected);
});

it.each([
  [undefined, undefined, false],
  [undefined, abc, false],
  [abc, undefined, true],
  [abc, abc, false],
  [abc, both, true],
  [both, abc, false],
])('after %j, %j accepts more: %s', (before, after, expected) => {
  expect(acceptsMore(before && new Set(before), after && new Set(after))).toBe(expected);
});
