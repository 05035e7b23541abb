/** Smart commits from the push to the issue: what is done at Jira, in whose name, and what is not and why. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ada, openSmartCommitStory, type SmartCommitStory } from '../../test-support/smart-commit-story.ts';

let story: SmartCommitStory;

beforeAll(async () => {
  story = await openSmartCommitStory();
});
afterAll(() => story.close());
beforeEach(() => story.begin());

describe('what a commit commands', () => {
  it('is done at Jira in the name of its author, and written into the audit log', async () => {
    const hash = await story.commit('ABC-2 Fix the roof #comment Fixed. #time 90m On the ladder');
    await story.pushAs(ada);
    expect(await story.told()).toEqual(['ABC-2 comment done: Commented.', 'ABC-2 time done: 90m logged.']);
    const issue = await story.issueAtJira('ABC-2');
    const origin = `In the name of Ada Lovelace, by commit ${hash.slice(0, 10)}`;
    expect(issue.comments).toEqual([`Fixed.\n${origin}`]);
    expect(issue.workLogs).toEqual([{ seconds: 5400, text: `On the ladder\n${origin}` }]);
    const [newest] = await story.house.store.auditLog.list({ what: 'smart-commit/' }, 10);
    const who = `person/${(await story.runs())[0]!.personId}`;
    expect(newest).toMatchObject({ what: 'smart-commit/time', about: 'ABC-2', result: 'done', who });
    const { name } = await story.standing(story.connected);
    expect(newest!.origin).toBe(`commit ${hash} of ${name}`);
  });

  it('reaches every issue that the line names, and labels, versions and people too', async () => {
    const lines = [
      'ABC-12, ABC-13 #label one two.three #fixversion 1.2 #affectsversion 2.0 BETA',
      'ABC-13 #assign grace@example.org',
      'ABC-12 #assign me',
      'ABC-14 #assign Grace Hopper',
    ];
    await story.commit(lines.join('\n'));
    await story.pushAs(ada);
    expect(new Set(await story.ends())).toEqual(new Set(['done']));
    const edited = { labels: ['one', 'two.three'], fixVersions: ['1.2'], affectedVersions: ['2.0 beta'] };
    expect(await story.issueAtJira('ABC-12')).toMatchObject({ ...edited, assignee: 'ada' });
    expect(await story.issueAtJira('ABC-13')).toMatchObject({ ...edited, assignee: 'grace' });
    expect(await story.issueAtJira('ABC-14')).toMatchObject({ assignee: 'grace' });
  });

  it('moves an issue on, with its words along where there is a screen and apart where there is none', async () => {
    await story.commit('FLOW-1 #start-review please look\nFLOW-2 #close at last\nFLOW-3 #start-p');
    await story.pushAs(ada);
    expect((await story.told()).toSorted()).toEqual([
      'FLOW-1 start-review done: Moved to In Review.',
      'FLOW-2 close done: Moved to Closed.',
      'FLOW-3 start-p done: Moved to In Progress.',
    ]);
    expect((await story.issueAtJira('FLOW-1')).status).toBe('In Review');
    expect(await story.said('FLOW-1')).toEqual(['please look']);
    expect((await story.issueAtJira('FLOW-2')).status).toBe('Closed');
    expect(await story.said('FLOW-2')).toEqual(['at last']);
    expect(await story.said('FLOW-3')).toEqual([]);
  });

  it('counts working days as the site does, and no less than a minute', async () => {
    story.house.jira.sandbox.setTimeTracking({ hoursPerDay: 6, daysPerWeek: 4 });
    await story.commit('ABC-22 #time 1w 1d\nABC-23 #time 0.01h');
    await story.pushAs(ada);
    expect((await story.issueAtJira('ABC-22')).workLogs[0]!.seconds).toBe(5 * 6 * 3600);
    expect((await story.issueAtJira('ABC-23')).workLogs[0]!.seconds).toBe(60);
  });

  it('is read over several lines where the project is set so', async () => {
    await story.set({ dialect: 'multi-line' });
    await story.commit('ABC-24 fixed\n#comment one\nand two\n#time 1h\n\nSigned-off-by: Ada <ada@example.org>');
    await story.pushAs(ada);
    expect(await story.told()).toEqual(['ABC-24 comment done: Commented.', 'ABC-24 time done: 1h logged.']);
    expect((await story.issueAtJira('ABC-24')).comments[0]).toMatch(/^one\nand two\n/);
  });

  it('runs in order, the oldest commit first', async () => {
    for (const word of ['first', 'second', 'third']) await story.commit(`ABC-25 #comment ${word}`);
    await story.pushAs(ada);
    expect(await story.said('ABC-25')).toEqual(['first', 'second', 'third']);
  });
});

describe('one failing command stops no other', () => {
  it('whatever is wrong with it', async () => {
    const cases = [
      ['#comment', /empty/, 'unreadable'],
      ['#time', /how long/, 'unreadable'],
      ['#time 30', /no unit/, 'unreadable'],
      ['#fixversion 3.0', /no version called exactly "3.0". There are: "1.2", "2.0 beta"/, 'no-such-choice'],
      ['#affectsversion 0.9', /no version called/, 'no-such-choice'],
      ['#assign Nobody', /Nobody at this Jira site is called "Nobody"/, 'no-such-choice'],
      ['#assign nobody@example.org', /Nobody at this Jira site/, 'no-such-choice'],
      ['#fly', /no transition of this issue. Now possible: "To Do", "In Progress", "Done"/, 'no-such-choice'],
    ] as const;
    const keys = cases.map(() => story.newIssue());
    await story.commit(cases.map(([command], index) => `${keys[index]} ${command} #label after`).join('\n'));
    await story.pushAs(ada);
    const runs = await story.runs();
    for (const [index, [, message, reason]] of cases.entries()) {
      const [failed, after] = runs.filter(({ key }) => key === keys[index]);
      expect(failed).toMatchObject({ state: 'failed', reason });
      expect(failed!.message).toMatch(message);
      expect(after).toMatchObject({ state: 'done' });
    }
    expect((await story.issueAtJira(keys[0]!)).labels).toEqual(['after']);
  });

  it('names what a transition may mean, and what it asks for', async () => {
    const [one, two] = [story.newIssue('FLOW'), story.newIssue('FLOW')];
    await story.commit(`${one} #start\n${one} #resolve\n${two} #comment well`);
    await story.pushAs(ada);
    const [start, resolve, comment] = await story.runs();
    expect(start!.message).toMatch(/may mean "Start progress", "Start review"/);
    expect(resolve!.message).toMatch(/"Resolve" asks for "Resolution", which a commit cannot fill in/);
    expect(comment!.state).toBe('done');
  });

  it('of an issue that is not there, or at a site without time tracking', async () => {
    const { sandbox } = story.house.jira;
    sandbox.addIssue({ key: 'ABC-40', summary: 'Gone soon' });
    sandbox.deleteIssue('ABC-40');
    sandbox.setTimeTracking(undefined);
    await story.commit('ABC-40 #comment lost\nABC-41 #time 1h #comment found');
    await story.pushAs(ada);
    expect((await story.runs()).map(({ key, command, state }) => `${key} ${command} ${state}`).toSorted()).toEqual([
      'ABC-40 comment failed',
      'ABC-41 comment done',
      'ABC-41 time failed',
    ]);
    const time = (await story.runs()).find(({ command }) => command === 'time');
    expect(time!.message).toMatch(/Time tracking is switched off/);
  });
});

describe('what a person may not do', () => {
  it('is not done for them', async () => {
    const cases = [
      ['#comment no', /Add Comments/],
      ['#time 1h', /Work On Issues/],
      ['#done', /Transition Issues/],
      ['#assign me', /Assign Issues/],
      ['#label x', /Edit Issues/],
      ['#fixversion 1.2', /Edit Issues/],
    ] as const;
    const rights = ['ADD_COMMENTS', 'WORK_ON_ISSUES', 'TRANSITION_ISSUES', 'ASSIGN_ISSUES', 'EDIT_ISSUES'];
    story.house.jira.sandbox.forbid(rights, { person: 'ada' });
    const key = story.newIssue();
    await story.commit(cases.map(([command]) => `${key} ${command}`).join('\n'));
    await story.pushAs(ada);
    const runs = await story.runs();
    for (const [index, [, message]] of cases.entries()) {
      expect(runs[index]).toMatchObject({ state: 'failed', reason: 'no-permission' });
      expect(runs[index]!.message).toMatch(message);
    }
    const untouched = { comments: [], workLogs: [], labels: [], status: 'To Do', assignee: undefined };
    expect(await story.issueAtJira(key)).toMatchObject(untouched);
  });

  it('is not even said of an issue that they may not see', async () => {
    story.house.jira.sandbox.forbid(['BROWSE_PROJECTS'], { person: 'ada', issue: 'FLOW-50' });
    await story.commit('FLOW-50 #start');
    await story.pushAs(ada);
    expect((await story.runs())[0]!.message).toBe('FLOW-50 is not there, or you may not see it.');
  });

  it('is done only where it is set so when nobody can tell', async () => {
    story.house.jira.sandbox.forbid(['ADMINISTER'], { person: 'service' });
    const key = story.newIssue();
    await story.commit(`${key} #comment no`);
    await story.pushAs(ada);
    expect(await story.ends()).toEqual(['failed no-permission']);
    expect((await story.runs())[0]!.message).toMatch(/settings of smart commits/);
    await story.set({ withoutPermissionCheck: true });
    await story.commit(`${key} #comment yes`);
    await story.pushAs(ada);
    expect(await story.said(key)).toEqual(['yes']);
  });
});
