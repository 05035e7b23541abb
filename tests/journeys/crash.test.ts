/** A worker that is killed again and again ends where one that was left in peace ends, in the database and at Jira. */

import { setTimeout as pause } from 'node:timers/promises';
import type { RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { receiveTrigger } from '../../packages/server/src/features/indexing/receive-trigger.ts';
import { reindexRepository } from '../../packages/server/src/features/indexing/request-indexing.ts';
import type { JobLedger } from '../../packages/server/src/ports/job-ledger.ts';
import type { JobName } from '../../packages/server/src/ports/jobs.ts';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { openJourney, until, type Journey } from '../../packages/server/src/test-support/journey.ts';
import { madeHistory } from '../../packages/server/src/test-support/made-history.ts';
import { seededRandom } from '../../packages/server/src/test-support/seeded-random.ts';

type Stage = 'cloning' | 'reading-history' | 'reading-tags' | 'reading-files' | 'sending' | 'any moment';

const indexing: readonly JobName[] = ['index-repository'];
const all: readonly JobName[] = ['index-repository', 'read-files', 'push-development-information'];
/** A stage is over when none of these jobs is left. */
const jobsOfStage: Readonly<Record<Stage, readonly JobName[]>> = {
  cloning: indexing,
  'reading-history': indexing,
  'reading-tags': indexing,
  'reading-files': ['index-repository', 'read-files'],
  sending: all,
  'any moment': all,
};

/** In the names of the tests, so that a failure tells how its kills are repeated. */
const seed = Number(process.env['BRANCHLINE_TEST_SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const leastKills = 30;
const wholeRound = { timeout: 170_000 } as const;
/** A worker that died is noticed by others after three seconds; every so many kills that is waited for. */
const waitForOthersEvery = 5;
/** Within this time somebody else must have gone on with a dead worker's jobs. */
const takeOverLimit = 30_000;
/** Of the delay between something seen and the kill, and of a kill at any moment. */
const longestDelay = 40;
const anyMoment = 1500;

let git: GitPlayground;
let origin: string;
let peaceful: Journey;
let disturbed: Journey;
let ledger: JobLedger;
let repository: RepositoryId;
/** Where the worker was each time it died. */
const deaths: string[] = [];

beforeAll(async () => {
  git = await gitPlayground();
  await git.fastImport(madeHistory({ commits: 6000 }));
  origin = await git.bareOrigin();
  await git.push();
  peaceful = await openJourney();
  disturbed = await openJourney();
  ledger = disturbed.openLedger();
});
afterAll(async () => {
  await ledger.close();
  await Promise.all([peaceful.close(), disturbed.close()]);
  await git.remove();
});

async function runInPeace(journey: Journey): Promise<void> {
  if (await journey.isSettled()) return;
  const worker = journey.startWorker();
  await until('everything is indexed and sent', () => journey.isSettled());
  worker.signal('SIGTERM');
  expect(await worker.ended).toMatchObject({ code: 0 });
}

async function isOver(stage: Stage): Promise<boolean> {
  const jobs = await disturbed.house.store.jobs.list(1000);
  return !jobs.some(({ name, state }) => state !== 'failed' && jobsOfStage[stage].includes(name));
}

/** Changes whenever work of the stage is written down. */
async function traceOf(stage: Stage): Promise<unknown> {
  const { indexRuns } = disturbed.house.store;
  const [run] = await indexRuns.list(repository, 1);
  switch (stage) {
    case 'cloning':
      return run?.id;
    case 'reading-history':
      return (await indexRuns.position(repository))?.walked;
    case 'reading-tags':
      return run?.progress?.phase === 'reading-tags' ? run.id : undefined;
    case 'reading-files':
      return run?.filesRead;
    case 'sending':
      return disturbed.sandbox.requests.length;
    case 'any moment':
      return undefined;
  }
}

/** Where the worker was when it died, as the database has it. */
async function whereItDied(): Promise<string> {
  const [run] = await disturbed.house.store.indexRuns.list(repository, 1);
  return run === undefined || run.outcome !== undefined ? 'sending' : (run.progress?.phase ?? 'looking');
}

/** Starts a worker and kills it in this stage, unless that is over. */
async function killIn(stage: Stage): Promise<void> {
  if (await isOver(stage)) return;
  const before = await traceOf(stage);
  const worker = disturbed.startWorker();
  if (stage !== 'any moment') {
    const somethingHappened = async () => (await traceOf(stage)) !== before || isOver(stage);
    await until(`something happens while ${stage}`, somethingHappened, takeOverLimit);
  }
  await pause(random() * (stage === 'any moment' ? anyMoment : longestDelay));
  worker.signal('SIGKILL');
  await worker.ended;
  deaths.push(await whereItDied());
  if (deaths.length % waitForOthersEvery !== 0) await ledger.freeJobsOf(await ledger.silentWorkers());
}

async function killThroughout(stages: readonly Stage[]): Promise<void> {
  for (const stage of stages) await killIn(stage);
}

function times(count: number, stage: Stage): readonly Stage[] {
  return Array.from({ length: count }, () => stage);
}

async function outcomeOf(journey: Journey) {
  return { facts: await journey.facts(), atJira: await journey.atJira() };
}

it(`survives being killed during the first index (seed ${seed})`, wholeRound, async () => {
  await peaceful.connect(origin);
  await runInPeace(peaceful);
  repository = await disturbed.connect(origin);
  await killThroughout([
    ...times(2, 'any moment'),
    ...times(1, 'cloning'),
    ...times(4, 'reading-history'),
    ...times(1, 'reading-tags'),
    ...times(5, 'reading-files'),
    ...times(6, 'sending'),
  ]);
  await runInPeace(disturbed);
  expect(await outcomeOf(disturbed)).toEqual(await outcomeOf(peaceful));
});

it(`survives being killed while it follows a forced push (seed ${seed})`, wholeRound, async () => {
  const from = await git.git('rev-parse', 'main~300');
  await git.fastImport(madeHistory({ commits: 1500, name: 'second', from }));
  const [branch = ''] = (await git.git('branch', '--list', 'feature/*', '--format=%(refname:short)')).split('\n');
  await git.git('branch', '-D', branch);
  await git.git('tag', '--delete', 'first-40');
  await git.push();
  for (const journey of [peaceful, disturbed]) await receiveTrigger(journey.house, origin);
  await runInPeace(peaceful);
  await killThroughout([
    ...times(2, 'any moment'),
    ...times(1, 'cloning'),
    ...times(2, 'reading-history'),
    ...times(1, 'reading-tags'),
    ...times(2, 'reading-files'),
    ...times(3, 'sending'),
  ]);
  await runInPeace(disturbed);
  expect(await outcomeOf(disturbed)).toEqual(await outcomeOf(peaceful));
});

it(
  `survives being killed during a reindex, and has been killed often enough everywhere (seed ${seed})`,
  wholeRound,
  async () => {
    await reindexRepository(peaceful.house, repository);
    await runInPeace(peaceful);
    while (deaths.length < leastKills) {
      await reindexRepository(disturbed.house, repository);
      await killThroughout([...times(1, 'cloning'), ...times(3, 'reading-history'), ...times(1, 'reading-tags')]);
      await runInPeace(disturbed);
    }
    const outcome = await outcomeOf(disturbed);
    expect(outcome).toEqual(await outcomeOf(peaceful));
    const { openRuns, lastOutcomes, commits } = outcome.facts;
    expect(openRuns).toEqual([]);
    expect(lastOutcomes).toEqual(['{"outcome":"done"}']);
    expect(commits.length).toBeGreaterThan(4000);
    expect(new Set(deaths)).toEqual(new Set([...deaths, 'reading-history', 'reading-files', 'sending']));
  },
);
