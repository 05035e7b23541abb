/** The gate in front of a whole Jira: permissions of projects and of single issues, taken and given back. */

import { Secret, type IssueKey } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../ports/caller.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { jiraUser } from '../../test-support/jira-sight.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { replaceAccount } from '../jira-sites/jira-credentials.ts';
import { createIssueGate, sightMilliseconds } from './issue-gate.ts';

const named = (accountId: string) => ({ accountId, name: accountId, email: `${accountId}@example.org` });
const bot = named('bot');

let house: TestHouse;
let gate: IssueGate;
let caller: Caller;

const keys = ['ABC-1', 'ABC-2', 'XYZ-1', 'ABC-404'].map((key) => key as IssueKey);

beforeAll(async () => {
  house = await openTestHouse({
    people: [bot, named('ada'), named('bob')],
    projects: ['ABC', 'XYZ'].map((key) => ({ key, name: key })),
    issues: ['ABC-1', 'ABC-2', 'XYZ-1'].map((key) => ({ key, summary: key })),
  });
  const token = new Secret(house.jira.sandbox.scopedApiToken);
  await replaceAccount(house, house.siteId, { kind: 'scoped-api-token', email: bot.email, token });
});
afterAll(() => house.close());
beforeEach(() => {
  gate = createIssueGate(house);
  caller = jiraUser(house.siteId, 'ada');
});

/** What the caller sees once nothing of before is remembered. */
async function seen(): Promise<readonly IssueKey[]> {
  house.advance(sightMilliseconds);
  return [...(await gate.seenAmong(caller, keys))];
}

describe('somebody of whom Jira is asked', () => {
  it('sees what is there, project by project and issue by issue', async () => {
    const { sandbox } = house.jira;
    expect(await seen()).toEqual(['ABC-1', 'ABC-2', 'XYZ-1']);
    sandbox.forbid(['VIEW_DEV_TOOLS'], { person: 'ada', project: 'XYZ' });
    expect(await seen()).toEqual(['ABC-1', 'ABC-2']);
    sandbox.forbid(['BROWSE_PROJECTS'], { person: 'ada', issue: 'ABC-2' });
    expect(await seen()).toEqual(['ABC-1']);
    sandbox.forbid(['BROWSE_PROJECTS'], { person: 'ada', project: 'ABC' });
    expect(await seen()).toEqual([]);
    expect([...(await gate.seenAmong(jiraUser(house.siteId, 'bob'), keys))]).toEqual(['ABC-1', 'ABC-2', 'XYZ-1']);
    sandbox.permit(['BROWSE_PROJECTS', 'VIEW_DEV_TOOLS'], { person: 'ada' });
    expect(await seen()).toEqual(['ABC-1', 'ABC-2', 'XYZ-1']);
  });

  it('sees an issue that was moved by either key', async () => {
    house.jira.sandbox.moveIssue('ABC-2', 'XYZ-2');
    house.advance(sightMilliseconds);
    expect(await gate.maySee(caller, 'ABC-2' as IssueKey)).toBe(true);
    expect(await gate.maySee(caller, 'XYZ-2' as IssueKey)).toBe(true);
  });

  it('is not let in when Jira does not know them', async () => {
    const asked = gate.seenAmong(jiraUser(house.siteId, 'stranger'), keys);
    expect(await failureOf(asked)).toMatchObject({ kind: 'rejected', from: 'jira' });
  });

  it('sees nothing when our account may not ask about others, and is told what is missing', async () => {
    const { sandbox } = house.jira;
    sandbox.forbid(['ADMINISTER'], { person: 'bot' });
    const failure = await failureOf(gate.maySee(caller, 'ABC-1' as IssueKey));
    expect(failure).toMatchObject({ kind: 'forbidden' });
    expect(failure.message).toMatch(/Administer Jira/);
    sandbox.permit(['ADMINISTER'], { person: 'bot' });
    expect(await gate.maySee(caller, 'ABC-1' as IssueKey)).toBe(true);
  });
});
