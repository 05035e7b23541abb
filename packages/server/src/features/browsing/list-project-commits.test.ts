/** The commits of a project, for somebody who sees some of its issues, across the repositories that it may see. */

import type { IntegrationId, IssueKey, ProjectKey, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { addExampleRepository, commitOf, linked, linksTo } from '../../test-support/example-rows.ts';
import { openHistoryHouse, type HistoryHouse } from '../../test-support/history-house.ts';
import { listProjectCommits, type ProjectCommitsAsked } from './list-project-commits.ts';

const site = { siteUrl: 'https://jira.example', cloudId: 'cloud', apiUrl: 'https://api.example' };
const abc = 'ABC' as ProjectKey;

let house: HistoryHouse;
let one: RepositoryId;
let two: RepositoryId;

/** Commits 1 to 6, one a minute: of `ABC`, of `OLD` that became `ABC`, and of issues that moved in and out. */
beforeAll(async () => {
  house = await openHistoryHouse();
  const { store } = house.test;
  one = house.id;
  two = await addExampleRepository(store);
  const { id } = await store.jiraSites.add({ ...site, name: 'Jira', clientId: 'client' });
  await store.issueAliases.saveProjects(id, new Map([['OLD' as ProjectKey, abc]]));
  const [inwards, outwards] = [
    { former: 'FAR-7' as IssueKey, present: 'ABC-7' as IssueKey },
    { former: 'ABC-6' as IssueKey, present: 'FAR-6' as IssueKey },
  ];
  await store.issueAliases.learn(id, [inwards, outwards]);
  const bob = { name: 'Bob', email: 'bob@example.org', at: commitOf(2).author.at };
  const second = { commit: commitOf(2, { author: bob }), links: linksTo('OLD-2') };
  await store.development.saveCommits(one, [linked(1, 'ABC-1', 'XYZ-1'), second, linked(3, 'FAR-3')], true);
  await store.development.saveCommits(two, [linked(4, 'FAR-7'), linked(5, 'ABC-1'), linked(6, 'ABC-6')], true);
  Object.assign(house.sight, { sites: [id] });
});
afterAll(() => house.close());
beforeEach(() => {
  const issues = new Set(['ABC-1', 'ABC-2', 'ABC-7', 'FAR-3', 'FAR-6', 'XYZ-1']);
  const sight = { issues, projects: new Set(['ABC', 'XYZ']), repositories: new Set([one, two]), withheld: [] };
  Object.assign(house.sight, sight);
});

function list(asked: Partial<ProjectCommitsAsked> = {}) {
  const usual = { project: abc, repositoryId: undefined, author: undefined, cursor: undefined, limit: 50 };
  return listProjectCommits(house.deps, house.caller, { ...usual, ...asked });
}
const titles = async (asked: Partial<ProjectCommitsAsked> = {}) =>
  (await list(asked)).commits.map(({ commit }) => commit.message);

it('come newest first with the keys of today: by former keys too, but not of issues that moved away', async () => {
  const found = await list();
  const told = found.commits.map(({ commit, place, links }) => [
    commit.message,
    place.repository.id,
    links.map(({ key }) => key),
  ]);
  expect(told).toEqual([
    ['Change 5', two, ['ABC-1']],
    ['Change 4', two, ['ABC-7']],
    ['Change 2', one, ['ABC-2']],
    ['Change 1', one, ['ABC-1']],
  ]);
  expect(found.repositories.map(({ id }) => id)).toEqual([one, two]);
  expect(found.next).toBeUndefined();
});

it('are found by a former key of the project', async () => {
  const found = await list({ project: 'OLD' as ProjectKey });
  expect([found.project, found.commits.length]).toEqual(['ABC', 4]);
});

it('come page by page, of one repository or one author', async () => {
  const found: (readonly string[])[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: 2, cursor });
    found.push(page.commits.map(({ commit }) => commit.message));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(found).toEqual([
    ['Change 5', 'Change 4'],
    ['Change 2', 'Change 1'],
  ]);
  expect(await titles({ repositoryId: one })).toEqual(['Change 2', 'Change 1']);
  expect(await titles({ author: 'BOB@' })).toEqual(['Change 2']);
  expect(await titles({ repositoryId: 999 as RepositoryId })).toEqual([]);
  expect((await titles({ cursor: 'nonsense' })).length).toBe(4);
});

it('ask Jira about all issues of a page at once, and go on where most are hidden', async () => {
  Object.assign(house.sight, { issues: new Set(['ABC-2']) });
  house.sight.questions.length = 0;
  expect(await titles({ limit: 1 })).toEqual(['Change 2']);
  expect(house.sight.questions.length).toBeLessThanOrEqual(5);
  expect(await titles()).toEqual(['Change 2']);
});

it('of a project of which they see nothing is as of one that is not there', async () => {
  Object.assign(house.sight, { issues: new Set(['XYZ-1']) });
  const hidden = await list();
  const absent = await list({ project: 'NONE' as ProjectKey });
  expect(hidden).toEqual({ ...absent, project: 'ABC' });
  expect(hidden).toEqual({ project: 'ABC', commits: [], next: undefined, repositories: [], withheld: [] });
  expect((await list({ project: 'OLD' as ProjectKey })).project).toBe('OLD');
});

it('are none of repositories that the project may not see, or that they cannot read', async () => {
  Object.assign(house.sight, { projects: new Set(['XYZ']) });
  expect(await titles()).toEqual([]);
  const service = { integrationId: 1 as IntegrationId, integrationName: 'Git', because: 'Why.', remedy: 'Do it.' };
  Object.assign(house.sight, { projects: new Set(['ABC']), repositories: new Set([one]), withheld: [service] });
  const found = await list();
  expect(found.commits.map(({ commit }) => commit.message)).toEqual(['Change 2', 'Change 1']);
  expect([found.repositories.map(({ id }) => id), found.withheld]).toEqual([[one], [service]]);
});
