/** The gate: what Jira says counts, for a minute; what nobody could tell is never a yes. */

import { Failure, type IssueKey, type JiraSiteId, type PersonId, type ProjectKey } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administratorCaller } from '../../ports/caller.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { JiraSite } from '../../ports/jira-site.ts';
import { addExampleRepository } from '../../test-support/example-rows.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { jiraUser, peopleWith, sight, viewerWith, type Rights } from '../../test-support/jira-sight.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { createIssueGate, sightMilliseconds } from './issue-gate.ts';

let house: TestHouse;
let siteId: JiraSiteId;
let gate: IssueGate;
let asked: IssueKey[][];
let rights: Record<string, Rights>;
let site: { people: JiraSite['people'] | undefined };

const key = (text: string) => text as IssueKey;

beforeAll(async () => {
  house = await openTestHouse();
  ({ siteId } = house);
});
afterAll(() => house.close());
beforeEach(() => {
  asked = [];
  rights = { ada: { 'ABC-1': sight, 'ABC-2': ['BROWSE_PROJECTS'], 'ABC-3': ['VIEW_DEV_TOOLS'] } };
  site = { people: peopleWith((account) => rights[account] ?? {}, asked) };
  gate = createIssueGate({ ...house, jiraSite: () => siteNow() });
});

function siteNow(): JiraSite {
  const { people } = site;
  return people === undefined ? house.jira.site : { ...house.jira.site, people };
}

function ada() {
  return jiraUser(siteId, 'ada');
}

describe('an issue', () => {
  it('is seen by an administrator, without asking Jira', async () => {
    expect(await gate.maySee(administratorCaller, key('XYZ-1'))).toBe(true);
    expect(asked).toEqual([]);
  });

  it.each([
    ['ABC-1', true],
    // Without View Development Tools, without Browse, restricted or not there.
    ['ABC-2', false],
    ['ABC-3', false],
    ['ABC-4', false],
  ])('%s: %s for somebody with part of the rights', async (issue, isSeen) => {
    expect(await gate.maySee(ada(), key(issue))).toBe(isSeen);
    expect(await gate.maySee(jiraUser(siteId, 'bob'), key(issue))).toBe(false);
  });

  it('is seen by their own token where it came along', async () => {
    const caller = jiraUser(siteId, 'bob', viewerWith({ 'ABC-9': sight }));
    expect(await gate.maySee(caller, key('ABC-9'))).toBe(true);
    expect(await gate.maySee(caller, key('ABC-1'))).toBe(false);
    expect(asked).toEqual([]);
  });

  it('is asked for again after a minute, whatever the answer was', async () => {
    expect([await gate.maySee(ada(), key('ABC-1')), await gate.maySee(ada(), key('ABC-2'))]).toEqual([true, false]);
    rights['ada'] = { 'ABC-2': sight };
    house.advance(sightMilliseconds - 1);
    expect([await gate.maySee(ada(), key('ABC-1')), await gate.maySee(ada(), key('ABC-2'))]).toEqual([true, false]);
    expect(asked).toEqual([['ABC-1'], ['ABC-2']]);
    house.advance(1);
    expect([await gate.maySee(ada(), key('ABC-1')), await gate.maySee(ada(), key('ABC-2'))]).toEqual([false, true]);
  });

  it('is one of many asked for at once, each once', async () => {
    expect(await gate.maySee(ada(), key('ABC-1'))).toBe(true);
    const keys = ['ABC-1', 'ABC-2', 'ABC-1', 'ABC-4'].map(key);
    expect(await gate.seenAmong(ada(), keys)).toEqual(new Set(['ABC-1']));
    expect(asked).toEqual([['ABC-1'], ['ABC-2', 'ABC-4']]);
    expect(await gate.seenAmong(ada(), [])).toEqual(new Set());
  });
});

describe('when nobody can tell', () => {
  it('the answer is never yes: Jira does not answer', async () => {
    const silent = async () => Promise.reject(new Failure('unavailable', 'jira', 'Jira cannot be reached.'));
    site = { people: { ...peopleWith(() => ({})), mayEach: silent } };
    expect(await failureOf(gate.maySee(ada(), key('ABC-1')))).toMatchObject({ kind: 'unavailable' });
    expect(await failureOf(gate.seenAmong(ada(), [key('ABC-1')]))).toMatchObject({ kind: 'unavailable' });
    // And that was not remembered as an answer.
    site = { people: peopleWith((account) => rights[account] ?? {}) };
    expect(await gate.maySee(ada(), key('ABC-1'))).toBe(true);
  });

  it('their own token is refused', async () => {
    const refuse = async () => Promise.reject(new Failure('unauthorized', 'jira', 'The token is over.'));
    const caller = jiraUser(siteId, 'ada', { may: refuse, mayEach: refuse, projectsWith: refuse });
    expect(await failureOf(gate.maySee(caller, key('ABC-1')))).toMatchObject({ kind: 'unauthorized' });
  });

  it('our account may not ask about others', async () => {
    const because = 'The account needs Administer Jira.';
    site = { people: { ...peopleWith(() => ({})), mayEach: async () => ({ kind: 'cannot-tell', because }) } };
    expect(await failureOf(gate.maySee(ada(), key('ABC-1')))).toMatchObject({ kind: 'forbidden', message: because });
  });

  it('there is no account at the site, or no such site', async () => {
    site = { people: undefined };
    const failure = await failureOf(gate.maySee(ada(), key('ABC-1')));
    expect(failure).toMatchObject({ kind: 'forbidden', message: expect.stringContaining('service account') as string });
    const nowhere = jiraUser(999 as JiraSiteId, 'ada');
    expect(await failureOf(gate.maySee(nowhere, key('ABC-1')))).toMatchObject({ kind: 'not-found' });
  });

  it('nobody knows whose Jira account is theirs', async () => {
    const caller = { principal: { kind: 'person', personId: 7 as PersonId }, jiraViewer: undefined } as const;
    expect(await failureOf(gate.maySee(caller, key('ABC-1')))).toMatchObject({ kind: 'forbidden' });
    expect(await gate.sitesOf(caller)).toEqual([]);
    expect((await gate.repositoriesInSight(caller)).any).toEqual([]);
  });
});

describe('repositories in sight', () => {
  async function repositoryWith(projects: 'all' | readonly string[]) {
    const id = await addExampleRepository(house.store);
    const { integrationId } = (await house.store.repositories.get(id))!;
    await house.associate({ integrationId, repositoryId: id }, projects);
    return id;
  }

  it('are those that the project of the issue may see', async () => {
    const [ofAll, ofAbc, ofNone] = [
      await repositoryWith('all'),
      await repositoryWith(['ABC']),
      await repositoryWith([]),
    ];
    const ours = new Set([ofAll, ofAbc, ofNone]);
    const seen = await gate.repositoriesInSight(ada());
    const only = (ids: readonly number[]) => ids.filter((id) => ours.has(id as typeof ofAll));
    expect(only(seen.of('ABC' as ProjectKey))).toEqual([ofAll, ofAbc]);
    expect(only(seen.of('XYZ' as ProjectKey))).toEqual([ofAll]);
    expect(only(seen.any)).toEqual([ofAll, ofAbc]);
    const all = await gate.repositoriesInSight(administratorCaller);
    expect(only(all.any)).toEqual([ofAll, ofAbc, ofNone]);
    expect(only(all.of('XYZ' as ProjectKey))).toEqual([ofAll, ofAbc, ofNone]);
  });

  it('stay when the project is renamed', async () => {
    const repository = await repositoryWith(['OLD']);
    await house.store.issueAliases.saveProjects(siteId, new Map([['OLD' as ProjectKey, 'NEW' as ProjectKey]]));
    const seen = await gate.repositoriesInSight(ada());
    expect(seen.of('NEW' as ProjectKey)).toContain(repository);
    expect(seen.of('OLD' as ProjectKey)).not.toContain(repository);
    await house.store.issueAliases.saveProjects(siteId, new Map());
  });

  it('are nobody’s at a site that has none', async () => {
    const elsewhere = await house.store.jiraSites.add({ ...house.jira.settings, name: 'Other', clientId: 'other' });
    expect((await gate.repositoriesInSight(jiraUser(elsewhere.id, 'ada'))).any).toEqual([]);
    expect(await gate.sitesOf(jiraUser(elsewhere.id, 'ada'))).toEqual([elsewhere.id]);
    expect(await gate.sitesOf(administratorCaller)).toEqual([siteId, elsewhere.id]);
  });
});
