/** How many requests a Git service still takes from us, and who may send one: people before the background. */

/** One count of requests that a service keeps for a credential, as it last told us. */
export interface RateCount {
  /** As the service calls it: `core`, `search`; `''` where it has one count only. */
  readonly resource: string;
  /** Requests that name no resource are on this count. */
  readonly isOrdinary: boolean;
  /** Requests allowed in one window. */
  readonly limit: number;
  readonly remaining: number;
  /** When the window ends and the limit is there again. */
  readonly resetsAt: Date;
}

/** The allowance of one credential. */
export interface RateBudget {
  readonly counts: readonly RateCount[];
  /** The service asked us to send nothing at all for a while; undefined when it did not. */
  readonly closing: RateClosing | undefined;
}

/** Until when nothing is sent, and the service's reason in words. */
export interface RateClosing {
  readonly until: Date;
  readonly because: string;
}

/** A request that wants to be sent. */
export interface RateRequest {
  /** Undefined for the ordinary count. */
  readonly resource: string | undefined;
  readonly for: 'person' | 'background';
  /** Requests of the same resource that are under way: they may or may not be counted yet. */
  readonly underWay: number;
}

/** Why a request may not be sent now, and until when. */
export type RateWait =
  | { readonly kind: 'closed'; readonly until: Date; readonly closing: RateClosing }
  | { readonly kind: 'kept-for-people' | 'used-up'; readonly until: Date; readonly count: RateCount };

/** Nothing known yet: everything may be sent. */
export const unknownBudget: RateBudget = { counts: [], closing: undefined };

/**
 * The part of an allowance that only people may use. A tenth of GitHub's 5,000 an hour are 500 clicks, more than the
 * people of one installation make in an hour, and the background loses six minutes of sixty. See decision 16.
 */
const partForPeople = 0.1;

/** The reserve of an allowance: a tenth, at least one, and never so much that nothing is left for the background. */
export function reserveOf(limit: number): number {
  return Math.min(Math.max(1, Math.ceil(limit * partForPeople)), Math.max(0, limit - 1));
}

/** What keeps a request from being sent; undefined when it may. Of several reasons the one that lasts longest. */
export function waitOf(budget: RateBudget, request: RateRequest, now: Date): RateWait | undefined {
  const counts = budget.counts.filter(({ resource, isOrdinary }) =>
    request.resource === undefined ? isOrdinary : resource === request.resource,
  );
  const waits = counts.flatMap((count) => waitOfCount(count, request, now) ?? []);
  const { closing } = budget;
  const all: readonly RateWait[] =
    closing !== undefined && closing.until > now
      ? [...waits, { kind: 'closed', until: closing.until, closing }]
      : waits;
  return all.toSorted((a, b) => b.until.getTime() - a.until.getTime())[0];
}

function waitOfCount(count: RateCount, request: RateRequest, now: Date): RateWait | undefined {
  const left = (count.resetsAt > now ? count.remaining : count.limit) - request.underWay;
  const until = count.resetsAt > now ? count.resetsAt : now;
  if (left <= 0) return { kind: 'used-up', until, count };
  if (request.for === 'background' && left <= reserveOf(count.limit)) return { kind: 'kept-for-people', until, count };
  return undefined;
}

/**
 * A budget after an answer told a count. Answers may come in another order than they were counted in: within a window
 * the lowest number is true. One that tells of a window that has ended is old news.
 */
export function hearCount(budget: RateBudget, heard: RateCount, now: Date): RateBudget {
  if (heard.resetsAt <= now) return budget;
  const known = budget.counts.find(({ resource }) => resource === heard.resource);
  const isNewer = known === undefined || known.resetsAt <= now || heard.resetsAt > known.resetsAt;
  const count = isNewer
    ? heard
    : { ...heard, remaining: Math.min(known.remaining, heard.remaining), resetsAt: known.resetsAt };
  return withCount(budget, { ...count, isOrdinary: heard.isOrdinary || (known?.isOrdinary ?? false) });
}

/** A budget after a request that told nothing: it may have been counted all the same. */
export function countUnheard(budget: RateBudget, resource: string | undefined): RateBudget {
  const counts = budget.counts.map((count) => {
    const isMeant = resource === undefined ? count.isOrdinary : count.resource === resource;
    return isMeant ? { ...count, remaining: Math.max(0, count.remaining - 1) } : count;
  });
  return { ...budget, counts };
}

/** What two processes know of one budget, put together: of each count the later window, of two closings the longer. */
export function joinBudgets(a: RateBudget, b: RateBudget): RateBudget {
  const closing = laterClosing(a.closing, b.closing);
  return b.counts.reduce(
    (joined, count) => {
      const known = joined.counts.find(({ resource }) => resource === count.resource);
      if (known === undefined || count.resetsAt > known.resetsAt) return withCount(joined, count);
      if (count.resetsAt < known.resetsAt || count.remaining >= known.remaining) return joined;
      return withCount(joined, count);
    },
    { counts: a.counts, closing } as RateBudget,
  );
}

function laterClosing(a: RateClosing | undefined, b: RateClosing | undefined): RateClosing | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.until > a.until ? b : a;
}

function withCount(budget: RateBudget, count: RateCount): RateBudget {
  return { ...budget, counts: [...budget.counts.filter(({ resource }) => resource !== count.resource), count] };
}

/** Who waits, until when and why. */
export interface ToldWait {
  /** `background`: people need not wait. */
  readonly for: 'everybody' | 'background';
  readonly until: Date;
  /** A whole sentence; the moment is shown beside it. */
  readonly because: string;
}

/** Whom a budget makes wait on its ordinary counts; undefined while nobody waits. */
export function tellWait(budget: RateBudget, service: string, now: Date): ToldWait | undefined {
  const waitFor = (who: RateRequest['for']): RateWait | undefined =>
    waitOf(budget, { resource: undefined, for: who, underWay: 0 }, now);
  const forEverybody = waitFor('person');
  const wait = forEverybody ?? waitFor('background');
  if (wait === undefined) return undefined;
  const who = forEverybody === undefined ? 'background' : 'everybody';
  return { for: who, until: wait.until, because: wordsOfWait(wait, service) };
}

/** The wait as a sentence for people; `service` is how it is called. Says nothing of the moment, which is shown beside. */
export function wordsOfWait(wait: RateWait, service: string): string {
  if (wait.kind === 'closed') return wait.closing.because;
  const { limit, remaining, resource } = wait.count;
  const requests = resource === '' ? `${limit} requests` : `${limit} requests (${resource})`;
  if (wait.kind === 'used-up') return `All ${requests} that ${service} allows us are used up.`;
  return `Of the ${requests} that ${service} allows us, ${remaining} are left, and kept for people. Work in the background waits.`;
}
