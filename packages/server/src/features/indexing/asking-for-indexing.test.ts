/** Who asks for indexing: triggers, the schedule and people, and whom a pause holds back. */

import type { IntegrationId, RepositoryId } from '@branchline/domain';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GitPlayground } from '../../test-support/git-playground.ts';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { TestHouse } from '../../test-support/test-house.ts';
import {
  pauseIntegration,
  pauseRepository,
  resumeIntegration,
  resumeRepository,
} from '../repositories/control-repository.ts';
import { repositoryView } from '../repositories/repository-views.ts';
import { receiveTrigger } from './receive-trigger.ts';
import { reindexIntegration } from './request-indexing.ts';
import { forgetOld } from '../settings/forget-old.ts';
import { scheduleIndexing } from './schedule-indexing.ts';

const minute = 60_000;
const hour = 60 * minute;

let story: RepositoryStory;
let house: TestHouse;
let git: GitPlayground;

beforeEach(async () => {
  story = await openRepositoryStory();
  ({ house, git } = story);
  await git.commit('ABC-1 Start');
});
afterEach(() => story.close());

async function pushMore(): Promise<string> {
  const hash = await git.commit('ABC-2 More');
  await git.push();
  return hash;
}

describe('the generic trigger', () => {
  it.each([
    ['as it is', (url: string) => url],
    ['with a slash at the end', (url: string) => `${url}/`],
    ['without .git', (url: string) => url.replace(/\.git$/, '')],
  ])('finds a repository by its clone URL %s', async (_how, spell) => {
    const connected = await story.connectAndIndex();
    const hash = await pushMore();
    const receipt = await receiveTrigger(house, spell(story.origin));
    expect(receipt).toEqual({ queued: [connected.repositoryId], note: 'Queued: origin.' });
    await story.finishJobs();
    expect(await story.hashesOf('ABC-2', connected)).toEqual([hash]);
    expect(await house.store.deliveries.list({}, 1)).toMatchObject([{ outcome: 'queued', note: 'Queued: origin.' }]);
  });

  it.each([
    'https://bob@git.example/team/app.git',
    'https://bob:secret@git.example/team/app',
    'https://git.example/team/app/',
  ])('finds a repository of a host however its user is spelt: %s', async (url) => {
    const { repositoryId } = await house.connect('https://git.example/team/app.git');
    expect((await receiveTrigger(house, url)).queued).toEqual([repositoryId]);
  });

  it('queues every repository of that URL, and notes and ignores one nobody knows', async () => {
    const first = await story.connectAndIndex();
    const second = await story.connectAndIndex();
    const { queued } = await receiveTrigger(house, story.origin);
    expect(queued).toEqual([first.repositoryId, second.repositoryId]);
    const receipt = await receiveTrigger(house, 'https://git.example/unknown.git');
    expect(receipt.queued).toEqual([]);
    expect(await house.store.deliveries.list({}, 1)).toMatchObject([
      { about: 'https://git.example/unknown.git', outcome: 'ignored', note: receipt.note },
    ]);
  });
});

describe('the schedule', () => {
  it('looks when it is due, and less often at a quiet repository', async () => {
    const connected = await story.connectAndIndex();
    const nextLook = async () => (await story.standing(connected)).nextLookAt!.getTime() - house.clock.now().getTime();
    expect(await nextLook()).toBe(5 * minute);
    expect(await scheduleIndexing(house)).toBe(0);
    house.advance(4 * hour);
    expect(await scheduleIndexing(house)).toBe(1);
    // It is not asked again while the job waits.
    expect(await scheduleIndexing(house)).toBe(0);
    await story.finishJobs();
    expect(await nextLook()).toBe(hour);
    house.advance(hour);
    const hash = await pushMore();
    expect(await scheduleIndexing(house)).toBe(1);
    await story.finishJobs();
    expect(await story.hashesOf('ABC-2', connected)).toEqual([hash]);
    expect(await nextLook()).toBe(5 * minute);
  });

  it('forgets deliveries after 30 days', async () => {
    await receiveTrigger(house, 'https://git.example/unknown.git');
    const since = Date.now() - house.clock.now().getTime();
    house.advance(since + 29 * 24 * hour);
    await forgetOld(house);
    expect(await house.store.deliveries.list({}, 10)).toHaveLength(1);
    house.advance(2 * 24 * hour);
    await forgetOld(house);
    expect(await house.store.deliveries.list({}, 10)).toEqual([]);
  });
});

describe('a pause', () => {
  it('of a repository holds back everybody until it is resumed', async () => {
    const connected = await story.connectAndIndex();
    const { repositoryId } = connected;
    expect(await pauseRepository(house, repositoryId)).toBe(true);
    const hash = await pushMore();
    await receiveTrigger(house, story.origin);
    house.advance(hour);
    await scheduleIndexing(house);
    await story.finishJobs();
    expect(await story.standing(connected)).toMatchObject({ state: 'paused', stateReason: 'Paused by a person.' });
    expect(await story.hashesOf('ABC-2', connected)).toEqual([]);
    expect(await resumeRepository(house, repositoryId)).toBe(true);
    expect(await story.standing(connected)).toMatchObject({ state: 'waiting', stateReason: undefined });
    await story.finishJobs();
    expect(await story.hashesOf('ABC-2', connected)).toEqual([hash]);
  });

  it('of an integration holds its jobs back, shows why, and leaves others alone', async () => {
    const paused = await story.connectAndIndex();
    const other = await story.connectAndIndex();
    expect(await pauseIntegration(house, paused.integrationId, 'The password has expired.')).toBe(true);
    const hash = await pushMore();
    await receiveTrigger(house, story.origin);
    await story.finishJobs();
    expect(await story.hashesOf('ABC-2', paused)).toEqual([]);
    expect(await story.hashesOf('ABC-2', other)).toEqual([hash]);
    const view = await repositoryView(house.store, paused.repositoryId);
    expect(view?.repository).toMatchObject({ state: 'paused', stateReason: 'The password has expired.' });
    house.advance(24 * hour);
    expect(await scheduleIndexing(house)).toBe(1);
    expect(await resumeIntegration(house, paused.integrationId)).toBe(true);
    await story.finishJobs();
    expect(await story.hashesOf('ABC-2', paused)).toEqual([hash]);
  });

  it('of nothing is refused', async () => {
    const [nothing, nobody] = [999 as RepositoryId, 999 as IntegrationId];
    expect(await pauseRepository(house, nothing)).toBe(false);
    expect(await resumeRepository(house, nothing)).toBe(false);
    expect(await pauseIntegration(house, nobody, 'Why not.')).toBe(false);
    expect(await resumeIntegration(house, nobody)).toBe(false);
    expect(await reindexIntegration(house, nobody)).toBeUndefined();
  });
});

describe('a person', () => {
  it('has all repositories of an integration read again', async () => {
    const connected = await story.connectAndIndex();
    expect(await reindexIntegration(house, connected.integrationId)).toBe(1);
    await story.finishJobs();
    const [run] = await house.store.indexRuns.list(connected.repositoryId, 1);
    expect(run).toMatchObject({ trigger: 'reindex', outcome: 'done', commitsWalked: 1 });
  });
});
