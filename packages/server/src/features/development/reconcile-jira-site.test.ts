/** What Jira has is held against what it was sent: what is gone altogether is sent again, single entities are shown. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { gitPlayground } from '../../test-support/git-playground.ts';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { Connected } from '../../test-support/test-house.ts';
import { pauseJiraSite } from '../jira-sites/control-jira-site.ts';
import { reconcileJiraSite, scheduleReconciliation, sendDifferencesAgain } from './reconcile-jira-site.ts';

let story: RepositoryStory;
let first: string;
let connected: Connected;

beforeEach(async () => {
  story = await openRepositoryStory();
  first = await story.git.commit('ABC-1 One');
  await story.git.commit('ABC-2 Two');
  connected = await story.connectAndIndex();
});
afterEach(() => story.close());

/** Numbers follow the real clock; the house looks back from a day later. */
function aDayLater() {
  const tomorrow = new Date(Date.now() + 86_400_000);
  return { ...story.house, clock: { now: () => tomorrow } };
}

async function compare() {
  await reconcileJiraSite(aDayLater(), story.house.siteId);
  return story.house.store.reconciliations.get(story.house.siteId);
}

async function jiraRepositoryId() {
  return `${await story.house.store.installation.id()}-${connected.repositoryId}`;
}

const development = () => story.house.jira.development;

it('finds the same where nothing happened', async () => {
  expect(await compare()).toMatchObject({
    outcome: 'same',
    repositoriesAsked: 1,
    entriesCompared: 2,
    differences: [],
    repositoriesSentAgain: 0,
  });
});

it('shows what is missing, and sends it again when a person says so', async () => {
  const target = { jiraRepositoryId: await jiraRepositoryId() };
  const { sandbox } = story.house.jira;
  const url = `${sandbox.url}/jira/devinfo/0.1/cloud/${sandbox.cloudId}/repository/${target.jiraRepositoryId}/commit/${first}`;
  await deleteAtJira(url);
  const { repositoryId } = connected;
  expect(await compare()).toMatchObject({
    outcome: 'different',
    differences: [{ repositoryId, missing: 1, unexpected: 0, isGone: false }],
    repositoriesSentAgain: 0,
  });
  expect(await sendDifferencesAgain(story.house, story.house.siteId)).toBe(1);
  await story.finishJobs();
  expect(await compare()).toMatchObject({ outcome: 'same' });
});

it('sends a repository again that is gone, by itself', async () => {
  const another = await gitPlayground();
  await another.commit('ABC-3 Elsewhere');
  const origin = await another.bareOrigin();
  await another.push();
  await story.house.connect(origin);
  await story.finishJobs();
  await another.remove();
  await development().removeRepository(await jiraRepositoryId());
  expect(await compare()).toMatchObject({
    outcome: 'different',
    differences: [{ repositoryId: connected.repositoryId, missing: 2, isGone: true }],
    repositoriesSentAgain: 1,
  });
  await story.finishJobs();
  expect(await compare()).toMatchObject({ outcome: 'same', repositoriesAsked: 2 });
});

it('sends everything again when nothing is left, as history', async () => {
  const { house } = story;
  await development().removeByProperty('installation', await house.store.installation.id());
  house.jira.sandbox.forgetRequests();
  expect(await compare()).toMatchObject({ outcome: 'all-gone', repositoriesSentAgain: 1 });
  await story.finishJobs();
  expect(Object.keys(story.atJira())).toHaveLength(2);
  const sent = house.jira.sandbox.requests.filter(({ path }) => path.endsWith('/bulk'));
  expect(sent.map(({ body }) => (body as { operationType: string }).operationType)).toEqual(['BACKFILL']);
});

it('concludes nothing from what was sent a moment ago', async () => {
  const { house } = story;
  await development().removeByProperty('installation', await house.store.installation.id());
  const now = { ...house, clock: { now: () => new Date() } };
  await reconcileJiraSite(now, house.siteId);
  expect(await house.store.reconciliations.get(house.siteId)).toMatchObject({
    outcome: 'same',
    repositoriesAsked: 0,
    repositoriesSentAgain: 0,
  });
});

it('does not miss what Jira never kept, since it does not know the issue', async () => {
  await story.close();
  story = await openRepositoryStory({
    issues: [{ key: 'ABC-1', summary: 'One' }],
    projects: [{ key: 'ABC', name: 'A' }],
  });
  await story.git.commit('ABC-1 One');
  await story.git.commit('ABC-2 Nobody made this issue');
  connected = await story.connectAndIndex();
  expect(await compare()).toMatchObject({ outcome: 'same', entriesCompared: 1 });
});

it('leaves alone what was cleared, and sites that are paused', async () => {
  const { house } = story;
  await house.store.pushes.forget(connected.repositoryId, house.siteId);
  expect(await compare()).toMatchObject({ outcome: 'nothing-sent' });
  await pauseJiraSite(house, house.siteId, 'Not now.');
  await reconcileJiraSite(aDayLater(), house.siteId);
  await scheduleReconciliation(house);
  expect(await house.store.jobs.list(10)).toEqual([]);
  expect(await sendDifferencesAgain(house, 99 as typeof house.siteId)).toBeUndefined();
});

it('is queued for every site that is not paused', async () => {
  await scheduleReconciliation(story.house);
  expect((await story.house.store.jobs.list(10)).map(({ name }) => name)).toEqual(['reconcile-jira-site']);
});

/** Somebody else deletes an entity, with the sandbox's own credentials. */
async function deleteAtJira(url: string): Promise<void> {
  const { sandbox } = story.house.jira;
  const asked = { audience: 'api.atlassian.com', grant_type: 'client_credentials' };
  const credentials = { client_id: sandbox.clientId, client_secret: sandbox.clientSecret };
  const answer = await fetch(`${sandbox.url}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...asked, ...credentials }),
  });
  const { access_token } = (await answer.json()) as { readonly access_token: string };
  const deleted = await fetch(url, { method: 'DELETE', headers: { authorization: `Bearer ${access_token}` } });
  expect(deleted.status).toBe(202);
}
