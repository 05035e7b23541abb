/** Keeps the allowances of all credentials: sends nothing that a service would refuse, and keeps a part for people. */

import { Failure, countUnheard, hearCount, joinBudgets, unknownBudget, waitOf, wordsOfWait } from '@branchline/domain';
import type { RateBudget, RateCount, RateWait } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { RateBudgetTable } from '../../ports/store/rate-budgets.ts';
import type { Meter, RequestOutcome } from './http-client.ts';
import type { ClientWish } from './network.ts';

export interface BudgetTools {
  readonly clock: Clock;
  readonly log: Log;
  /** Where other processes read what we heard, and we what they did; undefined: alone. */
  readonly table: RateBudgetTable | undefined;
}

/** Who sends the requests, and how the service tells of its counts. */
export type MeterWish = Pick<ClientWish, 'name' | 'budget' | 'for' | 'readAllowance'>;

/** What another process heard is known here after at most so long. */
const readEveryMilliseconds = 1000;
/** What changes nothing for anybody is written down this often. */
const writeEveryMilliseconds = 5000;
// A service that names a moment further away is more likely mistaken than patient (see retry-after.ts).
const longestWindowMilliseconds = 24 * 60 * 60 * 1000;
/** The largest number the table takes. */
const mostRequests = 2 ** 31 - 1;

interface Kept {
  budget: RateBudget;
  /** Requests under way by their resource; the ordinary ones under undefined. */
  readonly underWay: Map<string | undefined, number>;
  readAt: number;
  /** Going on. */
  reading: Promise<void> | undefined;
  writtenAt: number;
  /** What kept anybody waiting when last written. */
  writtenWait: string;
}

/** One for the process. */
export function createBudgets(tools: BudgetTools): (wish: MeterWish) => Meter {
  const all = new Map<string, Kept>();
  const keptOf = (name: string): Kept => {
    const kept = all.get(name) ?? newlyKept();
    all.set(name, kept);
    return kept;
  };
  return (wish) => {
    const isShared = wish.budget.includes('/');
    const kept = isShared ? keptOf(wish.budget) : newlyKept();
    const own = isShared ? tools : { ...tools, table: undefined };
    return { admit: (resource) => admit(own, kept, wish, resource) };
  };
}

function newlyKept(): Kept {
  const never = Number.NEGATIVE_INFINITY;
  return {
    budget: unknownBudget,
    underWay: new Map(),
    readAt: never,
    reading: undefined,
    writtenAt: never,
    writtenWait: '',
  };
}

async function admit(
  tools: BudgetTools,
  kept: Kept,
  wish: MeterWish,
  resource: string | undefined,
): Promise<(outcome: RequestOutcome) => Promise<void>> {
  await readIfOld(tools, kept, wish.budget);
  // From here to the counting nothing is awaited, so that no other request comes between.
  const now = tools.clock.now();
  const underWay = kept.underWay.get(resource) ?? 0;
  const wait = waitOf(kept.budget, { resource, for: wish.for, underWay }, now);
  if (wait !== undefined) throw refusal(wait, wish.name);
  kept.underWay.set(resource, underWay + 1);
  return async (outcome) => {
    kept.underWay.set(resource, (kept.underWay.get(resource) ?? 1) - 1);
    learn(tools, kept, wish, resource, outcome);
    await writeIfWorthwhile(tools, kept, wish);
  };
}

function refusal(wait: RateWait, service: string): Failure {
  const until = `${wait.until.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const message = `${wordsOfWait(wait, service)} Waiting until ${until}.`;
  return new Failure('rate-limited', 'git-service', message, { retryAt: wait.until });
}

function learn(
  tools: BudgetTools,
  kept: Kept,
  wish: MeterWish,
  resource: string | undefined,
  { headers, failure }: RequestOutcome,
): void {
  const now = tools.clock.now();
  const heard = headers === undefined ? undefined : countFrom(wish, resource, headers, now);
  kept.budget = heard === undefined ? countUnheard(kept.budget, resource) : hearCount(kept.budget, heard, now);
  const until = failure?.kind === 'rate-limited' ? failure.retryAt : undefined;
  if (failure === undefined || until === undefined || until <= now) return;
  // One count that is used up says nothing of the others; any other refusal is meant for everything we send.
  const isOneCount = heard?.remaining === 0 && until <= heard.resetsAt;
  if (isOneCount) return;
  kept.budget = joinBudgets(kept.budget, { counts: [], closing: { until, because: failure.message } });
}

function countFrom(
  wish: MeterWish,
  resource: string | undefined,
  headers: NonNullable<RequestOutcome['headers']>,
  now: Date,
): RateCount | undefined {
  const told = wish.readAllowance?.(headers, now);
  if (told === undefined || !(told.limit > 0) || Number.isNaN(told.remaining + told.resetAt.getTime()))
    return undefined;
  const furthest = now.getTime() + longestWindowMilliseconds;
  return {
    resource: told.resource,
    isOrdinary: resource === undefined,
    limit: whole(told.limit),
    remaining: whole(told.remaining),
    resetsAt: new Date(Math.min(told.resetAt.getTime(), furthest)),
  };
}

function whole(number: number): number {
  return Math.min(Math.max(0, Math.floor(number)), mostRequests);
}

async function readIfOld(tools: BudgetTools, kept: Kept, name: string): Promise<void> {
  const { table, clock } = tools;
  if (table === undefined) return;
  if (kept.reading === undefined && clock.now().getTime() - kept.readAt >= readEveryMilliseconds) {
    kept.readAt = clock.now().getTime();
    kept.reading = read(tools, table, kept, name).finally(() => (kept.reading = undefined));
  }
  await kept.reading;
}

async function read({ log }: BudgetTools, table: RateBudgetTable, kept: Kept, name: string): Promise<void> {
  try {
    kept.budget = joinBudgets(kept.budget, await table.read(name));
  } catch (error) {
    // What we heard ourselves still holds, and the services refuse what is too much.
    log.warn('Allowances of requests could not be read.', { budget: name, error: String(error) });
  }
}

async function writeIfWorthwhile({ table, clock, log }: BudgetTools, kept: Kept, wish: MeterWish): Promise<void> {
  const now = clock.now();
  const wait = waitsIn(kept.budget, now);
  if (wait !== '' && wait !== kept.writtenWait) {
    log.warn(`Requests to ${wish.name} wait.`, { budget: wish.budget, waits: wait });
  }
  const isDue = now.getTime() - kept.writtenAt >= writeEveryMilliseconds;
  const isKnown = kept.budget.counts.length > 0 || kept.budget.closing !== undefined;
  if (table === undefined || !isKnown || (!isDue && wait === kept.writtenWait)) {
    kept.writtenWait = wait;
    return;
  }
  kept.writtenAt = now.getTime();
  kept.writtenWait = wait;
  try {
    await table.save(wish.budget, kept.budget, now);
  } catch (error) {
    log.warn('Allowances of requests could not be written.', { budget: wish.budget, error: String(error) });
  }
}

/** What keeps anybody waiting, as one text to be compared. */
function waitsIn({ counts, closing }: RateBudget, now: Date): string {
  const budgets = [{ counts: [], closing }, ...counts.map((count) => ({ counts: [count], closing: undefined }))];
  const waits = budgets.flatMap((budget) => {
    const resource = budget.counts[0]?.resource;
    const wait = waitOf(budget, { resource, for: 'background', underWay: 0 }, now);
    return wait === undefined ? [] : [`${resource ?? 'everything'} ${wait.kind} until ${wait.until.toISOString()}`];
  });
  return waits.join(', ');
}
