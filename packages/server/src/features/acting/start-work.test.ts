/** Work is begun in Jira as whoever asks, or by our account when they may, and each step says what became of it. */

import type { IssueKey } from '@branchline/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { administratorCaller, type Caller } from '../../ports/caller.ts';
import { jiraAccountOf, readAtJira } from '../../test-support/jira-account.ts';
import { jiraUser, sight, viewerWith } from '../../test-support/jira-sight.ts';
import { openTestHouse, type TestHouse } from '../../test-support/test-house.ts';
import { accountTokenPlace } from '../jira-sites/connect-jira.ts';
import { createIssueGate } from '../permissions/issue-gate.ts';
import { chooseWriter } from '../smart-commits/choose-writer.ts';
import { proposeStartingWork, startWork, type StartWorkDeps } from './start-work.ts';

const workflow = [
  { id: '1', name: 'Put off', to: 'To Do' },
  { id: '2', name: 'Start progress', to: 'In Progress' },
  { id: '3', name: 'Finish', to: 'Done' },
  {
    id: '4',
    name: 'Resolve',
    to: 'Done',
    screen: [{ id: 'resolution', name: 'Resolution', required: true, choices: ['Done'] }],
  },
];
const people = [
  { accountId: 'service', name: 'Branchline Service', email: 'service@example.org' },
  { accountId: 'ada', name: 'Ada Lovelace', email: 'ada@example.org' },
];
const all = ['BROWSE_PROJECTS', 'VIEW_DEV_TOOLS', 'TRANSITION_ISSUES', 'ASSIGN_ISSUES', 'ASSIGNABLE_USER'] as const;

let house: TestHouse;
let deps: StartWorkDeps;
let ada: Caller;
let issue: IssueKey;
let issues = 0;

beforeAll(async () => {
  house = await openTestHouse({ people, projects: [{ key: 'ABC', name: 'Alphabet', workflow }] });
  const { store, siteId, jira } = house;
  const account = jiraAccountOf(jira.sandbox, 'api-token');
  if (account.kind !== 'api-token') throw new Error('An account of another kind.');
  const sealedToken = house.secretBox.seal(account.token, accountTokenPlace(siteId));
  await store.jiraSites.saveAccount(siteId, { kind: account.kind, email: account.email, sealedToken });
  const ours = { ownAccess: async () => undefined, personOf: async () => undefined, meet: async () => undefined };
  deps = { ...house, ...ours, issueGate: createIssueGate(house), chooseWriter };
});
afterAll(() => house.close());
beforeEach(() => {
  issues += 1;
  issue = `ABC-${issues}` as IssueKey;
  house.jira.sandbox.faults.clear();
  house.jira.sandbox.permit(all);
  ada = jiraUser(house.siteId, 'ada', viewerWith({ [issue]: all }));
});

async function atJira() {
  const { fields } = (await readAtJira(house.jira.sandbox, 'api-token', `/issue/${issue}`)) as {
    readonly fields: {
      readonly status: { readonly name: string };
      readonly assignee: { readonly accountId: string } | null;
    };
  };
  return [fields.status.name, fields.assignee?.accountId];
}

const start = (wish: { readonly assigns?: boolean; readonly transition?: string }, as = ada) =>
  startWork(deps, as, { issue, branch: undefined, assigns: false, transition: undefined, ...wish });

async function steps(wish: Parameters<typeof start>[0], as = ada) {
  const came = await start(wish, as);
  if (came.outcome !== 'started') throw new Error(came.outcome);
  return came.started.steps.map(({ step, state, message }) => `${step} ${state} ${message}`.trim());
}

describe('beginning to work', () => {
  it('makes the issue theirs and moves it, which is written down', async () => {
    expect(await steps({ assigns: true, transition: '2' })).toEqual(['assign done', 'transition done']);
    expect(await atJira()).toEqual(['In Progress', 'ada']);
    const log = await house.store.auditLog.list({ about: issue }, 10);
    expect(log.map(({ who, what, result }) => [who, what, result])).toEqual([
      [`jira-user/${house.siteId}/ada`, 'start-work/transition', 'done'],
      [`jira-user/${house.siteId}/ada`, 'start-work/assign', 'done'],
    ]);
  });

  it('does only what is wanted', async () => {
    const before = await atJira();
    expect(await steps({})).toEqual(['assign not-wanted', 'transition not-wanted']);
    expect(await atJira()).toEqual(before);
  });

  it('does what they may, and says what they may not', async () => {
    ada = jiraUser(house.siteId, 'ada', viewerWith({ [issue]: [...sight, 'TRANSITION_ISSUES'] }));
    const [assign, transition] = await steps({ assigns: true, transition: '2' });
    expect(assign).toMatch(/^assign failed You lack the permission Assign Issues and Assignable User at ABC-\d+\./u);
    expect(transition).toBe('transition done');
    expect(await atJira()).toEqual(['In Progress', undefined]);
  });

  it('asks Jira by our account what they may, where no token of theirs came along', async () => {
    house.jira.sandbox.forbid(['ASSIGN_ISSUES'], { person: 'ada' });
    const inside = jiraUser(house.siteId, 'ada');
    const [assign, transition] = await steps({ assigns: true, transition: '2' }, inside);
    expect(assign).toContain('You lack the permission Assign Issues');
    expect(transition).toBe('transition done');
  });

  it.each([
    ['9', 'cannot take that step any more'],
    ['4', 'asks for Resolution'],
  ])('does not take the step %s', async (transition, words) => {
    const [, moved] = await steps({ transition });
    expect(moved).toContain(words);
    expect((await atJira())[0]).toBe('To Do');
  });

  it('says so when Jira is away, each step by itself', async () => {
    house.jira.sandbox.faults.next({ kind: 'status', status: 503 }, { on: 'write', times: 50 });
    for (const step of await steps({ assigns: true, transition: '2' })) expect(step).toMatch(/^\w+ failed .*Jira/u);
  });

  it('is for nobody who does not see the issue', async () => {
    const stranger = jiraUser(house.siteId, 'ada', viewerWith({}));
    expect(await start({ assigns: true }, stranger)).toEqual({ outcome: 'not-found' });
    expect(await proposeStartingWork(deps, stranger, issue)).toBeUndefined();
  });
});

describe('before that, it', () => {
  it('is shown whose it is and where it can go, work first', async () => {
    expect(await proposeStartingWork(deps, ada, issue)).toEqual({
      assignee: undefined,
      cannotAssign: undefined,
      status: 'To Do',
      transitions: [
        { id: '2', name: 'Start progress', to: 'In Progress', isSuggested: true },
        { id: '1', name: 'Put off', to: 'To Do', isSuggested: false },
        { id: '3', name: 'Finish', to: 'Done', isSuggested: false },
      ],
      cannotMove: undefined,
    });
  });

  it('is suggested nothing for what is theirs and under way', async () => {
    await start({ assigns: true, transition: '2' });
    const proposed = await proposeStartingWork(deps, ada, issue);
    expect(proposed?.assignee).toEqual({ name: 'Ada Lovelace', isMe: true });
    expect(proposed?.transitions.filter(({ isSuggested }) => isSuggested)).toEqual([]);
    const bob = jiraUser(house.siteId, 'service', viewerWith({ [issue]: all }));
    expect((await proposeStartingWork(deps, bob, issue))?.assignee?.isMe).toBe(false);
  });

  it('is said why whoever holds the access token can do neither', async () => {
    const proposed = await proposeStartingWork(deps, administratorCaller, issue);
    expect(proposed).toMatchObject({ status: undefined, transitions: [] });
    expect(proposed?.cannotAssign).toContain('does not know yet which Jira account is yours');
    expect(proposed?.cannotMove).toContain('does not know yet which Jira account is yours');
  });
});
