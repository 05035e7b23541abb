/** The list of issues as somebody with few rights gets it: asked page by page, and counted from what they may see. */

import type { IssueKey, ProjectKey } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { administratorCaller } from '../../ports/caller.ts';
import { addExampleRepository, linked } from '../../test-support/example-rows.ts';
import { jiraUser, peopleWith, sight, type Rights } from '../../test-support/jira-sight.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { createIssueGate } from '../permissions/issue-gate.ts';
import { listIssues, type ListIssuesDeps } from './list-issues.ts';

let house: TestHouse;
let deps: ListIssuesDeps;
let rights: Rights;
let asked: IssueKey[][];

const everything = { search: undefined, cursor: undefined, limit: 50 };

/** `ABC-1` to `ABC-30`, and `XYZ-1`, each named once in a repository that every project sees, `ABC-1` twice elsewhere. */
beforeAll(async () => {
  house = await openTestHouse();
  const [open, ofXyz] = [await addExampleRepository(house.store), await addExampleRepository(house.store)];
  const numbered = Array.from({ length: 30 }, (_, place) => linked(place + 1, `ABC-${place + 1}`));
  await house.store.development.saveCommits(open, [...numbered, linked(40, 'XYZ-1')], true);
  await house.store.development.saveCommits(ofXyz, [linked(50, 'ABC-1', 'XYZ-1'), linked(51, 'ABC-1')], true);
  for (const [id, projects] of [
    [open, 'all'],
    [ofXyz, ['XYZ']],
  ] as const) {
    const { integrationId } = (await house.store.repositories.get(id))!;
    await house.associate({ integrationId }, projects);
  }
});
afterAll(() => house.close());
beforeEach(() => {
  asked = [];
  rights = {};
  const people = peopleWith(() => rights, asked);
  const issueGate = createIssueGate({ ...house, jiraSite: () => ({ ...house.jira.site, people }) });
  deps = { store: house.store, issueGate, readKnownIssues: async () => new Map() };
});

function mayAlsoSee(...keys: readonly string[]): void {
  rights = Object.fromEntries(keys.map((key) => [key, sight]));
}

async function list(query = everything) {
  const { issues, next } = await listIssues(deps, jiraUser(house.siteId, 'ada'), query);
  return { keys: issues.map(({ key }) => key), next };
}

it('asks Jira about a page at once, and goes on until its own page is full', async () => {
  mayAlsoSee('ABC-1', 'ABC-2', 'ABC-29');
  const first = await list({ ...everything, limit: 10 });
  expect(first.keys).toEqual(['ABC-1', 'ABC-29', 'ABC-2']);
  expect(first.next).toBeUndefined();
  expect(asked.flat()).toHaveLength(31);
  expect(asked.length).toBeLessThanOrEqual(5);
});

it('ends a page early rather than look through everything at once, and goes on from there', async () => {
  mayAlsoSee('ABC-3');
  const first = await list({ ...everything, limit: 3 });
  expect([first.keys, asked.flat().length]).toEqual([[], 15]);
  const second = await list({ ...everything, limit: 30, cursor: first.next as never });
  expect([second.keys, second.next]).toEqual([['ABC-3'], undefined]);
});

it('counts only what the issue’s own project may see', async () => {
  mayAlsoSee('ABC-1', 'XYZ-1');
  const { issues } = await listIssues(deps, jiraUser(house.siteId, 'ada'), everything);
  expect(issues.map(({ key, commitCount, repositoryCount }) => [key, commitCount, repositoryCount])).toEqual([
    ['ABC-1', 1, 1],
    ['XYZ-1', 2, 2],
  ]);
  const all = await listIssues(deps, administratorCaller, { ...everything, search: 'ABC-1' });
  expect(all.issues.find(({ key }) => key === 'ABC-1')?.commitCount).toBe(3);
});

it('of a project that is renamed counts by its key of today, which is told', async () => {
  await house.store.issueAliases.saveProjects(house.siteId, new Map([['ABC' as ProjectKey, 'XYZ' as ProjectKey]]));
  mayAlsoSee('ABC-1');
  const { issues } = await listIssues(deps, jiraUser(house.siteId, 'ada'), everything);
  expect(issues).toMatchObject([{ key: 'ABC-1', commitCount: 3, movedTo: 'XYZ-1' }]);
  await house.store.issueAliases.saveProjects(house.siteId, new Map());
});
