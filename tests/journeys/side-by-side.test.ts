/** Five repositories in one server, one of them broken half-way: each goes its own way, and none waits for another. */

import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { RepositoryId } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reindexRepository } from '../../packages/server/src/features/indexing/request-indexing.ts';
import { gitPlayground, type GitPlayground } from '../../packages/server/src/test-support/git-playground.ts';
import { openJourney, until, type Journey } from '../../packages/server/src/test-support/journey.ts';
import { madeHistory } from '../../packages/server/src/test-support/made-history.ts';
import type { RunningProgram } from '../../packages/server/src/test-support/program.ts';

interface Made {
  readonly git: GitPlayground;
  readonly origin: string;
  readonly commits: number;
  id: RepositoryId;
}

/** Commits of each; the largest is connected first. */
const sizes = [8000, 1200, 400, 150] as const;

let journey: Journey;
let worker: RunningProgram;
let whole: Made[];
let broken: Made;
/** The commit that the broken repository lacks: where it belongs, and where it is kept meanwhile. */
let missing: { readonly place: string; readonly kept: string };

async function make(commits: number): Promise<Made> {
  const git = await gitPlayground();
  await git.fastImport(madeHistory({ commits, name: `made-${commits}` }));
  const origin = await git.bareOrigin();
  await git.push();
  const count = Number(await git.git('rev-list', '--count', '--branches', '--tags'));
  return { git, origin, commits: count, id: 0 as RepositoryId };
}

/** Takes one commit in the middle of the history away. */
async function breakHalfWay({ git, origin, commits }: Made): Promise<typeof missing> {
  const hash = await git.git('rev-parse', `main~${Math.floor(commits / 3)}`);
  const loose = join(git.folder, 'loose.git');
  await git.git('init', '--quiet', '--bare', loose);
  // Objects of a pack cannot be taken away one by one.
  await git.git('-c', 'fetch.unpackLimit=1000000', '--git-dir', loose, 'fetch', '--quiet', origin, '+refs/*:refs/*');
  await rename(origin, `${origin}.whole`);
  await rename(loose, origin);
  const place = join(origin, 'objects', hash.slice(0, 2), hash.slice(2));
  const kept = join(git.folder, 'kept');
  await rename(place, kept);
  return { place, kept };
}

beforeAll(async () => {
  whole = [];
  for (const size of sizes) whole.push(await make(size));
  broken = await make(600);
  missing = await breakHalfWay(broken);
  journey = await openJourney();
});
afterAll(async () => {
  await journey.close();
  for (const { git } of [...whole, broken]) await git.remove();
});

async function standing({ id }: Made) {
  return (await journey.house.store.repositories.get(id))!;
}

async function lastRun({ id }: Made) {
  return (await journey.house.store.indexRuns.list(id, 1))[0]!;
}

async function isSent({ id }: Made): Promise<boolean> {
  const { development, pushes } = journey.house.store;
  const upTo = await pushes.pushedUpTo(id, journey.siteId, 'history');
  return upTo > 0 && (await development.countChangedAfter(id, 'history', upTo)) === 0;
}

/** What git itself says: the commits whose message or note speaks of an issue. */
async function keyedCommits({ git }: Made): Promise<readonly string[]> {
  const log = await git.git('log', '--branches', '--tags', '--notes', '-z', '--format=%H %B %N');
  const keyed = log.split('\0').filter((text) => /\b(ALPHA|BETA|GAMMA|OMEGA)-\d/.test(text));
  return keyed.map((text) => text.slice(0, 40)).sort();
}

async function atJira({ id }: Made) {
  const name = `${await journey.house.store.installation.id()}-${id}`;
  return journey.sandbox.snapshot().repositories.find((repository) => repository.id === name);
}

async function expectWhole(made: Made): Promise<void> {
  expect(await standing(made)).toMatchObject({ state: 'up-to-date', commitCount: made.commits });
  const keyed = await keyedCommits(made);
  expect(await journey.house.store.issues.counts(made.id)).toMatchObject({ commits: keyed.length });
  expect((await atJira(made))?.commits.map(({ id }) => id)).toEqual(keyed);
}

it('lets every repository go its own way', { timeout: 120_000 }, async () => {
  for (const made of [...whole, broken]) made.id = await journey.connect(made.origin);
  worker = journey.startWorker();
  await until('the broken one has failed', async () => (await standing(broken)).state === 'failed');
  for (const made of whole) {
    await until('it is up to date', async () => (await standing(made)).state === 'up-to-date');
    await until('it is sent', () => isSent(made));
    await expectWhole(made);
    expect(await lastRun(made)).toMatchObject({ outcome: 'done', commitsWalked: made.commits });
  }
  const [largest, ...others] = await Promise.all(whole.map(lastRun));
  for (const run of [...others, await lastRun(broken)]) {
    expect(run.endedAt!.getTime()).toBeLessThan(largest!.endedAt!.getTime());
  }
  const { state, stateReason } = await standing(broken);
  expect(state).toBe('failed');
  expect(stateReason).toMatch(/^(?:Counting|Reading) the commits of origin failed\. .*Could not read [0-9a-f]{40}/);
  expect(await lastRun(broken)).toMatchObject({ outcome: 'failed', failure: stateReason });
});

it('brings the broken one up to date once it is repaired and somebody asks', { timeout: 120_000 }, async () => {
  await rename(missing.kept, missing.place);
  await reindexRepository(journey.house, broken.id);
  await until('it is up to date', async () => (await standing(broken)).state === 'up-to-date');
  await until('it is sent', () => isSent(broken));
  await expectWhole(broken);
  worker.signal('SIGTERM');
  expect(await worker.ended).toMatchObject({ code: 0 });
});
