/** Workers that are killed with SIGKILL while they run smart commits leave every effect exactly once. */

import { setTimeout as pause } from 'node:timers/promises';
import type { IssueKey, RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveAssociation } from '../../packages/server/src/features/associations/save-association.ts';
import { receiveTrigger } from '../../packages/server/src/features/indexing/receive-trigger.ts';
import { replaceAccount } from '../../packages/server/src/features/jira-sites/jira-credentials.ts';
import { runSmartCommands } from '../../packages/server/src/features/smart-commits/run-smart-commands.ts';
import { authorsOf } from '../../packages/server/src/jobs/authors.ts';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { jiraAccountOf, readAtJira } from '../../packages/server/src/test-support/jira-account.ts';
import { openJourney, until, type Journey } from '../../packages/server/src/test-support/journey.ts';
import { seededRandom } from '../../packages/server/src/test-support/seeded-random.ts';

/** In the name of the test, so that a failure tells how its kills are repeated. */
const seed = Number(process.env['BRANCHLINE_TEST_SEED'] ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const kills = 6;
/** Milliseconds after Jira was first written to. */
const longestDelay = 60;
const issues = Array.from({ length: 12 }, (_, index) => `DEMO-${index + 1}` as IssueKey);

let git: GitPlayground;
let journey: Journey;
let repository: RepositoryId;
let origin: string;

beforeAll(async () => {
  git = await gitPlayground();
  await git.commit('DEMO-99 #comment history', { 'start.txt': 'start\n' });
  origin = await git.bareOrigin();
  await git.push();
  journey = await openJourney();
  const { house, sandbox, siteId } = journey;
  await replaceAccount(house, siteId, jiraAccountOf(sandbox, 'scoped-api-token'));
  await house.store.smartCommits.saveChoice(siteId, undefined, { processor: 'branchline', believes: 'author' });
  repository = await journey.connect(origin);
  const { integrationId } = (await house.store.repositories.get(repository))!;
  const place = { jiraSiteId: siteId, integrationId, repositoryId: undefined };
  await saveAssociation(house, { ...place, projects: 'all', actions: ['see', 'smart-commit'] });
  await receiveTrigger(house, origin);
  const worker = journey.startWorker();
  await until('history is indexed', () => journey.isSettled());
  worker.signal('SIGTERM');
  await worker.ended;
}, 120_000);
afterAll(async () => {
  await journey.close();
  await git.remove();
});

function writes(): number {
  return journey.sandbox.requests.filter(({ method, path }) => method === 'POST' && /\/(?:comment|worklog)$/.test(path))
    .length;
}

/** Starts a worker and kills it soon after it has written to Jira once more. */
async function killWhileItWrites(): Promise<void> {
  const before = writes();
  const worker = journey.startWorker();
  await until('Jira is written to', async () => writes() > before || (await isDone()));
  await pause(random() * longestDelay);
  worker.signal('SIGKILL');
  await worker.ended;
  const ledger = journey.openLedger();
  await ledger.freeJobsOf(await ledger.silentWorkers());
  await ledger.close();
}

async function isDone(): Promise<boolean> {
  const runs = await journey.house.store.smartCommits.list({}, 200);
  return runs.length > 0 && runs.every(({ state }) => state === 'done');
}

/** What waits for Jira to settle is gone on with as if that time had passed. */
async function finishLater(): Promise<void> {
  const { house, siteId } = journey;
  const clock = { now: () => new Date(Date.now() + 60_000) };
  const deps = { ...house, clock, ...authorsOf({ ...house, clock }) };
  for (const key of issues) await runSmartCommands(deps, { jiraSiteId: siteId, key }, new AbortController().signal);
}

it(`seed ${seed}: every effect once`, { timeout: 170_000 }, async () => {
  const { email, name } = journey.sandbox.people[0]!;
  const at = new Date(Date.now() + 2000);
  const lines = issues.map((key) => `${key} #comment once #time 1h once #label once`);
  await git.commit(lines.join('\n'), { 'work.txt': 'work\n' }, { author: name, email, at });
  await git.push();
  await receiveTrigger(journey.house, origin);
  for (let count = 0; count < kills && !(await isDone()); count += 1) await killWhileItWrites();
  await until('everything is written down', async () => {
    const runs = await journey.house.store.smartCommits.list({}, 200);
    return runs.length === issues.length * 3;
  });
  await finishLater();
  expect(await isDone()).toBe(true);
  for (const key of issues) {
    const read = (what: string) => readAtJira(journey.sandbox, 'scoped-api-token', `/issue/${key}${what}`);
    expect(await read('/comment')).toMatchObject({ total: 1 });
    expect(await read('/worklog')).toMatchObject({ total: 1 });
    expect(await read('')).toMatchObject({ fields: { labels: ['once'] } });
  }
  expect(await readAtJira(journey.sandbox, 'scoped-api-token', '/issue/DEMO-99/comment')).toMatchObject({ total: 0 });
});
