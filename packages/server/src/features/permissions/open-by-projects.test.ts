/** Looking into a repository takes the right to see development information in a project that is associated with it. */

import {
  Failure,
  type AtlassianAccountId,
  type IntegrationId,
  type JiraSiteId,
  type ProjectKey,
  type RepositoryId,
} from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administratorCaller, type Caller } from '../../ports/caller.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { JiraSite } from '../../ports/jira-site.ts';
import type { JiraPeople } from '../../ports/jira-site/people.ts';
import { addExampleRepository } from '../../test-support/example-rows.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { jiraUser, peopleWith, sight, viewerWith, type Rights } from '../../test-support/jira-sight.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { joinByJiraCode, makeJiraCode } from '../people/own-account.ts';
import { createIssueGate } from './issue-gate.ts';
import { browsingMilliseconds } from './open-by-projects.ts';

let house: TestHouse;
let siteId: JiraSiteId;
let gate: IssueGate;
let rights: Record<string, Rights>;
/** The projects of each question to Jira. */
let asked: string[][];
let people: JiraSite['people'];
let ofAbc: RepositoryId;
let ofAll: RepositoryId;
let ofNone: RepositoryId;
let everything: readonly RepositoryId[];

beforeAll(async () => {
  house = await openTestHouse();
  ({ siteId } = house);
  ofAbc = await repositoryWith(['ABC']);
  ofAll = await repositoryWith('all');
  ofNone = await repositoryWith([]);
  everything = [ofAbc, ofAll, ofNone];
});
afterAll(() => house.close());
beforeEach(async () => {
  asked = [];
  rights = { ada: { 'ABC-1': sight }, zoe: { 'XYZ-1': sight }, max: { 'ABC-1': ['BROWSE_PROJECTS'] } };
  people = {
    ...peopleWith((account) => rights[account] ?? {}),
    mayInProjects: async (account, wanted, projects) => {
      asked.push([...projects]);
      return peopleWith((id) => rights[id] ?? {}).mayInProjects(account, wanted, projects);
    },
  };
  await house.store.jiraSites.saveProjectKeys(siteId, ['ABC', 'OLD', 'XYZ'] as ProjectKey[]);
  gate = createIssueGate({ ...house, jiraSite: () => siteNow() });
});

function siteNow(): JiraSite {
  const { people: _theirs, ...site } = house.jira.site;
  return people === undefined ? site : { ...site, people };
}

async function repositoryWith(projects: 'all' | readonly string[]): Promise<RepositoryId> {
  const id = await addExampleRepository(house.store);
  await house.associate({ integrationId: await integrationOf(id), repositoryId: id }, projects);
  return id;
}

async function integrationOf(id: RepositoryId): Promise<IntegrationId> {
  return (await house.store.repositories.get(id))!.integrationId;
}

async function open(caller: Caller): Promise<readonly RepositoryId[]> {
  return (await gate.openToBrowse(caller, everything)).ids;
}

describe('a repository', () => {
  it('is open to an administrator, without asking Jira', async () => {
    expect(await open(administratorCaller)).toEqual(everything);
    expect(asked).toEqual([]);
  });

  it.each([
    ['of the project', 'ada', () => [ofAbc, ofAll]],
    ['of another project', 'zoe', () => [ofAll]],
    ['without View Development Tools', 'max', () => []],
    ['whom Jira does not know', 'eve', () => []],
  ])('is open by its projects to somebody %s', async (_who, account, expected) => {
    expect(await open(jiraUser(siteId, account))).toEqual(expected());
    const viewer = viewerWith(rights[account] ?? {});
    expect(await open(jiraUser(siteId, account, viewer))).toEqual(expected());
  });

  it('is closed again a minute after the permission is lost', async () => {
    const ada = jiraUser(siteId, 'ada');
    expect(await open(ada)).toEqual([ofAbc, ofAll]);
    rights['ada'] = {};
    house.advance(browsingMilliseconds - 1);
    expect(await open(ada)).toEqual([ofAbc, ofAll]);
    expect(asked).toEqual([['ABC']]);
    house.advance(1);
    expect(await open(ada)).toEqual([]);
  });

  it('stays open when its project is renamed', async () => {
    await house.store.issueAliases.saveProjects(siteId, new Map([['ABC' as ProjectKey, 'NEW' as ProjectKey]]));
    rights['ada'] = { 'NEW-1': sight };
    expect(await open(jiraUser(siteId, 'ada'))).toEqual([ofAbc, ofAll]);
    await house.store.issueAliases.saveProjects(siteId, new Map());
  });

  it('that is not there is open to nobody', async () => {
    expect((await gate.openToBrowse(jiraUser(siteId, 'ada'), [999 as RepositoryId])).ids).toEqual([]);
  });

  it('is looked for among all projects of a site, some at a time, where it is open to all', async () => {
    const keys = Array.from({ length: 60 }, (_, at) => `P${at}`) as ProjectKey[];
    await house.store.jiraSites.saveProjectKeys(siteId, keys);
    rights['kim'] = { 'P55-1': sight };
    expect(await open(jiraUser(siteId, 'kim'))).toEqual([ofAll]);
    expect(asked.map(({ length }) => length)).toEqual([1, 50, 10]);
  });
});

describe('when nobody can tell', () => {
  it('the answer is never yes', async () => {
    const ada = jiraUser(siteId, 'ada');
    const because = 'The account needs Administer Jira.';
    people = { ...peopleWith(() => ({})), mayInProjects: async () => ({ kind: 'cannot-tell', because }) };
    expect(await failureOf(open(ada))).toMatchObject({ kind: 'forbidden', message: because });
    people = undefined;
    expect(await failureOf(open(ada))).toMatchObject({ kind: 'forbidden' });
    await house.store.jiraSites.saveProjectKeys(siteId, undefined);
    people = peopleWith(() => ({}));
    expect(await failureOf(open(ada))).toMatchObject({ kind: 'unavailable' });
    // A site that is not connected any more sees nothing.
    expect(await open(jiraUser(999 as JiraSiteId, 'ada'))).toEqual([]);
  });

  it('who somebody is at Jira, they are told what to do', async () => {
    const principal = { kind: 'account', accountId: 7, role: 'member' } as unknown as Caller['principal'];
    const failure = await failureOf(open({ principal, jiraViewer: undefined }));
    expect(failure).toMatchObject({ kind: 'forbidden' });
    expect(failure.message).toContain('profile page');
  });
});

describe('somebody with accounts at two sites', () => {
  async function atTwoSites(): Promise<Caller> {
    const { id: other } = await house.store.jiraSites.add({ ...house.jira.settings, name: 'Other', clientId: 'other' });
    const account = await house.store.accounts.add({
      login: 'ada',
      name: 'Ada',
      role: 'member',
      passwordHash: undefined,
    });
    if (account === undefined) throw new Error('There is such an account already.');
    for (const jiraSiteId of [siteId, other]) {
      const accountId = 'ada' as AtlassianAccountId;
      const { code } = await makeJiraCode(house, { kind: 'jira-user', jiraSiteId, accountId });
      await joinByJiraCode(house, account, code);
    }
    return { principal: { kind: 'account', accountId: account.id, role: 'member' }, jiraViewer: undefined };
  }

  it('is let in by the one that says yes, and told why when one that could open more cannot be asked', async () => {
    const caller = await atTwoSites();
    let calls = 0;
    const failure = new Failure('unavailable', 'jira', 'Jira cannot be reached.');
    const silent: JiraPeople = { ...peopleWith(() => ({})), mayInProjects: async () => Promise.reject(failure) };
    gate = createIssueGate({
      ...house,
      jiraSite: () => {
        calls += 1;
        return calls === 1 ? siteNow() : { ...house.jira.site, people: silent };
      },
    });
    expect((await gate.openToBrowse(caller, [ofAbc])).ids).toEqual([ofAbc]);
    house.advance(browsingMilliseconds);
    expect(await failureOf(open(caller))).toMatchObject({ kind: 'unavailable' });
  });
});
