/** Sub-tasks and the issues of an epic are found through Jira, for those who may see them, and failing that in words. */

import type { IssueKey } from '@branchline/domain';
import { afterEach, expect, it } from 'vitest';
import { administratorCaller } from '../../ports/caller.ts';
import { jiraAccountOf } from '../../test-support/jira-account.ts';
import { jiraUser, sight, viewerWith } from '../../test-support/jira-sight.ts';
import { openTestHouse, type TestHouse, type TestHouseOptions } from '../../test-support/test-house.ts';
import { createIssueGate } from '../permissions/issue-gate.ts';
import { childrenLimit, childrenMilliseconds, createFindChildren } from './find-children.ts';

let house: TestHouse;

afterEach(() => house.close());

const family = [
  { key: 'ABC-1', summary: 'Epic' },
  { key: 'ABC-2', summary: 'Story', parent: 'ABC-1' },
  { key: 'ABC-3', summary: 'Part', type: 'Sub-task', parent: 'ABC-2' },
];

async function open(issues: NonNullable<TestHouseOptions['issues']> = family) {
  house = await openTestHouse({ issues, projects: [{ key: 'ABC', name: 'Abc' }] });
  const account = jiraAccountOf(house.jira.sandbox, 'scoped-api-token');
  const deps = { ...house, jiraSite: () => house.jira.siteFor(account) };
  return createFindChildren({ ...deps, issueGate: createIssueGate(deps) });
}

function ofEpic(find: Awaited<ReturnType<typeof open>>, caller = administratorCaller) {
  return find(caller, [house.siteId], 'ABC-1' as IssueKey);
}

it('finds all for administrators, and for others what they may see', async () => {
  const find = await open();
  expect(await ofEpic(find)).toEqual({ keys: ['ABC-2', 'ABC-3'], because: undefined });
  const some = jiraUser(house.siteId, 'ada', viewerWith({ 'ABC-3': sight }));
  expect(await ofEpic(find, some)).toEqual({ keys: ['ABC-3'], because: undefined });
});

it('asks Jira again when a minute has gone', async () => {
  const find = await open();
  await ofEpic(find);
  house.jira.sandbox.addIssue({ key: 'ABC-4', summary: 'New', parent: 'ABC-1' });
  expect((await ofEpic(find)).keys).toEqual(['ABC-2', 'ABC-3']);
  house.advance(childrenMilliseconds + 1);
  expect((await ofEpic(find)).keys).toEqual(['ABC-2', 'ABC-4', 'ABC-3']);
});

it('says so when there are more than are taken in', async () => {
  const parts = Array.from({ length: childrenLimit + 1 }, (_, at) => ({
    key: `ABC-${at + 2}`,
    summary: 'Part',
    type: 'Sub-task',
    parent: 'ABC-1',
  }));
  const found = await ofEpic(await open([{ key: 'ABC-1', summary: 'Whole' }, ...parts]));
  expect(found.keys).toHaveLength(childrenLimit);
  expect(found.because).toBe('More than 500 issues belong to this one; the first 500 are taken in.');
});

it('says why when Jira cannot be asked, or has no such issue for our account', async () => {
  const find = await open();
  house.jira.sandbox.faults.next({ kind: 'status', status: 403 }, { on: 'search' });
  expect(await ofEpic(find)).toEqual({ keys: [], because: expect.stringMatching(/^Jira could not be asked which/u) });
  const absent = await find(administratorCaller, [house.siteId], 'ABC-77' as IssueKey);
  expect(absent).toEqual({ keys: [], because: expect.stringMatching(/^Our account at Jira may not see/u) });
});

it('says why when there is no account, and when the site is paused', async () => {
  await open();
  const without = createFindChildren({ ...house, issueGate: createIssueGate(house) });
  expect((await ofEpic(without)).because).toMatch(/^Branchline has no account at this Jira site/u);
  await house.store.jiraSites.pause(house.siteId, 'Moving');
  const anew = createFindChildren({ ...house, issueGate: createIssueGate(house) });
  expect((await ofEpic(anew)).because).toMatch(/paused\.$/u);
});
