/** However associations, rows, pauses, broken pushes and kills follow each other: no key of a project that is not associated reaches Jira, and in the end exactly what is associated is there. */

import { projectOf, type GrantedProjects, type IssueKey, type ProjectKey } from '@branchline/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  BrokenOff,
  integrationOfRepository,
  openAssociationWorld,
  type AssociationWorld,
  type Change,
  type History,
  type Place,
  type WaitingJob,
} from '../../test-support/association-world.ts';
import type { Store } from '../../ports/store.ts';
import { hashOf } from '../../test-support/example-rows.ts';
import { mortalStore } from '../../test-support/mortal-store.ts';
import { seededRandom } from '../../test-support/seeded-random.ts';

const seed = Number(process.env['BRANCHLINE_TEST_SEED'] ?? Date.now() % 1_000_000);
const historiesInAll = Number(process.env['BRANCHLINE_TEST_HISTORIES'] ?? 1000);
const parts = 4;
const wholeRound = { timeout: 300_000 } as const;

/** Two at a time: while one waits for the database the other goes on. */
let worlds: readonly AssociationWorld[] = [];

beforeAll(async () => {
  worlds = await Promise.all([openAssociationWorld(), openAssociationWorld()]);
});
afterAll(() => Promise.all(worlds.map((world) => world.close())));

/** What ought to be. */
interface Model {
  /** By `site integration repository`; what has none of its own inherits. */
  readonly grants: Map<string, GrantedProjects>;
  /** By `repository kind id`, what was not removed. */
  readonly entities: Map<string, readonly string[]>;
  readonly paused: Set<number>;
}

/** One history as it is played. */
interface Game {
  readonly world: AssociationWorld;
  readonly history: History;
  readonly model: Model;
  readonly dice: Dice;
  /** What happened, for whoever looks for the reason of a failure. */
  readonly told: string[];
}

/** Choices of one history. */
interface Dice {
  readonly random: () => number;
  below(limit: number): number;
  /** Each with this chance. */
  some<Thing>(things: readonly Thing[], chance: number): readonly Thing[];
  oneOf<Thing>(things: readonly Thing[]): Thing;
}

function diceOf(random: () => number): Dice {
  return {
    random,
    below: (limit) => Math.floor(random() * limit),
    some: (things, chance) => things.filter(() => random() < chance),
    oneOf: (things) => {
      const thing = things[Math.floor(random() * things.length)];
      if (thing === undefined) throw new Error('nothing to choose from');
      return thing;
    },
  };
}

const sites = [0, 1] as const;
const keys = ['AA-1', 'AA-2', 'BB-1', 'CC-1', 'DD-1'] as const;
const projects = ['AA', 'BB', 'CC', 'DD', 'ZZ'] as const;
const kinds = ['commit', 'branch', 'pull-request'] as const;

function nameOf({ site, integration, repository }: Place): string {
  return `${site} ${integration} ${repository ?? 'all'}`;
}

function seenBy(model: Model, site: number, repository: number): GrantedProjects {
  const integration = integrationOfRepository[repository] ?? 0;
  const own = model.grants.get(nameOf({ site, integration, repository }));
  return own ?? model.grants.get(nameOf({ site, integration, repository: undefined })) ?? [];
}

function isVisible(seen: GrantedProjects, key: string): boolean {
  return seen === 'all' || seen.includes(projectOf(key as IssueKey));
}

/** What a site ought to have in the end. */
function expectedAt(model: Model, site: number): Readonly<Record<string, readonly string[]>> {
  const cut = [...model.entities].map(([name, all]): [string, readonly string[]] => {
    const seen = seenBy(model, site, Number(name.split(' ')[0]));
    return [name, all.filter((key) => isVisible(seen, key)).toSorted()];
  });
  return Object.fromEntries(cut.filter(([, visible]) => visible.length > 0));
}

function randomPlace(dice: Dice): Place {
  const repository = dice.below(integrationOfRepository.length);
  const integration = integrationOfRepository[repository] ?? 0;
  return { site: dice.oneOf(sites), integration, repository: dice.random() < 0.5 ? undefined : repository };
}

function randomProjects(dice: Dice): GrantedProjects {
  return dice.random() < 0.2 ? 'all' : (dice.some(projects, 0.4) as readonly ProjectKey[]);
}

function randomChange(dice: Dice): Change {
  const isGone = dice.random() < 0.2;
  return {
    repository: dice.below(integrationOfRepository.length),
    kind: dice.oneOf(kinds),
    number: 1 + dice.below(3),
    keys: isGone ? [] : [...new Set([dice.oneOf(keys), ...dice.some(keys, 0.3)])],
    live: dice.random() < 0.6,
  };
}

function noteChange({ entities }: Model, { repository, kind, number, keys }: Change): void {
  const id = { commit: hashOf(number), branch: `branch-${number}`, 'pull-request': String(number) }[kind];
  if (keys.length === 0) entities.delete(`${repository} ${kind} ${id}`);
  else entities.set(`${repository} ${kind} ${id}`, keys);
}

async function save({ history, model, dice, told }: Game): Promise<void> {
  const place = randomPlace(dice);
  const granted = randomProjects(dice);
  told.push(`save ${nameOf(place)}: ${String(granted)}`);
  model.grants.set(nameOf(place), granted);
  await history.save(place, granted);
}

async function inherit({ history, model, dice, told }: Game): Promise<void> {
  const place = randomPlace(dice);
  told.push(`inherit ${nameOf(place)}`);
  model.grants.delete(nameOf(place));
  await history.inherit(place);
}

async function change({ history, model, dice, told }: Game): Promise<void> {
  const made = randomChange(dice);
  told.push(`change ${JSON.stringify(made)}`);
  noteChange(model, made);
  await history.change(made);
}

async function pauseOrResume({ history, model, dice, told }: Game): Promise<void> {
  const site = dice.oneOf(sites);
  told.push(`${model.paused.has(site) ? 'resume' : 'pause'} ${site}`);
  if (model.paused.delete(site)) return history.resume(site);
  model.paused.add(site);
  return history.pause(site);
}

/** The next requests to a site end badly: before anything was done, after it, or with words that mean nothing. */
function breakRequests({ world, dice, told }: Game): void {
  const site = dice.oneOf(sites);
  const jira = world.jiras[site];
  const fault = dice.oneOf([
    { kind: 'cut-before' },
    { kind: 'cut-after' },
    { kind: 'garbage', body: 'What?' },
    { kind: 'status', status: 503 },
    { kind: 'status', status: 429, retryAfter: '1' },
  ] as const);
  told.push(`break ${site}: ${fault.kind}`);
  jira?.sandbox.faults.next(fault, { on: dice.oneOf(['bulk', 'delete']), times: 1 + dice.below(6) });
}

/** What is broken off waits again. @param also what was allowed besides, since an association changed while it ran. */
async function runOne(
  { history, model, told }: Game,
  job: WaitingJob,
  run: () => Promise<void>,
  also?: Model,
): Promise<void> {
  try {
    await run();
    told.push(`${job.name} ${JSON.stringify(job.payload)}`);
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    told.push(`${job.name} ${JSON.stringify(job.payload)} broken off`);
    await history.putBack([job]);
  }
  for (const site of sites) {
    for (const [repository, sent] of history.keysSent(site)) {
      const allowed = [seenBy(model, site, repository), ...(also ? [seenBy(also, site, repository)] : [])];
      const leaked = [...sent].filter((key) => !allowed.some((seen) => isVisible(seen, key)));
      expect({ site, repository, leaked }).toEqual({ site, repository, leaked: [] });
    }
  }
}

/** A few of the waiting jobs: left in peace, killed somewhere, or crossed by somebody who saves. */
async function runSome(game: Game): Promise<void> {
  const { world, history, dice } = game;
  const jobs = await history.takeJobs();
  const count = 1 + dice.below(4);
  for (const job of jobs.slice(0, count)) {
    const how = dice.random();
    if (how < 0.5) await runOne(game, job, () => history.run(job));
    else if (how < 0.8) {
      const mortal = mortalStore(world.store, 1 + dice.below(14), dice.random() < 0.5);
      await runOne(game, job, () => history.run(job, mortal));
    } else await runCrossed(game, job);
  }
  await history.putBack(jobs.slice(count));
}

async function runCrossed(game: Game, job: WaitingJob): Promise<void> {
  const { world, history, model } = game;
  const before = { ...model, grants: new Map(model.grants) };
  const crossing = crossedStore(world.store, 1 + game.dice.below(10), () => save(game));
  await runOne(game, job, () => history.run(job, crossing), before);
}

/** A store in which something else happens before the question of that number. */
function crossedStore(store: Store, question: number, happen: () => Promise<void>): Store {
  let left = question;
  const asked = async (ask: () => unknown): Promise<unknown> => {
    left -= 1;
    if (left === 0) await happen();
    return ask();
  };
  const tables = Object.entries(store).map(([name, table]): [string, unknown] => {
    if (typeof table === 'function')
      return [name, (...words: readonly unknown[]) => asked(() => Reflect.apply(table, store, words))];
    const crossed = new Proxy(table as object, {
      get(of, method) {
        const own = Reflect.get(of, method) as unknown;
        if (typeof own !== 'function') return own;
        return (...words: readonly unknown[]) => asked(() => Reflect.apply(own, of, words) as unknown);
      },
    });
    return [name, crossed];
  });
  return Object.fromEntries(tables) as unknown as Store;
}

/** Everything works again and comes to an end: then each site has exactly what it may see. */
async function settle(game: Game): Promise<void> {
  const { world, history, model } = game;
  for (const { sandbox } of world.jiras) sandbox.faults.clear();
  for (const site of model.paused) await history.resume(site);
  model.paused.clear();
  for (let round = 0; ; round += 1) {
    const jobs = await history.takeJobs();
    if (jobs.length === 0) break;
    expect(round).toBeLessThan(50);
    for (const job of jobs) await runOne(game, job, () => history.run(job));
  }
  for (const site of sites) {
    const there = Object.entries(history.atJira(site)).map(([name, all]) => [name, all.toSorted()]);
    expect(Object.fromEntries(there)).toEqual(expectedAt(model, site));
  }
}

const steps = [save, save, inherit, change, change, change, runSome, runSome, pauseOrResume] as const;

async function play(world: AssociationWorld, of: number): Promise<void> {
  const history = await world.begin();
  const model: Model = { grants: new Map(), entities: new Map(), paused: new Set() };
  const game: Game = { world, history, model, told: [], dice: diceOf(seededRandom(of)) };
  const { dice } = game;
  try {
    await save(game);
    const count = 3 + dice.below(7);
    for (let step = 0; step < count; step += 1) {
      if (dice.random() < 0.15) breakRequests(game);
      await dice.oneOf(steps)(game);
    }
    await settle(game);
  } catch (error) {
    throw new Error(`Repeat it with BRANCHLINE_TEST_SEED=${of} BRANCHLINE_TEST_HISTORIES=1:\n${game.told.join('\n')}`, {
      cause: error,
    });
  }
}

it.each(Array.from({ length: parts }, (_, part) => part))(
  `holds through random histories (seed ${seed}, part %i)`,
  wholeRound,
  async (part) => {
    const count = Math.ceil(historiesInAll / parts);
    const played = worlds.map(async (world, number) => {
      for (let each = number; each < count; each += worlds.length) await play(world, seed + part * count + each);
    });
    expect(await Promise.all(played)).toHaveLength(2);
  },
);
