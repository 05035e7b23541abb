/** What happens to issues in Jira and what follows here: by event, by our own look, and through a whole push. */

import { Failure, Secret, type IssueKey } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JiraIssueChange } from '../../ports/jira-site.ts';
import type { IssueEvent } from '../../ports/store/issue-watches.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { notStopping, openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { Projects, TestHouse } from '../../test-support/test-house.ts';
import { replaceAccount } from '../jira-sites/jira-credentials.ts';
import { refreshProjects } from '../jira-sites/refresh-projects.ts';
import { resendUnknownKeys } from '../jira-sites/resend-unknown-keys.ts';
import { forgetOldIssues } from './forget-old-issues.ts';
import { lookForIssueChanges } from './look-for-issue-changes.ts';
import { noteIssueEvent } from './note-issue-event.ts';

let story: RepositoryStory;
let house: TestHouse;
let hash: string;

const minute = 60_000;
const key = (text: string) => text as IssueKey;

async function open(issues: readonly string[] = ['ABC-1', 'ABC-2']): Promise<void> {
  story = await openRepositoryStory({
    issues: issues.map((each) => ({ key: each, summary: `About ${each}` })),
    projects: ['ABC', 'XYZ'].map((name) => ({ key: name, name })),
  });
  ({ house } = story);
}

beforeEach(() => open());
afterEach(() => story.close());

async function addAccount(): Promise<void> {
  const token = new Secret(house.jira.sandbox.scopedApiToken);
  await replaceAccount(house, house.siteId, { kind: 'scoped-api-token', email: undefined, token });
  await story.finishJobs();
}

async function pushCommit(message: string, projects?: Projects) {
  hash = await story.git.commit(message);
  return story.connectAndIndex(projects);
}

function changed(id: string, issueKey: string, formerKeys: readonly string[] = []): IssueEvent {
  const issue = { id, key: key(issueKey), summary: `About ${issueKey}`, type: 'Task', status: 'Done' };
  return { kind: 'changed', issue, formerKeys: formerKeys.map(key), at: house.clock.now() };
}

async function tell(identifier: string, event: IssueEvent): Promise<void> {
  expect(await noteIssueEvent(house, house.siteId, identifier, event)).toBe(true);
  await story.finishJobs();
}

async function look(): Promise<void> {
  await lookForIssueChanges(house, house.siteId, notStopping);
  await story.finishJobs();
}

function searches() {
  const asked = house.jira.sandbox.requests.filter(({ path }) => path.endsWith('/search/jql'));
  house.jira.sandbox.forgetRequests();
  return asked.map(({ body }) => (body as { readonly jql: string }).jql);
}

describe('an issue that is moved', () => {
  it('gets what names it by its former key, which stays known', async () => {
    const connected = await pushCommit('ABC-1 Start');
    expect(story.atJira()).toMatchObject({ [hash]: ['ABC-1'] });
    house.jira.sandbox.moveIssue('ABC-1', 'XYZ-7');
    await tell('moved', changed('10001', 'XYZ-7', ['ABC-1']));
    expect(story.atJira()).toMatchObject({ [hash]: ['XYZ-7'] });
    const { repositoryId } = connected;
    const shown = await house.store.issues.development(key('XYZ-7'), [repositoryId], 10, [key('ABC-1')]);
    expect(shown[0]?.commits.map(({ commit }) => commit.hash)).toEqual([hash]);
    // And so does what is written later by the old key.
    hash = await story.git.commit('ABC-1 More');
    await story.pushAndLook(connected);
    expect(story.atJira()).toMatchObject({ [hash]: ['XYZ-7'] });
  });

  it('is taken back from Jira when its new project is not associated, until it is', async () => {
    const { integrationId } = await pushCommit('ABC-1 Start', ['ABC']);
    expect(Object.keys(story.atJira())).toContain(hash);
    house.jira.sandbox.moveIssue('ABC-1', 'XYZ-7');
    await tell('moved', changed('10001', 'XYZ-7', ['ABC-1']));
    expect(Object.keys(story.atJira())).not.toContain(hash);
    await house.associate({ integrationId }, ['XYZ']);
    await story.finishJobs();
    expect(story.atJira()).toMatchObject({ [hash]: ['XYZ-7'] });
  });

  it('fires no automation again', async () => {
    const connected = await pushCommit('ABC-1 Start');
    hash = await story.git.commit('ABC-1 Live');
    await story.pushAndLook(connected);
    house.jira.sandbox.forgetRequests();
    house.jira.sandbox.moveIssue('ABC-1', 'XYZ-7');
    await tell('moved', changed('10001', 'XYZ-7', ['ABC-1']));
    const sent = house.jira.sandbox.requests.filter(({ path }) => path.endsWith('/bulk'));
    expect(sent.map(({ body }) => (body as { readonly operationType: string }).operationType)).toEqual(['BACKFILL']);
    expect(story.atJira()).toMatchObject({ [hash]: ['XYZ-7'] });
  });

  it('twice, and back, is where it was last', async () => {
    await pushCommit('ABC-1 Start, ABC-2 too');
    const { sandbox } = house.jira;
    sandbox.moveIssue('ABC-1', 'XYZ-7');
    await tell('one', changed('1', 'XYZ-7', ['ABC-1']));
    sandbox.moveIssue('XYZ-7', 'XYZ-8');
    await tell('two', changed('1', 'XYZ-8', ['XYZ-7']));
    expect(story.atJira()).toMatchObject({ [hash]: ['ABC-2', 'XYZ-8'] });
    sandbox.moveIssue('XYZ-8', 'ABC-1');
    await tell('three', changed('1', 'ABC-1', ['XYZ-8']));
    expect(story.atJira()).toMatchObject({ [hash]: ['ABC-1', 'ABC-2'] });
  });

  it('is followed by its number when nobody told of the move', async () => {
    await addAccount();
    await pushCommit('ABC-1 Start');
    await tell('seen', changed('10000', 'ABC-1'));
    house.jira.sandbox.moveIssue('ABC-1', 'XYZ-7');
    house.advance(minute);
    await tell('moved without a word', changed('10000', 'XYZ-7'));
    expect(story.atJira()).toMatchObject({ [hash]: ['XYZ-7'] });
  });
});

describe('a project that is renamed', () => {
  it('gets what names its issues by the former key, through associations that name it so', async () => {
    await addAccount();
    await pushCommit('ABC-1 Start', ['ABC']);
    expect(story.atJira()).toMatchObject({ [hash]: ['ABC-1'] });
    house.jira.sandbox.renameProject('ABC', 'NEW');
    await refreshProjects(house, house.siteId);
    await story.finishJobs();
    expect(story.atJira()).toMatchObject({ [hash]: ['NEW-1'] });
  });

  it('is associated by its new key with what names the former one', async () => {
    await addAccount();
    const { integrationId } = await pushCommit('ABC-1 Start', []);
    house.jira.sandbox.renameProject('ABC', 'NEW');
    await refreshProjects(house, house.siteId);
    await house.associate({ integrationId }, ['NEW']);
    await story.finishJobs();
    expect(story.atJira()).toMatchObject({ [hash]: ['NEW-1'] });
    await house.associate({ integrationId }, ['XYZ']);
    await story.finishJobs();
    expect(Object.keys(story.atJira())).not.toContain(hash);
  });
});

describe('events', () => {
  it('have an issue sent to that Jira did not know, within the job they queue', async () => {
    await pushCommit('ABC-9 Before its issue');
    expect(Object.keys(story.atJira())).not.toContain(hash);
    house.jira.sandbox.addIssue({ key: 'ABC-9', summary: 'Late' });
    await tell('made', changed('10009', 'ABC-9'));
    expect(story.atJira()).toMatchObject({ [hash]: ['ABC-9'] });
    expect(await house.store.pushes.unknownKeys(house.siteId, 10)).toEqual([]);
  });

  it('keep only issues that something names, and forget deleted ones', async () => {
    await pushCommit('ABC-1 Start');
    const known = async () => [
      ...(await house.store.knownIssues.find(house.siteId, ['ABC-1', 'ABC-2'].map(key))).keys(),
    ];
    await tell('one', changed('1', 'ABC-1'));
    await tell('two', changed('2', 'ABC-2'));
    expect(await known()).toEqual(['ABC-1']);
    await tell('deleted', { kind: 'deleted', key: key('ABC-1') });
    expect(await known()).toEqual([]);
  });

  it('of projects have the projects asked for again', async () => {
    await noteIssueEvent(house, house.siteId, 'renamed', { kind: 'projects' });
    expect(await noteIssueEvent(house, house.siteId, 'renamed', { kind: 'projects' })).toBe(false);
    await story.finishJobs();
    expect(await house.store.issueWatches.waitingEvents(house.siteId, 10)).toEqual([]);
    expect((await house.store.jiraSites.get(house.siteId))?.projectKeys).toBeUndefined();
  });
});

it('what nobody looked at for a month is forgotten, and former keys are not', async () => {
  await pushCommit('ABC-1 Start');
  await tell('one', changed('1', 'ABC-1', ['OLD-1']));
  house.advance(30 * 24 * 60 * minute);
  await forgetOldIssues(house);
  expect((await house.store.knownIssues.find(house.siteId, [key('ABC-1')])).size).toBe(1);
  house.advance(1);
  await forgetOldIssues(house);
  expect((await house.store.knownIssues.find(house.siteId, [key('ABC-1')])).size).toBe(0);
  expect((await house.store.issueAliases.near(house.siteId, [key('OLD-1')])).issues.size).toBe(1);
  expect(await noteIssueEvent(house, house.siteId, 'one', changed('1', 'ABC-1'))).toBe(true);
});

describe('our own look', () => {
  it('finds what was made and changed, from where it last ended', async () => {
    await addAccount();
    await pushCommit('ABC-9 Before its issue');
    await look();
    house.jira.sandbox.addIssue({ key: 'ABC-9', summary: 'Late' });
    house.advance(3 * minute);
    await look();
    expect(story.atJira()).toMatchObject({ [hash]: ['ABC-9'] });
    expect((await house.store.knownIssues.find(house.siteId, [key('ABC-9')])).get(key('ABC-9'))?.summary).toBe('Late');
    const { until } = await house.store.issueWatches.look(house.siteId);
    expect(until).toEqual(new Date(house.clock.now().getTime() - 2 * minute));
  });

  it('comes every three minutes, and every hour while events arrive', async () => {
    await addAccount();
    const isDue = async () => (await house.store.issueWatches.dueForLook(house.clock.now())).length > 0;
    await look();
    expect([await isDue(), searches().length]).toEqual([false, 1]);
    house.advance(3 * minute);
    expect(await isDue()).toBe(true);
    await tell('an event', changed('1', 'ABC-1'));
    await look();
    house.advance(59 * minute);
    expect(await isDue()).toBe(false);
    house.advance(minute);
    expect(await isDue()).toBe(true);
  });

  it('leaves a site alone that refuses the account, without pausing it, and goes on where it was', async () => {
    await addAccount();
    await look();
    const before = await house.store.issueWatches.look(house.siteId);
    house.jira.sandbox.revoke(house.jira.sandbox.scopedApiToken);
    house.advance(3 * minute);
    await look();
    expect((await house.store.jiraSites.get(house.siteId))?.pausedBecause).toBeUndefined();
    expect(await house.store.issueWatches.look(house.siteId)).toEqual(before);
    house.advance(59 * minute);
    expect(await house.store.issueWatches.dueForLook(house.clock.now())).toEqual([]);
  });

  it('that fails is not asked for again at once, and begins after the last page that came', async () => {
    await addAccount();
    await pushCommit('ABC-1 Start');
    const until = new Date(house.clock.now().getTime() - 10 * minute);
    const issue = { id: '1', key: key('ABC-1'), summary: 'Told', type: 'Bug', status: 'Done' };
    async function* since(): AsyncGenerator<readonly JiraIssueChange[]> {
      yield [{ issue, updatedAt: until }];
      throw new Failure('rejected', 'jira', 'The question is not understood.');
    }
    const deps = { ...house, jiraSite: () => ({ ...house.jira.site, changes: { since } }) };
    const failure = await failureOf(lookForIssueChanges(deps, house.siteId, notStopping));
    expect(failure.kind).toBe('rejected');
    const { store, siteId } = house;
    expect((await store.issueWatches.look(siteId)).until).toEqual(new Date(until.getTime() - 2 * minute));
    expect((await store.knownIssues.find(siteId, [key('ABC-1')])).get(key('ABC-1'))?.summary).toBe('Told');
    house.advance(3 * minute - 1);
    expect(await store.issueWatches.dueForLook(house.clock.now())).toEqual([]);
    house.advance(1);
    expect(await store.issueWatches.dueForLook(house.clock.now())).toEqual([siteId]);
  });

  it('asks nobody without an account, and nothing of a paused site', async () => {
    house.jira.sandbox.forgetRequests();
    await look();
    await addAccount();
    await house.store.jiraSites.pause(house.siteId, 'Paused by a person.');
    house.jira.sandbox.forgetRequests();
    await look();
    expect(house.jira.sandbox.requests).toEqual([]);
  });
});

describe('a key that Jira did not know', () => {
  it('is not asked about any more once nothing names it', async () => {
    await addAccount();
    const connected = await pushCommit('ABC-9 A slip');
    expect(await house.store.pushes.unknownKeys(house.siteId, 10)).toEqual(['ABC-9']);
    await house.store.development.markCommitsRemoved(connected.repositoryId, [hash as never]);
    house.advance(15 * minute);
    house.jira.sandbox.forgetRequests();
    await resendUnknownKeys(house, house.siteId);
    expect(house.jira.sandbox.requests).toEqual([]);
    expect(await house.store.pushes.unknownKeys(house.siteId, 10)).toEqual([]);
  });

  it('stays while something names the issue by a former key', async () => {
    await pushCommit('ABC-1 Start');
    await house.store.issueAliases.learn(house.siteId, [{ former: key('ABC-1'), present: key('XYZ-7') }]);
    await house.store.pushes.rememberUnknownKeys(house.siteId, ['XYZ-7', 'XYZ-8'].map(key));
    expect(await house.store.pushes.forgetUncarriedKeys(house.siteId)).toBe(1);
    expect(await house.store.pushes.unknownKeys(house.siteId, 10)).toEqual(['XYZ-7']);
    await house.store.issueAliases.saveProjects(house.siteId, new Map([['ABC' as never, 'DEF' as never]]));
    await house.store.pushes.rememberUnknownKeys(house.siteId, ['DEF-1', 'DEF-2'].map(key));
    expect(await house.store.pushes.forgetUncarriedKeys(house.siteId)).toBe(1);
    expect(await house.store.pushes.unknownKeys(house.siteId, 10)).toContain('DEF-1');
  });
});
