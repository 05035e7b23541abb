/** Issues that are made after what names them. */

import { Secret, type IssueKey } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { TestHouse } from '../../test-support/test-house.ts';
import { pauseJiraSite } from './control-jira-site.ts';
import { replaceAccount } from './jira-credentials.ts';
import { resendUnknownKeys } from './resend-unknown-keys.ts';
import { scheduleJiraQuestions } from './schedule-jira-questions.ts';

let story: RepositoryStory;
let house: TestHouse;
let later: string;

const quarter = 15 * 60_000;

beforeEach(async () => {
  const issues = [{ key: 'ABC-1', summary: 'There' }];
  story = await openRepositoryStory({ issues, projects: [{ key: 'ABC', name: 'Abc' }] });
  ({ house } = story);
});
afterEach(() => story.close());

async function addAccount(): Promise<void> {
  const token = new Secret(house.jira.sandbox.scopedApiToken);
  await replaceAccount(house, house.siteId, { kind: 'scoped-api-token', email: undefined, token });
  await story.finishJobs();
}

/** A commit of an issue that is not there, and another of one that is. */
async function pushEarly(): Promise<void> {
  await story.git.commit('ABC-1 Start');
  later = await story.git.commit('ABC-9 Before its issue');
  await story.connectAndIndex();
}

function unknownKeys(): Promise<readonly IssueKey[]> {
  return house.store.pushes.unknownKeys(house.siteId, 10);
}

/** As the schedule does once the pause is over. */
async function afterPause(milliseconds = quarter): Promise<void> {
  house.advance(milliseconds);
  await scheduleJiraQuestions(house);
  await story.finishJobs();
}

/** Ids of the commits in each submission since the requests were forgotten. */
function submitted(): readonly (readonly string[])[] {
  const bulk = house.jira.sandbox.requests.filter(({ path }) => path.endsWith('/bulk'));
  return bulk.map(({ body }) => {
    const { repositories } = body as { readonly repositories: readonly { commits: readonly { id: string }[] }[] };
    return repositories.flatMap(({ commits }) => commits.map(({ id }) => id));
  });
}

/** The keys of each question since the requests were forgotten. */
function askedFor(): readonly (readonly string[])[] {
  const asked = house.jira.sandbox.requests.filter(({ path }) => path.endsWith('/issue/bulkfetch'));
  return asked.map(({ body }) => (body as { readonly issueIdsOrKeys: readonly string[] }).issueIdsOrKeys);
}

describe('with an account', () => {
  it('what names an issue made later is sent once it is there, and nothing else', async () => {
    await addAccount();
    await pushEarly();
    expect(Object.keys(story.atJira())).not.toContain(later);
    expect(await unknownKeys()).toEqual(['ABC-9']);
    house.jira.sandbox.forgetRequests();
    await afterPause();
    expect([submitted(), await unknownKeys()]).toEqual([[], ['ABC-9']]);
    house.jira.sandbox.addIssue({ key: 'ABC-9', summary: 'Late' });
    await afterPause();
    expect(submitted()).toEqual([[later]]);
    expect(story.atJira()[later]).toEqual(['ABC-9']);
    expect(await unknownKeys()).toEqual([]);
  });

  it('an issue is asked for no more often than every quarter of an hour', async () => {
    await addAccount();
    await pushEarly();
    house.jira.sandbox.forgetRequests();
    await afterPause(quarter - 1);
    expect(askedFor()).toEqual([]);
    await afterPause(1);
    await afterPause(quarter - 1);
    expect(askedFor()).toEqual([['ABC-9']]);
  });

  it('a refused account is as good as none, and sending goes on', async () => {
    await addAccount();
    await pushEarly();
    house.jira.sandbox.revoke(house.jira.sandbox.scopedApiToken);
    house.jira.sandbox.addIssue({ key: 'ABC-9', summary: 'Late' });
    await afterPause();
    expect(story.atJira()[later]).toEqual(['ABC-9']);
    expect(await unknownKeys()).toEqual([]);
    expect(await house.store.jiraSites.get(house.siteId)).toMatchObject({ pausedBecause: undefined });
  });
});

describe('without an account', () => {
  it('what names it is sent again now and then, until Jira knows it', async () => {
    await pushEarly();
    house.jira.sandbox.forgetRequests();
    await afterPause();
    expect([submitted(), await unknownKeys()]).toEqual([[[later]], ['ABC-9']]);
    house.jira.sandbox.addIssue({ key: 'ABC-9', summary: 'Late' });
    await afterPause();
    expect(story.atJira()[later]).toEqual(['ABC-9']);
    expect(await unknownKeys()).toEqual([]);
  });

  it('the pause grows with the time it has been unknown, up to a day', async () => {
    const key = 'ABC-9' as IssueKey;
    const { pushes } = house.store;
    await pushes.rememberUnknownKeys(house.siteId, [key]);
    const pause = { leastSeconds: 900, mostSeconds: 86_400 };
    const hour = 3_600_000;
    for (const [age, hours] of [
      [0, 0.25],
      [5, 5],
      [100, 24],
    ] as const) {
      const now = new Date(Date.now() + age * hour);
      await pushes.putOffUnknownKeys(house.siteId, [key], now, pause);
      const due = (at: number) => pushes.unknownKeysToTry(house.siteId, new Date(now.getTime() + at), 10);
      const minute = 60_000;
      expect(await due(hours * hour - minute)).toEqual([]);
      expect(await due(hours * hour + minute)).toEqual([key]);
    }
  });
});

it('a paused site is not asked', async () => {
  await addAccount();
  await pushEarly();
  await pauseJiraSite(house, house.siteId, 'For a while.');
  house.jira.sandbox.forgetRequests();
  await afterPause();
  await resendUnknownKeys(house, house.siteId);
  expect(house.jira.sandbox.requests).toEqual([]);
});
