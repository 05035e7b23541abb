/** What is cleared goes from Jira and stays away, whatever happens, until a person lifts it. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mortalStore, Killed } from '../../test-support/mortal-store.ts';
import { openRepositoryStory, type RepositoryStory } from '../../test-support/repository-story.ts';
import type { Connected } from '../../test-support/test-house.ts';
import { pauseJiraSite, resendToJiraSite, resumeJiraSite } from '../jira-sites/control-jira-site.ts';
import { clearJiraSite, clearRepository, liftClearing, workThroughClearing } from './clear-jira-site.ts';
import { pushDevelopmentInformation } from './push-development-information.ts';

let story: RepositoryStory;
let connected: Connected;

beforeEach(async () => {
  story = await openRepositoryStory();
  await story.git.commit('ABC-1 One');
  await story.git.commit('ABC-2 Two');
  connected = await story.connectAndIndex();
});
afterEach(() => story.close());

function placeOf(level: 'site' | 'integration' | 'repository') {
  const { siteId: jiraSiteId } = story.house;
  return {
    jiraSiteId,
    integrationId: level === 'site' ? undefined : connected.integrationId,
    repositoryId: level === 'repository' ? connected.repositoryId : undefined,
  };
}

async function begin(level: 'site' | 'integration' | 'repository') {
  const begun = await clearJiraSite(story.house, placeOf(level));
  if (begun.outcome !== 'begun') throw new Error(begun.outcome);
  return begun.clearing;
}

const clearings = () => story.house.store.clearings.list(story.house.siteId);
const lift = (clearingId: number) => liftClearing(story.house, { jiraSiteId: story.house.siteId, clearingId });

describe.each(['site', 'integration', 'repository'] as const)('clearing a %s', (level) => {
  it('takes everything back, says how far it is, and sends nothing more until it is lifted', async () => {
    const clearing = await begin(level);
    expect(clearing).toMatchObject({ repositories: 1, entries: 2, entriesDone: 0, finishedAt: undefined });
    await story.finishJobs();
    expect(story.atJira()).toEqual({});
    const done = { repositoriesDone: 1, entriesDone: 2, problem: undefined, finishedAt: story.house.clock.now() };
    expect(await clearings()).toMatchObject([done]);

    await story.git.commit('ABC-3 Three');
    await story.pushAndLook(connected);
    await resendToJiraSite(story.house, story.house.siteId);
    await story.finishJobs();
    expect(story.atJira()).toEqual({});

    expect(await lift(clearing.id)).toEqual({ outcome: 'lifted' });
    await story.finishJobs();
    expect(Object.values(story.atJira())).toHaveLength(3);
    expect(await clearings()).toEqual([]);
  });
});

it('is refused where there is no such place', async () => {
  const { house } = story;
  for (const wrong of [{ integrationId: 99 }, { repositoryId: 99 }, { integrationId: undefined }, { jiraSiteId: 99 }]) {
    const place = { ...placeOf('repository'), ...wrong } as Parameters<typeof clearJiraSite>[1];
    expect(await clearJiraSite(house, place)).toEqual({ outcome: 'unknown-place' });
  }
});

it('cannot be lifted while it goes on, within another, or twice', async () => {
  const site = await begin('site');
  expect(await lift(site.id)).toEqual({ outcome: 'going-on' });
  const repository = await begin('repository');
  expect(await lift(repository.id)).toEqual({ outcome: 'within-another' });
  await story.finishJobs();
  expect(await lift(site.id)).toEqual({ outcome: 'lifted' });
  await story.finishJobs();
  expect(await lift(site.id)).toEqual({ outcome: 'unknown' });
  expect(Object.values(story.atJira())).toHaveLength(2);
});

it('waits for a paused site, says why, and goes on', async () => {
  const { house } = story;
  await pauseJiraSite(house, house.siteId, 'Not now.');
  const { id } = await begin('repository');
  const [failed] = await house.drain();
  expect(failed).toMatchObject({ name: 'clear-repository', after: { verdict: 'retry' } });
  expect(await house.store.clearings.get(id)).toMatchObject({ finishedAt: undefined });
  expect((await house.store.clearings.get(id))?.problem).toContain('Not now.');
  await resumeJiraSite(house, house.siteId);
  await story.finishJobs();
  expect(story.atJira()).toEqual({});
  expect(await house.store.clearings.get(id)).toMatchObject({
    entriesDone: 2,
    problem: undefined,
    finishedAt: house.clock.now(),
  });
});

it('pauses a site that refuses our credential', async () => {
  const { house } = story;
  await begin('repository');
  house.jira.sandbox.faults.forbid(true);
  const [failed] = await house.drain();
  expect(failed?.after.verdict).toBe('retry');
  expect((await house.store.jiraSites.get(house.siteId))?.pausedBecause).toContain(
    'may not send development information',
  );
});

it('takes back what a push has just sent', async () => {
  const { house } = story;
  await story.git.commit('ABC-3 Three');
  await story.git.push();
  const { store } = house;
  const sending = {
    ...house,
    jiraSite: (...about: Parameters<typeof house.jiraSite>) => {
      const site = house.jiraSite(...about);
      const development = site.developmentInformation;
      if (development === undefined) return site;
      const push: typeof development.push = async (...batch) => {
        await begin('repository');
        return development.push(...batch);
      };
      return { ...site, developmentInformation: { ...development, push } };
    },
  };
  await store.development.renumber(connected.repositoryId, house.siteId);
  const push = { repositoryId: connected.repositoryId, jiraSiteId: house.siteId, stream: 'history' } as const;
  await pushDevelopmentInformation(sending, push, new AbortController().signal);
  await story.finishJobs();
  expect(story.atJira()).toEqual({});
});

it('comes to the same end wherever it is killed', async () => {
  const { house } = story;
  const job = async (questions: number, afterWrite: boolean) => {
    const { id: clearingId } = await begin('site');
    const mortal = { ...house, store: mortalStore(house.store, questions, afterWrite) };
    const about = { jiraSiteId: house.siteId, clearingId };
    const killed = [
      await workThroughClearing(mortal, about).then(() => false, isKill),
      await clearRepository(mortal, { ...about, repositoryId: connected.repositoryId }).then(() => false, isKill),
    ];
    // What was killed is run again by whoever finds it.
    await workThroughClearing(house, about);
    await clearRepository(house, { ...about, repositoryId: connected.repositoryId });
    await story.finishJobs();
    expect(story.atJira()).toEqual({});
    expect(await house.store.clearings.get(clearingId)).toMatchObject({ repositoriesDone: 1, entriesDone: 2 });
    expect(await lift(clearingId)).toEqual({ outcome: 'lifted' });
    await story.finishJobs();
    expect(Object.values(story.atJira())).toHaveLength(2);
    return killed.includes(true);
  };
  let questions = 1;
  while (await job(questions, questions % 2 === 0)) questions += 1;
  expect(questions).toBeGreaterThan(5);
});

function isKill(error: unknown): boolean {
  if (!(error instanceof Killed)) throw error;
  return true;
}
