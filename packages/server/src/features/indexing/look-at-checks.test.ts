/** Looking at checks: for whom, how often, and what becomes of it when the service does not tell. */

import { countChecks, Failure, type CheckState, type IssueKey } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf } from '../../test-support/example-rows.ts';
import type { FakeGitService } from '../../test-support/fake-git-service.ts';
import { openPullRequestStory, type PullRequestStory } from '../../test-support/pull-request-story.ts';
import type { Connected, TestHouse } from '../../test-support/test-house.ts';
import { writtenLog } from '../../test-support/written-log.ts';
import { lookAtChecks } from './look-at-checks.ts';

let story: PullRequestStory;
let house: TestHouse;
let service: FakeGitService;
let connected: Connected;
let states: readonly CheckState[];

beforeEach(async () => {
  story = await openPullRequestStory();
  ({ house, service } = story);
  await story.git.commit('Start');
  await story.git.push();
  connected = await story.connect();
  states = ['passed', 'running'];
  service.checking = ({ head }) => countChecks(head, states, 'https://git.example/checks');
});
afterEach(() => story.close());

async function look(...remoteIds: readonly string[]): Promise<void> {
  service.calls.length = 0;
  for (const webhook of remoteIds) await story.look(connected, { webhook });
  if (remoteIds.length === 0) await story.look(connected);
  await story.finishJobs();
}

async function shown(): Promise<Readonly<Record<string, CheckState | undefined>>> {
  const { repositoryId } = connected;
  const [development] = await house.store.issues.development('ABC-1' as IssueKey, [repositoryId], 100);
  const told = development?.pullRequests.map(({ pullRequest, checks }) => [pullRequest.remoteId, checks?.state]);
  return Object.fromEntries(told ?? []);
}

async function secondsToNext(): Promise<number | undefined> {
  const at = await house.store.pullRequestChecks.nextDue(connected.repositoryId);
  return at && Math.round((at.getTime() - Date.now()) / 60_000) * 60;
}

async function waitingJobs(): Promise<readonly string[]> {
  return (await house.store.jobs.list(10)).map(({ name }) => name);
}

const asked = () => service.calls.filter((call) => call.startsWith('checks'));

describe('a look at checks', () => {
  it('is one question for each open pull request with keys, and none for others', async () => {
    service.open({ title: 'Nothing' });
    service.open({ title: 'ABC-1 Open' });
    service.open({ title: 'ABC-1 Merged', state: 'merged' });
    service.open({ title: 'ABC-1 Draft', isDraft: true });
    await look();
    expect(asked().toSorted()).toEqual(['checks 2', 'checks 4']);
    expect(await shown()).toEqual({ 2: 'running', 3: undefined, 4: 'running' });
    expect(await waitingJobs()).toEqual(['look-at-checks']);
    await look();
    expect(asked()).toEqual([]);
  });

  it('comes again sooner or later, as long as it is found running, and no more once nothing can change', async () => {
    service.open({ title: 'ABC-1 Open' });
    const pauses: (number | undefined)[] = [];
    for (const now of ['none', 'running', 'running', 'running', 'passed', 'passed', 'passed', 'passed'] as const) {
      states = now === 'none' ? [] : [now];
      await look('1');
      pauses.push(await secondsToNext());
    }
    expect(pauses).toEqual([60, 60, 120, 240, 60, 120, 240, undefined]);
    expect(await shown()).toEqual({ 1: 'passed' });
    states = ['failed'];
    await look('1');
    expect(await secondsToNext()).toBe(60);
  });

  it('begins anew with a new head, whose checks nobody knows yet', async () => {
    const { source } = service.open({ title: 'ABC-1 Open' });
    states = ['failed'];
    await look();
    await look('1');
    expect(await secondsToNext()).toBe(120);
    service.change('1', { source: { ...source, head: hashOf(99) } });
    service.failing = (call) =>
      call.startsWith('checks') ? new Failure('unavailable', 'git-service', 'Gone.') : undefined;
    await story.look(connected, { webhook: '1' });
    const [failed] = await house.drain();
    expect(failed).toMatchObject({ name: 'look-at-checks', after: { verdict: 'retry' } });
    expect(await shown()).toEqual({ 1: undefined });
    service.failing = () => undefined;
    await look('1');
    expect(await shown()).toEqual({ 1: 'failed' });
    expect(await secondsToNext()).toBe(60);
  });

  it('shows nothing of another head than the one that is known', async () => {
    service.open({ title: 'ABC-1 Open' });
    service.checking = () => countChecks(hashOf(98), ['passed'], undefined);
    await look();
    expect(await shown()).toEqual({ 1: undefined });
  });

  it('is left alone for a paused repository, and where there is none', async () => {
    service.open({ title: 'ABC-1 Open' });
    await look();
    await house.store.pullRequestChecks.want(connected.repositoryId, '1');
    await house.store.repositories.setState(connected.repositoryId, 'paused', 'Paused by a person.');
    service.calls.length = 0;
    await lookAtChecks(house, connected.repositoryId, new AbortController().signal);
    expect(asked()).toEqual([]);
  });
});

describe('a failure to tell checks', () => {
  const because = (kind: Failure['kind']) => (call: string) =>
    call.startsWith('checks') ? new Failure(kind, 'git-service', 'The app lacks `Checks: read`.') : undefined;

  it('for want of a right is logged once, fails nothing, and they count as unknown', async () => {
    for (const number of [1, 2, 3]) service.open({ title: `ABC-1 Number ${number}` });
    await look();
    expect(await shown()).toEqual({ 1: 'running', 2: 'running', 3: 'running' });
    for (const number of ['1', '2', '3']) await house.store.pullRequestChecks.want(connected.repositoryId, number);
    service.failing = because('forbidden');
    service.calls.length = 0;
    const { log, lines } = writtenLog();
    await lookAtChecks({ ...house, log }, connected.repositoryId, new AbortController().signal);
    expect(asked()).toHaveLength(1);
    expect(lines.join('\n').match(/Checks: read/g)).toHaveLength(1);
    expect(await shown()).toEqual({ 1: undefined, 2: undefined, 3: undefined });
    expect(await secondsToNext()).toBeUndefined();
    expect((await story.standing(connected)).problem).toBeUndefined();
  });

  it('of one alone does not keep the others from being looked at', async () => {
    const kinds = ['not-found', 'rejected', 'invalid-response', undefined] as const;
    for (const number of [1, 2, 3, 4]) service.open({ title: `ABC-1 Number ${number}` });
    service.failing = (call) => {
      const kind = call.startsWith('checks') ? kinds[Number(call.split(' ')[1]) - 1] : undefined;
      return kind && new Failure(kind, 'git-service', 'No.');
    };
    await look();
    expect(asked()).toHaveLength(4);
    expect(await shown()).toEqual({ 1: undefined, 2: undefined, 3: undefined, 4: 'running' });
  });

  it('of the whole service is tried again, and stops no indexing', async () => {
    service.open({ title: 'ABC-1 Open' });
    service.failing = because('rate-limited');
    await story.look(connected);
    expect(await house.drain()).toMatchObject([{ name: 'look-at-checks' }]);
    expect((await story.standing(connected)).problem).toBeUndefined();
    expect(await story.rows(connected)).toHaveLength(1);
  });
});
