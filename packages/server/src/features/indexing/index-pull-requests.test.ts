/** Reading pull requests: all at first, what changed later, and whatever a service does in between. */

import { Failure, type RepositoryId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personOf } from '../../test-support/example-rows.ts';
import type { FakeGitService } from '../../test-support/fake-git-service.ts';
import { openPullRequestStory, type PullRequestStory } from '../../test-support/pull-request-story.ts';
import type { Connected, TestHouse } from '../../test-support/test-house.ts';
import { repositoryView } from '../repositories/repository-views.ts';
import { indexPullRequests } from './index-pull-requests.ts';
import { reindexPullRequest } from './request-indexing.ts';

let story: PullRequestStory;
let house: TestHouse;
let service: FakeGitService;
let connected: Connected;

beforeEach(async () => {
  story = await openPullRequestStory();
  ({ house, service } = story);
  await story.git.commit('Start');
  await story.git.push();
  connected = await story.connect();
});
afterEach(() => story.close());

const approved = [{ person: personOf('bob'), verdict: 'approved' }] as const;

function openMany(count: number, title = 'ABC-1 Change'): void {
  for (let index = 0; index < count; index++) service.open({ title: `${title} ${index}` });
}

async function lookAndFinish(what?: Parameters<PullRequestStory['look']>[1]): Promise<void> {
  service.calls.length = 0;
  house.advance(60_000);
  await story.look(connected, what);
  await story.finishJobs();
}

describe('the first look', () => {
  it('reads all pull requests, keeps those with keys, and completes them', async () => {
    service.open({ title: 'Nothing' });
    const first = service.open({ title: 'ABC-1 Change', reviewers: approved, commentCount: 2 });
    const second = service.open({ description: 'For ABC-2.', state: 'merged' });
    const third = service.open({ source: { ...first.source, branch: 'abc-3-x' }, isDraft: true });
    await lookAndFinish();
    expect(await story.rows(connected)).toEqual([first, second, third]);
    expect(service.calls).toEqual(['list 0', 'list 3', 'get 4', 'get 3', 'get 2']);
    expect(story.atJira()).toEqual({
      2: 'ABC-1 Change OPEN [bob APPROVED] ABC-1',
      3: 'Pull request 3 MERGED [] ABC-2',
      4: 'Draft: Pull request 4 OPEN [] ABC-3',
    });
    const { walk, walkedAt, since, problem } = await story.standing(connected);
    expect({ walk, problem }).toEqual({ walk: undefined, problem: undefined });
    expect(walkedAt).toEqual(house.clock.now());
    expect(since).toEqual(third.updatedAt);
  });

  it('sends what it finds as history, and what comes later as news', async () => {
    service.open({ title: 'ABC-1 Old' });
    await lookAndFinish();
    service.open({ title: 'ABC-1 New' });
    await lookAndFinish();
    const modes = house.jira.sandbox.requests
      .filter(({ path }) => path.endsWith('/bulk'))
      .map(({ body }) => (body as { operationType: string }).operationType);
    expect([...new Set(modes)]).toEqual(['BACKFILL', 'NORMAL']);
  });

  it('has a line of its own in the index log, and git one beside it', async () => {
    openMany(4);
    await lookAndFinish();
    const [log] = await house.store.indexRuns.list(connected.repositoryId, 1, 'pull-requests');
    expect(log).toMatchObject({ about: 'pull-requests', outcome: 'done', pullRequestsRead: 4 });
    const both = await house.store.indexRuns.log(connected.repositoryId, 10);
    expect(both.map(({ about, outcome }) => `${about} ${outcome}`).sort()).toEqual(['git done', 'pull-requests done']);
  });

  it('does nothing at a service without pull requests, or for a paused repository', async () => {
    service.open({ title: 'ABC-1 Change' });
    await house.store.repositories.setState(connected.repositoryId, 'paused', 'Paused by a person.');
    const request = { ...connected, scope: { kind: 'changed' }, trigger: 'person' } as const;
    await indexPullRequests(house, request, new AbortController().signal);
    expect(service.calls).toEqual([]);
  });
});

describe('a later look', () => {
  beforeEach(async () => {
    openMany(8);
    await lookAndFinish();
  });

  it('asks only for what changed, and nothing when the service says that nothing did', async () => {
    await lookAndFinish();
    expect(service.calls.filter((call) => call.startsWith('get'))).toEqual([]);
    service.now = new Date(service.now.getTime() + 3_600_000);
    const changed = service.change('2', { reviewers: approved });
    await lookAndFinish();
    expect(service.calls.at(-1)).toBe('get 2');
    expect(service.calls.filter((call) => call.startsWith('get'))).toHaveLength(1);
    expect((await story.rows(connected))[1]).toEqual(changed);
    await lookAndFinish();
    expect(service.calls).toEqual(['list 0']);
  });

  it('goes by the clock of the service, however ours differs', async () => {
    house.advance(365 * 24 * 3_600_000);
    await lookAndFinish();
    const changed = service.change('5', { title: 'ABC-1 Changed' });
    await lookAndFinish();
    expect((await story.rows(connected))[4]).toEqual(changed);
  });

  it('about one pull request asks for that one only', async () => {
    const changed = service.change('3', { state: 'declined' });
    await lookAndFinish({ webhook: '3' });
    expect(service.calls).toEqual(['get 3']);
    expect((await story.rows(connected))[2]).toEqual(changed);
  });

  it('is ordered by a person for one of them', async () => {
    const silent = service.change('2', { reviewers: approved, updatedAt: service.pullRequests.get('2')!.updatedAt });
    service.calls.length = 0;
    expect(await reindexPullRequest(house, connected.repositoryId, '2')).toBe(true);
    expect(await reindexPullRequest(house, 999 as RepositoryId, '2')).toBe(false);
    await story.finishJobs();
    expect(service.calls).toEqual(['get 2']);
    expect((await story.rows(connected))[1]).toEqual(silent);
  });

  it('withdraws one that was deleted, and one that lost its keys', async () => {
    service.delete('3');
    service.change('4', { title: 'No key any more' });
    await lookAndFinish({ webhook: '3' });
    await lookAndFinish();
    expect((await story.rows(connected)).map(({ remoteId }) => remoteId)).toEqual(['1', '2', '5', '6', '7', '8']);
    expect(Object.keys(story.atJira())).toEqual(['1', '2', '5', '6', '7', '8']);
  });

  it('that is a reindex reads everything again, also what changed without a sign, and finds what is gone', async () => {
    const silent = service.change('2', { reviewers: approved, updatedAt: service.pullRequests.get('2')!.updatedAt });
    service.delete('6');
    await lookAndFinish();
    expect((await story.rows(connected))[1]?.reviewers).toEqual([]);
    await lookAndFinish('reindex');
    const rows = await story.rows(connected);
    expect(rows[1]).toEqual(silent);
    expect(rows.map(({ remoteId }) => remoteId)).toEqual(['1', '2', '3', '4', '5', '7', '8']);
    expect(Object.keys(story.atJira())).toHaveLength(7);
  });

  it('withdraws nothing when the whole repository is out of sight', async () => {
    service.isVisible = false;
    service.delete('3');
    await story.look(connected, { webhook: '3' });
    const [failed] = await house.drain();
    expect(failed).toMatchObject({ name: 'index-pull-requests', failure: { kind: 'not-found' } });
    expect(await story.rows(connected)).toHaveLength(8);
    expect((await story.standing(connected)).problem?.message).toContain('out of sight');
  });
});

describe('a failure', () => {
  const limited = new Failure('rate-limited', 'git-service', 'Fake service allows no more requests.', {
    retryAt: new Date(Date.UTC(2026, 2, 1, 14, 5)),
  });

  it('in the middle of a walk loses nothing, does not stop git, and says so on the repository', async () => {
    openMany(9);
    service.failing = (call) => (call === 'list 6' ? limited : undefined);
    await story.look(connected);
    const failed = await house.drain();
    expect(failed.map(({ name }) => name)).toEqual(['index-pull-requests']);
    expect(await story.rows(connected)).toHaveLength(6);
    const view = await repositoryView(house.store, connected.repositoryId);
    expect(view?.repository.state).toBe('up-to-date');
    expect(view?.pullRequests?.problem).toEqual({ message: limited.message, retryAt: limited.retryAt });
    service.failing = () => undefined;
    await lookAndFinish();
    expect(service.calls[0]).toBe('list 6');
    expect(await story.rows(connected)).toEqual([...service.pullRequests.values()]);
    expect((await story.standing(connected)).problem).toBeUndefined();
  });

  it('while they are completed loses nothing', async () => {
    openMany(6);
    service.failing = (call) => (call === 'get 3' ? limited : undefined);
    await story.look(connected);
    await house.drain();
    service.failing = () => undefined;
    await lookAndFinish();
    expect(service.calls.filter((call) => call.startsWith('get'))).toEqual(['get 3', 'get 2', 'get 1']);
    expect(await story.rows(connected)).toEqual([...service.pullRequests.values()]);
  });

  it('at a single pull request does not keep the others from being completed, nor does it go on for ever', async () => {
    openMany(4);
    const odd = new Failure('invalid-response', 'git-service', 'Nobody understands this.');
    service.failing = (call) => (call === 'get 3' ? odd : undefined);
    await lookAndFinish();
    const rows = await story.rows(connected);
    expect(rows.filter(({ remoteId }) => remoteId !== '3')).toEqual(
      [...service.pullRequests.values()].filter(({ remoteId }) => remoteId !== '3'),
    );
    expect(service.calls.filter((call) => call === 'get 3').length).toBeLessThan(6);
    expect(await house.store.development.countPullRequestsToComplete(connected.repositoryId)).toBe(0);
  });

  it('of our right leaves git alone and is said with its remedy', async () => {
    const forbidden = new Failure('forbidden', 'git-service', 'The token lacks `read_api`.');
    service.failing = () => forbidden;
    await story.look(connected);
    const [failed] = await house.drain();
    expect(failed?.after.verdict).toBe('give-up');
    const view = await repositoryView(house.store, connected.repositoryId);
    expect(view).toMatchObject({ repository: { state: 'up-to-date' }, integration: { pausedBecause: undefined } });
    expect(view?.pullRequests?.problem).toEqual({ message: forbidden.message, retryAt: undefined });
  });

  it('of a place in the list that is no longer known begins the walk again', async () => {
    openMany(9);
    service.failing = (call) => (call === 'list 6' ? limited : undefined);
    await story.look(connected);
    await house.drain();
    service.failing = (call) => (call === 'list 6' ? new Failure('rejected', 'git-service', 'No page.') : undefined);
    await story.look(connected);
    await house.drain();
    service.failing = () => undefined;
    await lookAndFinish();
    expect(service.calls[0]).toBe('list 0');
    expect(await story.rows(connected)).toEqual([...service.pullRequests.values()]);
  });
});

describe('a service whose answers lag behind its lists', () => {
  it('is not asked for ever', async () => {
    openMany(2);
    service.answering = (one) => ({ ...one, title: 'Before', updatedAt: new Date(one.updatedAt.getTime() - 60_000) });
    await lookAndFinish();
    expect(service.calls.filter((call) => call.startsWith('get')).length).toBeLessThan(12);
    expect((await story.rows(connected)).map((row) => row.title)).toEqual(['ABC-1 Change 0', 'ABC-1 Change 1']);
  });
});

describe('many pull requests', () => {
  it('are read in stretches of several jobs', async () => {
    openMany(130);
    service.pageSize = 2;
    await lookAndFinish();
    expect(await story.rows(connected)).toEqual([...service.pullRequests.values()]);
    const runs = await house.store.indexRuns.list(connected.repositoryId, 10, 'pull-requests');
    expect(runs.map(({ outcome }) => outcome)).toEqual(['done']);
  });
});
