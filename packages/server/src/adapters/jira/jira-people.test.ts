/** People and their permissions, asked of the sandbox as Jira Cloud and as Data Center. */

import type { AtlassianAccountId, IssueKey, ProjectKey } from '@branchline/domain';
import { afterEach, describe, expect, it } from 'vitest';
import type { JiraPeople, JiraPermission } from '../../ports/jira-site/people.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { jiraAccountOf, type JiraTokenKind } from '../../test-support/jira-account.ts';
import { startTestJira, type TestJira, type TestJiraOptions } from '../../test-support/start-test-jira.ts';

const [sam, kim, max, gone] = ['sam-1', 'kim-2', 'max-3', 'gone-4'] as AtlassianAccountId[] as [
  AtlassianAccountId,
  AtlassianAccountId,
  AtlassianAccountId,
  AtlassianAccountId,
];
const people = [
  { accountId: sam, name: 'Sam Sandbox', email: 'sam@sandbox.example' },
  { accountId: kim, name: 'Kim Kowalski', email: 'kim@sandbox.example' },
  { accountId: max, name: 'kim@sandbox.example.org', email: 'max@sandbox.example', hidesEmail: true },
];
const [one, two] = ['DEMO-1', 'DEMO-2'] as [IssueKey, IssueKey];
const asked: readonly JiraPermission[] = ['VIEW_DEV_TOOLS', 'ADD_COMMENTS'];

let jira: TestJira;

afterEach(() => jira.stop());

async function startAs(kind: JiraTokenKind, options: TestJiraOptions = {}): Promise<JiraPeople> {
  jira = await startTestJira({ people, ...options });
  return peopleAs(kind);
}

function peopleAs(kind: JiraTokenKind, accountId?: string): JiraPeople {
  const site = jira.siteFor(jiraAccountOf(jira.sandbox, kind, accountId));
  if (site.people === undefined) throw new Error('The site offers no people.');
  return site.people;
}

describe.each(['scoped-api-token', 'personal-access-token'] as const)('with the token of kind %s', (kind) => {
  it('an e-mail address finds exactly those whose visible address it is', async () => {
    const found = await startAs(kind);
    expect((await found.byEmail(' KIM@sandbox.example ')).map(({ accountId }) => accountId)).toEqual([kim]);
    expect(await found.byEmail('kim@sandbox')).toEqual([]);
    expect(await found.byEmail('max@sandbox.example')).toEqual([]);
    jira.sandbox.forgetRequests();
    expect(await found.byEmail(' ')).toEqual([]);
    expect(jira.sandbox.requests).toEqual([]);
  });

  it('two people with one address are both found', async () => {
    const found = await startAs(kind);
    jira.sandbox.putPerson({ accountId: 'twin-5', name: 'Twin', email: 'kim@sandbox.example' });
    expect(await found.byEmail('kim@sandbox.example')).toHaveLength(2);
  });

  it('people are found by the beginning of a name, at most as many as are wanted', async () => {
    const found = await startAs(kind);
    expect((await found.search('sam', 10)).map(({ displayName }) => displayName)).toEqual(['Sam Sandbox']);
    expect(await found.search('kim', 1)).toHaveLength(1);
    expect(await found.search('', 10)).toEqual([]);
    expect(await found.search('sam', 0)).toEqual([]);
  });

  it('people are named by their ids; those that are gone are missing', async () => {
    const found = await startAs(kind);
    jira.sandbox.putPerson({ accountId: max, name: 'Max', email: 'max@sandbox.example', isActive: false });
    const named = await found.named([sam, max, gone, sam]);
    expect([...named].map(([id, { displayName, isActive }]) => [id, displayName, isActive])).toEqual([
      [sam, 'Sam Sandbox', true],
      [max, 'Max', false],
    ]);
    expect(await found.named([])).toEqual(new Map());
  });

  it('what somebody may do with an issue is told permission by permission', async () => {
    const found = await startAs(kind);
    expect(await found.may(kim, asked, one)).toEqual({ kind: 'known', held: new Set(asked) });
    jira.sandbox.forbid(['VIEW_DEV_TOOLS'], { person: kim, issue: 'DEMO-1' });
    expect(await found.may(kim, asked, one)).toEqual({ kind: 'known', held: new Set(['ADD_COMMENTS']) });
    expect(await found.may(kim, asked, two)).toEqual({ kind: 'known', held: new Set(asked) });
  });

  it('an issue that somebody may not see holds nothing for them, and neither does one that is not there', async () => {
    const found = await startAs(kind, { issues: [{ key: 'DEMO-1', summary: 'One' }] });
    jira.sandbox.forbid(['BROWSE_PROJECTS'], { person: kim, issue: 'DEMO-1' });
    expect(await found.may(kim, asked, one)).toEqual({ kind: 'known', held: new Set() });
    expect(await found.may(sam, asked, one)).toEqual({ kind: 'known', held: new Set(asked) });
    expect(await found.may(sam, asked, two)).toEqual({ kind: 'known', held: new Set() });
    expect(await found.may(sam, [], two)).toEqual({ kind: 'known', held: new Set() });
  });

  it('of many issues those are told for which all is held', async () => {
    const found = await startAs(kind, { issues: [1, 2, 3].map((number) => ({ key: `DEMO-${number}`, summary: '' })) });
    jira.sandbox.forbid(['VIEW_DEV_TOOLS'], { person: kim, issue: 'DEMO-2' });
    jira.sandbox.forbid(['BROWSE_PROJECTS'], { person: kim, issue: 'DEMO-3' });
    const keys = ['DEMO-1', 'DEMO-2', 'DEMO-3', 'DEMO-4'] as IssueKey[];
    expect(await found.mayEach(kim, asked, keys)).toEqual({ kind: 'known', held: new Set(['DEMO-1']) });
    expect(await found.mayEach(sam, asked, keys)).toEqual({ kind: 'known', held: new Set(keys.slice(0, 3)) });
    expect(await found.mayEach(sam, asked, [])).toEqual({ kind: 'known', held: new Set() });
  });

  it('of many projects those are told in which all is held', async () => {
    const keys = Array.from({ length: 60 }, (_, at) => `P${at}`) as ProjectKey[];
    const found = await startAs(kind, { projects: keys.map((key) => ({ key, name: key })) });
    jira.sandbox.forbid(['VIEW_DEV_TOOLS'], { person: kim, project: 'P7' });
    jira.sandbox.forbid(['BROWSE_PROJECTS'], { person: kim, project: 'P58' });
    const wanted: readonly JiraPermission[] = ['BROWSE_PROJECTS', 'VIEW_DEV_TOOLS'];
    const held = keys.filter((key) => key !== 'P7' && key !== 'P58');
    const answer = await found.mayInProjects(kim, wanted, [...keys, 'NONE' as ProjectKey, keys[0]!]);
    expect(answer).toEqual({ kind: 'known', held: new Set(held) });
    expect(await found.mayInProjects(sam, wanted, [keys[7]!])).toEqual({ kind: 'known', held: new Set([keys[7]]) });
    expect(await found.mayInProjects(sam, wanted, [])).toEqual({ kind: 'known', held: new Set() });
  });

  it('an account that may not ask cannot tell, and the remedy says why', async () => {
    await startAs(kind);
    const found = peopleAs(kind, kim);
    const answer = await found.may(sam, asked, one);
    expect(answer).toEqual({ kind: 'cannot-tell', because: expect.stringContaining('"Administer Jira"') });
    expect(await found.mayEach(sam, asked, [one])).toEqual(answer);
    expect(await found.mayInProjects(sam, asked, ['DEMO' as ProjectKey])).toEqual(answer);
  });

  it('a refused token is no answer about permissions', async () => {
    const found = await startAs(kind);
    jira.sandbox.revoke(jira.sandbox.tokenFor(sam, kind));
    expect((await failureOf(found.may(kim, asked, one))).kind).toBe('unauthorized');
    expect((await failureOf(found.byEmail('kim@sandbox.example'))).kind).toBe('unauthorized');
  });
});

it('a global permission is told beside those of a project', async () => {
  const found = await startAs('scoped-api-token');
  expect(await found.may(sam, ['ADMINISTER', 'ADD_COMMENTS'], one)).toEqual({
    kind: 'known',
    held: new Set(['ADMINISTER', 'ADD_COMMENTS']),
  });
  expect(await found.may(kim, ['ADMINISTER', 'ADD_COMMENTS'], one)).toEqual({
    kind: 'known',
    held: new Set(['ADD_COMMENTS']),
  });
});

it('the accounts of apps are nobody to choose', async () => {
  const found = await startAs('scoped-api-token');
  jira.sandbox.putPerson({ accountId: 'app-6', name: 'Kim bot', email: 'bot@sandbox.example', accountType: 'app' });
  expect((await found.search('kim', 10)).map(({ accountId }) => accountId)).not.toContain('app-6');
});

it('many people are named some at a time, and an address is looked for to the last page', async () => {
  const crowd = Array.from({ length: 120 }, (_, at) => ({
    accountId: `crowd-${at}`,
    name: `Crowd ${at}`,
    email: at === 119 ? 'crowd' : `crowd${at}@sandbox.example`,
  }));
  const found = await startAs('scoped-api-token', { people: [...people, ...crowd] });
  const ids = crowd.map(({ accountId }) => accountId as AtlassianAccountId);
  expect((await found.named(ids)).size).toBe(120);
  expect(jira.sandbox.requests).toHaveLength(3);
  expect((await found.byEmail('crowd')).map(({ accountId }) => accountId)).toEqual(['crowd-119']);
});
