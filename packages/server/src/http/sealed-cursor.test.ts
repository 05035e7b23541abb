/** A cursor is of one list and one person, and names nothing to anybody else. */

import type { JiraSiteId } from '@branchline/domain';
import { expect, it } from 'vitest';
import { administratorCaller } from '../ports/caller.ts';
import { jiraUser } from '../test-support/jira-sight.ts';
import { testSecretBox } from '../test-support/test-secret-box.ts';
import { cursorSeal } from './sealed-cursor.ts';

const box = testSecretBox();
const ada = jiraUser(1 as JiraSiteId, 'ada');
const bob = jiraUser(1 as JiraSiteId, 'bob');

it('goes on for the one who got it, and tells nothing', () => {
  const seal = cursorSeal(box, ada, 'commits/1');
  const sealed = seal.seal('l/1700000000000/42');
  expect(sealed).not.toMatch(/1700000000000|\/42/u);
  expect(seal.open(sealed ?? undefined)).toBe('l/1700000000000/42');
});

it('begins at the beginning for others, in other lists, and where it is none of ours', () => {
  const sealed = cursorSeal(box, ada, 'commits/1').seal('e/abc') ?? undefined;
  expect(cursorSeal(box, bob, 'commits/1').open(sealed)).toBeUndefined();
  expect(cursorSeal(box, ada, 'commits/2').open(sealed)).toBeUndefined();
  expect(cursorSeal(box, ada, 'commits/1').open('e/abc')).toBeUndefined();
  expect(cursorSeal(box, ada, 'commits/1').open(undefined)).toBeUndefined();
  expect(cursorSeal(box, ada, 'commits/1').seal(undefined)).toBeNull();
});

it('stays readable for administrators, who see everything', () => {
  const seal = cursorSeal(box, administratorCaller, 'commits/1');
  expect([seal.seal('e/abc'), seal.open('e/abc'), seal.seal(undefined)]).toEqual(['e/abc', 'e/abc', null]);
});
