/** Keeps what we send to one site below Jira's limits: few requests at a time, events before history, slower when told. */

import { Failure } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { AnswerHeaders } from '../http-client/retry-after.ts';

/** What somebody wants to send. */
export interface SendWish {
  /** History steps back for everything else. */
  readonly isHistory: boolean;
  readonly isDeletion: boolean;
}

/** One for each site; everybody who sends there shares it. */
export interface SendPace {
  /**
   * Does the work when it is its turn.
   * @throws Failure `rate-limited` for history while Jira wants less; whatever the work throws
   */
  run<Answer extends { readonly headers: AnswerHeaders }>(wish: SendWish, work: () => Promise<Answer>): Promise<Answer>;
}

/** What a pace needs. */
export interface SendPaceTools {
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Requests under way at a time; one of them is never history's. Atlassian names no number: our own. */
const mostUnderWay = 4;
const mostHistory = 3;
/**
 * Requests that begin within a second. Atlassian's page on rate limiting allows a tenant 100 reads and writes and 50
 * deletions a second at one address, for everybody together; the rest is left to others.
 */
const mostInSecond = { deletion: 40, other: 80 };
/** Between two requests of history once `X-RateLimit-NearLimit` says that less than a fifth of the allowance is left. */
const nearLimitPause = 2000;
const second = 1000;

interface Waiting {
  readonly isHistory: boolean;
  readonly begin: () => void;
}

/** What was begun and heard so far. */
interface PaceState {
  readonly begun: { deletion: readonly number[]; other: readonly number[] };
  isNearLimit: boolean;
  lastHistory: number;
  /** History waits until then. */
  closedUntil: number;
}

/** Make one for each site. */
export function createSendPace({ clock, sleep }: SendPaceTools): SendPace {
  const slots = createSlots();
  const state: PaceState = {
    begun: { deletion: [], other: [] },
    isNearLimit: false,
    lastHistory: Number.NEGATIVE_INFINITY,
    closedUntil: Number.NEGATIVE_INFINITY,
  };
  return {
    async run(wish, work) {
      refuseWhileClosed(state, wish, clock);
      await slots.enter(wish.isHistory);
      try {
        refuseWhileClosed(state, wish, clock);
        const now = clock.now().getTime();
        const at = turnOf(state, wish, now);
        if (at > now) await sleep(at - now);
        const answer = await work();
        state.isNearLimit = String(answer.headers['x-ratelimit-nearlimit']).toLowerCase() === 'true';
        return answer;
      } catch (error) {
        if (error instanceof Failure && error.retryAt !== undefined) {
          state.closedUntil = Math.max(state.closedUntil, error.retryAt.getTime());
        }
        throw error;
      } finally {
        slots.leave(wish.isHistory);
      }
    },
  };
}

function refuseWhileClosed({ closedUntil }: PaceState, { isHistory }: SendWish, clock: Clock): void {
  if (!isHistory || closedUntil <= clock.now().getTime()) return;
  const retryAt = new Date(closedUntil);
  const message = `Jira asked us to slow down; history goes on at ${retryAt.toISOString().slice(11, 19)} UTC.`;
  throw new Failure('rate-limited', 'jira', message, { retryAt });
}

/** The moment at which the request may begin, which is taken by it. */
function turnOf(state: PaceState, { isHistory, isDeletion }: SendWish, now: number): number {
  const name = isDeletion ? 'deletion' : 'other';
  const recent = state.begun[name].filter((at) => at > now - second);
  const full = recent.at(-mostInSecond[name]);
  const apart = isHistory && state.isNearLimit ? state.lastHistory + nearLimitPause : now;
  const at = Math.max(now, apart, full === undefined ? now : full + second);
  state.begun[name] = [...recent, at];
  if (isHistory) state.lastHistory = at;
  return at;
}

interface Slots {
  enter(isHistory: boolean): Promise<void>;
  leave(isHistory: boolean): void;
}

/** Those who wait go in the order in which they came, history after all others. */
function createSlots(): Slots {
  const waiting: Waiting[] = [];
  let underWay = 0;
  let history = 0;
  const hasRoom = (isHistory: boolean) => underWay < mostUnderWay && (!isHistory || history < mostHistory);
  function count(isHistory: boolean, by: 1 | -1): void {
    underWay += by;
    if (isHistory) history += by;
  }
  /** Whoever is next, if there is room. */
  function letIn(): boolean {
    const urgent = waiting.findIndex((each) => !each.isHistory);
    const index = urgent === -1 ? 0 : urgent;
    const next = waiting[index];
    if (next === undefined || !hasRoom(next.isHistory)) return false;
    waiting.splice(index, 1);
    count(next.isHistory, 1);
    next.begin();
    return true;
  }
  return {
    async enter(isHistory) {
      if (hasRoom(isHistory) && !waiting.some((each) => !each.isHistory || isHistory)) {
        count(isHistory, 1);
        return;
      }
      await new Promise<void>((begin) => waiting.push({ isHistory, begin }));
    },
    leave(isHistory) {
      count(isHistory, -1);
      while (letIn());
    },
  };
}
