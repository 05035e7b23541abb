/** Sending to Jira: what goes when and how, what a failure leaves, and that nothing is forgotten there. */

import type { IssueKey } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addPushJobs, pushOptions } from '../../ports/job-options.ts';
import { filesOf, hashOf, linked } from '../../test-support/example-rows.ts';
import type { GitPlayground } from '../../test-support/git-playground.ts';
import { notStopping, openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { Connected, TestHouse } from '../../test-support/test-house.ts';
import { receiveTrigger } from '../indexing/receive-trigger.ts';
import { pauseJiraSite, resendToJiraSite, resumeJiraSite } from '../jira-sites/control-jira-site.ts';
import { jiraSiteView } from '../jira-sites/jira-site-views.ts';
import { pushDevelopmentInformation } from './push-development-information.ts';

let story: RepositoryStory;
let house: TestHouse;
let git: GitPlayground;

beforeEach(async () => {
  story = await openRepositoryStory();
  ({ house, git } = story);
});
afterEach(() => story.close());

interface Submission {
  readonly operationType: string;
  readonly preventTransitions: boolean;
  readonly repositories: readonly { readonly commits: readonly { readonly id: string }[] }[];
}

/** What was sent, in order: how, and which commits. */
function submissions() {
  const bodies = house.jira.sandbox.requests.filter(({ path }) => path.endsWith('/bulk')).map(({ body }) => body);
  return (bodies as readonly Submission[]).map(({ operationType, preventTransitions, repositories }) => ({
    operationType,
    preventTransitions,
    commits: repositories.flatMap(({ commits }) => commits.map(({ id }) => id)),
  }));
}

async function site() {
  return (await house.store.jiraSites.get(house.siteId))!;
}

describe('streams', () => {
  it('send history without firing anything, and what is pushed later as news', async () => {
    const old = await git.commit('ABC-1 Old');
    const connected = await story.connectAndIndex();
    const fresh = await git.commit('ABC-1 New');
    await story.pushAndLook(connected);
    expect(submissions()).toEqual([
      { operationType: 'BACKFILL', preventTransitions: true, commits: [old] },
      { operationType: 'NORMAL', preventTransitions: false, commits: [fresh] },
    ]);
  });

  it('do not let news wait behind history', async () => {
    const old = await git.commit('ABC-1 Old');
    await git.push();
    const connected = await house.connect(story.origin);
    await pauseJiraSite(house, house.siteId, 'Not yet.');
    await story.finishJobs();
    const fresh = await git.commit('ABC-1 New');
    await story.pushAndLook(connected);
    expect(submissions()).toEqual([]);
    await resumeJiraSite(house, house.siteId);
    await story.finishJobs();
    expect(submissions().map(({ commits }) => commits)).toEqual([[fresh], [old]]);
  });

  it('make no event of anything that is sent again', async () => {
    const old = await git.commit('ABC-1 Old');
    const connected = await story.connectAndIndex();
    const fresh = await git.commit('ABC-1 New');
    await story.pushAndLook(connected);
    house.jira.sandbox.forgetRequests();
    expect(await resendToJiraSite(house, house.siteId)).toBe(1);
    await story.finishJobs();
    expect(submissions()).toEqual([{ operationType: 'BACKFILL', preventTransitions: true, commits: [old, fresh] }]);
  });
});

describe('a lane', () => {
  const numbers = Array.from({ length: 450 }, (_, index) => index + 1);

  async function connectedWith(rows: readonly number[]) {
    const connected = await story.connectAndIndex();
    const { development } = house.store;
    await development.saveCommits(
      connected.repositoryId,
      rows.map((number) => linked(number, 'ABC-1')),
      false,
    );
    await development.saveFiles(
      connected.repositoryId,
      rows.map((number) => filesOf(number)),
    );
    return connected;
  }

  async function pushOnce({ repositoryId }: Connected) {
    house.jira.sandbox.forgetRequests();
    const request = { repositoryId, jiraSiteId: house.siteId, stream: 'history' } as const;
    await pushDevelopmentInformation(house, request, notStopping);
    return house.jira.sandbox.requests.filter(({ path }) => path !== '/oauth/token');
  }

  it('is given back after each request of history, so that an event is next', async () => {
    await git.commit('ABC-1 Start');
    const connected = await connectedWith(numbers);
    expect(await pushOnce(connected)).toHaveLength(1);
    const { repositoryId } = connected;
    await house.store.jobs.add(
      'push-development-information',
      { repositoryId, jiraSiteId: house.siteId, stream: 'live' },
      pushOptions(repositoryId, house.siteId, 'live'),
    );
    const waiting = (await house.store.jobs.list(10)).map(({ key, for: urgency }) => [key, urgency]);
    const key = `push/${repositoryId}/${house.siteId}`;
    expect(waiting).toEqual([
      [`${key}/live`, 'webhook'],
      [`${key}/history`, 'history'],
    ]);
    const queues = (['live', 'history'] as const).map(
      (stream) => pushOptions(repositoryId, house.siteId, stream).queue,
    );
    expect(new Set(queues).size).toBe(1);
    await story.finishJobs();
    expect(Object.keys(story.atJira())).toHaveLength(451);
  });

  it('is given back after fifty deletions', async () => {
    await git.commit('ABC-1 Start');
    const connected = await connectedWith(numbers.slice(0, 120));
    await story.finishJobs();
    await pushOnce(connected);
    await house.store.development.markCommitsRemoved(connected.repositoryId, numbers.slice(0, 120).map(hashOf));
    expect((await pushOnce(connected)).map(({ method }) => method)).toEqual(Array.from({ length: 50 }, () => 'DELETE'));
    await story.finishJobs();
    expect(Object.keys(story.atJira())).toHaveLength(1);
  });
});

describe('a refusal', () => {
  it('of one entity is kept with its words and stops nothing', async () => {
    const refused = await git.commit('ABC-1 Refused');
    const taken = await git.commit('ABC-2 Taken');
    house.jira.sandbox.faults.refuse(refused, 'The message is too interesting.');
    const { repositoryId } = await story.connectAndIndex();
    expect(story.atJira()).toEqual({ [taken]: ['ABC-2'] });
    expect(await house.store.pushes.refused(house.siteId, 10)).toEqual([
      { kind: 'commit', name: refused, state: 'refused', message: 'The message is too interesting.', repositoryId },
    ]);
    expect(await jiraSiteView(house.store, await site())).toMatchObject({ sent: 1, waiting: 0, refused: 1 });
  });

  it('of our credential pauses the site with the reason, and resuming goes on', async () => {
    const commit = await git.commit('ABC-1 Start');
    await git.push();
    await house.connect(story.origin);
    house.jira.sandbox.faults.next({ kind: 'status', status: 401 }, { on: 'token', times: 1 });
    const failed = await house.drain();
    expect(failed.map(({ name, failure, after }) => [name, failure.kind, after.verdict])).toEqual([
      ['push-development-information', 'unauthorized', 'pause'],
    ]);
    const { pausedBecause, lastFailure } = await site();
    expect(pausedBecause).toBe(failed[0]!.failure.message);
    expect(lastFailure?.message).toBe(pausedBecause);
    expect(await jiraSiteView(house.store, await site())).toMatchObject({ sent: 0, waiting: 1 });
    await resumeJiraSite(house, house.siteId);
    await story.finishJobs();
    expect(story.atJira()).toEqual({ [commit]: ['ABC-1'] });
    expect(await site()).toMatchObject({ pausedBecause: undefined, lastFailure: undefined });
  });

  it('for a while is tried again at the moment Jira names', async () => {
    const commit = await git.commit('ABC-1 Start');
    await git.push();
    const { repositoryId } = await house.connect(story.origin);
    house.jira.sandbox.faults.next({ kind: 'status', status: 429, retryAfter: '1800' }, { on: 'bulk', times: 1 });
    const failed = await house.drain();
    const at = new Date(house.clock.now().getTime() + 1_800_000);
    expect(failed.map(({ failure, after }) => [failure.kind, after])).toEqual([
      ['rate-limited', { verdict: 'retry', at }],
    ]);
    expect(await site()).toMatchObject({ pausedBecause: undefined });
    house.advance(1_800_000);
    await addPushJobs(house.store.jobs, repositoryId, house.siteId);
    await story.finishJobs();
    expect(story.atJira()).toEqual({ [commit]: ['ABC-1'] });
  });
});

describe('an answer that is lost', () => {
  it('does not keep a commit at Jira that is gone when it is tried again', async () => {
    const kept = await git.commit('ABC-1 Kept');
    const connected = await story.connectAndIndex();
    const lost = await git.commit('ABC-2 Lost');
    await git.push();
    // Jira takes it, and we never hear of it: as when the process is killed in between.
    house.jira.sandbox.faults.next({ kind: 'cut-after' }, { on: 'bulk', times: 10 });
    await receiveTrigger(house, story.origin);
    expect((await house.drain()).map(({ failure }) => failure.kind)).toEqual(['unavailable']);
    expect(story.atJira()).toEqual({ [kept]: ['ABC-1'], [lost]: ['ABC-2'] });
    house.jira.sandbox.faults.clear();
    await git.git('reset', '--quiet', '--hard', kept);
    await story.pushAndLook(connected);
    expect(story.atJira()).toEqual({ [kept]: ['ABC-1'] });
  });

  it('does not keep a key at Jira whose project may no longer see the repository', async () => {
    const commit = await git.commit('ABC-1 and XYZ-2');
    await git.push();
    const connected = await house.connect(story.origin);
    house.jira.sandbox.faults.next({ kind: 'cut-after' }, { on: 'bulk', times: 10 });
    expect((await house.drain()).map(({ failure }) => failure.kind)).toEqual(['unavailable']);
    expect(story.atJira()).toEqual({ [commit]: ['ABC-1', 'XYZ-2'] });
    house.jira.sandbox.faults.clear();
    await house.associate({ integrationId: connected.integrationId }, ['OTHER']);
    await story.finishJobs();
    expect(story.atJira()).toEqual({});
  });
});

describe('unknown issues', () => {
  it('are remembered', async () => {
    await story.close();
    story = await openRepositoryStory({ issues: [{ key: 'ABC-1', summary: 'Known' }] });
    ({ house, git } = story);
    const commit = await git.commit('ABC-1 and ABC-404');
    await story.connectAndIndex();
    expect(story.atJira()).toEqual({ [commit]: ['ABC-1'] });
    expect(await house.store.pushes.unknownKeys(house.siteId, 10)).toEqual(['ABC-404' as IssueKey]);
  });
});
