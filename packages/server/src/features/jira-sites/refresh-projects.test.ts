/** Project keys as Jira has them decide what is an issue key, whenever Jira's projects change. */

import { Secret } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { TestHouse } from '../../test-support/test-house.ts';
import { forgetAccount, replaceAccount } from './jira-credentials.ts';
import { refreshProjects } from './refresh-projects.ts';
import { scheduleJiraQuestions } from './schedule-jira-questions.ts';

let story: RepositoryStory;
let house: TestHouse;

beforeEach(async () => {
  story = await openRepositoryStory({ issues: 'any', projects: [{ key: 'ABC', name: 'Abc' }] });
  ({ house } = story);
});
afterEach(() => story.close());

async function addAccount(): Promise<void> {
  const token = new Secret(house.jira.sandbox.scopedApiToken);
  await replaceAccount(house, house.siteId, { kind: 'scoped-api-token', email: undefined, token });
  await story.finishJobs();
}

async function knownKeys(): Promise<readonly string[] | undefined> {
  return (await house.store.jiraSites.get(house.siteId))?.projectKeys;
}

async function refresh(): Promise<void> {
  await refreshProjects(house, house.siteId);
  await story.finishJobs();
}

async function waitingJobs(): Promise<readonly string[]> {
  const jobs = await house.store.jobs.list(100);
  return jobs.map(({ name }) => name).filter((name) => name !== 'look-for-issue-changes');
}

describe('projects', () => {
  it('are asked for when an account is added, former keys too', async () => {
    house.jira.sandbox.renameProject('ABC', 'NEW');
    await addAccount();
    expect(await knownKeys()).toEqual(['ABC', 'NEW']);
    expect(await house.store.projectNames.of(house.siteId)).toEqual(new Map([['NEW', 'Abc']]));
  });

  it('are asked for by the schedule, once in a while', async () => {
    await scheduleJiraQuestions(house);
    expect(await waitingJobs()).toEqual([]);
    await addAccount();
    await house.store.jiraSites.saveProjectKeys(house.siteId, undefined);
    await scheduleJiraQuestions({ ...house, clock: { now: () => new Date() } });
    expect(await waitingJobs()).toEqual([]);
    const later = new Date(Date.now() + 6 * 3_600_000 + 60_000);
    await scheduleJiraQuestions({ ...house, clock: { now: () => later } });
    expect(await waitingJobs()).toEqual(['refresh-projects']);
  });

  it('stay known while Jira refuses the account, and the site says so', async () => {
    await addAccount();
    house.jira.sandbox.revoke(house.jira.sandbox.scopedApiToken);
    await refresh();
    expect(await knownKeys()).toEqual(['ABC']);
    const site = await house.store.jiraSites.get(house.siteId);
    expect(site?.check?.findings.find(({ ability }) => ability === 'projects')).toMatchObject({ works: false });
    expect(site?.pausedBecause).toBeUndefined();
  });

  it('stay known while the account is shown none', async () => {
    await addAccount();
    house.jira.sandbox.withholdPermissions(['BROWSE_PROJECTS']);
    await refresh();
    expect(await knownKeys()).toEqual(['ABC']);
  });
});

describe('keys of a project that appears', () => {
  it('are found in what was read before, in branches too, and sent', async () => {
    await addAccount();
    await story.git.commit('XYZ-2 Too early');
    const hash = await story.git.commit('ABC-1 Start');
    await story.git.branch('XYZ-3-topic');
    const connected = await story.connectAndIndex();
    expect(await story.issue('XYZ-2', connected)).toBeUndefined();
    expect(Object.keys(story.atJira())).toEqual([hash]);
    house.jira.sandbox.addProject({ key: 'XYZ', name: 'Xyz' });
    await refresh();
    expect(await story.hashesOf('XYZ-2', connected)).toHaveLength(1);
    expect((await story.issue('XYZ-3', connected))?.branches).toHaveLength(1);
    expect(Object.values(story.atJira()).flat().toSorted()).toEqual(['ABC-1', 'XYZ-2', 'XYZ-3']);
  });

  it('are found when nobody knows the projects any more', async () => {
    await addAccount();
    await story.git.commit('XYZ-2 Elsewhere');
    const connected = await story.connectAndIndex();
    expect(await story.hashesOf('XYZ-2', connected)).toEqual([]);
    await forgetAccount(house, house.siteId);
    await story.finishJobs();
    expect(await knownKeys()).toBeUndefined();
    expect(await story.hashesOf('XYZ-2', connected)).toHaveLength(1);
  });

  it('cost no look at any repository while the projects stay as they are', async () => {
    await addAccount();
    await story.git.commit('ABC-1 Start');
    await story.connectAndIndex();
    await refreshProjects(house, house.siteId);
    expect(await waitingJobs()).toEqual([]);
  });
});
