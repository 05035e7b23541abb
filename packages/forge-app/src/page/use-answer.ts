/** What a question to the server has come to: on its way, answered, or a problem; asked again when the page is looked at. */

import { isProblemError, type Problem } from '@branchline/contract';
import { useCallback, useEffect, useState } from 'react';

interface Outcome<Value> {
  /** The last answer; stays while it is asked again, also when that fails. */
  readonly answered?: { readonly value: Value; readonly at: Date };
  readonly problem?: Problem;
}

export interface Answered<Value> extends Outcome<Value> {
  readonly askAgain: () => void;
}

/** An answer older than this is asked for again when somebody comes back to the page, in milliseconds. */
const freshFor = 30_000;

type Ask<Value> = (signal: AbortSignal) => Promise<Value>;

/**
 * @param ask must stay the same function for the same question; undefined while nobody wants to know
 * @param again after this many milliseconds, while somebody looks at the page; left out, only when somebody comes back
 */
export function useAnswer<Value>(ask: Ask<Value> | undefined, again?: number): Answered<Value> {
  const [{ outcome, settled }, setState] = useState<{ readonly outcome: Outcome<Value>; readonly settled: number }>({
    outcome: {},
    settled: 0,
  });
  const [round, setRound] = useState(1);
  useEffect(() => {
    if (ask === undefined) return undefined;
    const asked = ask;
    const leaving = new AbortController();
    async function load(): Promise<void> {
      const now = await outcomeOf(asked, leaving.signal);
      if (leaving.signal.aborted) return;
      setState((before) => ({
        outcome: now.problem === undefined ? now : { ...before.outcome, problem: now.problem },
        settled: round,
      }));
    }
    void load();
    return () => leaving.abort();
  }, [ask, round]);
  const askAgain = useCallback(() => setRound((before) => before + 1), []);
  const answeredAt = outcome.answered?.at.getTime() ?? 0;
  const isAsking = settled < round;
  useEffect(() => {
    function lookedAt(): void {
      const isStale = Date.now() - answeredAt > freshFor;
      if (document.visibilityState === 'visible' && isStale && !isAsking) askAgain();
    }
    document.addEventListener('visibilitychange', lookedAt);
    return () => document.removeEventListener('visibilitychange', lookedAt);
  }, [askAgain, answeredAt, isAsking]);
  useEffect(() => {
    if (again === undefined || isAsking) return undefined;
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') askAgain();
    }, again);
    return () => clearTimeout(timer);
  }, [again, isAsking, askAgain]);
  return { ...outcome, askAgain };
}

async function outcomeOf<Value>(ask: Ask<Value>, signal: AbortSignal): Promise<Outcome<Value>> {
  try {
    return { answered: { value: await ask(signal), at: new Date() } };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** A defect of ours becomes a problem too. */
export function problemOf(error: unknown): Problem {
  if (isProblemError(error)) return error.problem;
  return {
    type: 'defect',
    title: 'This page has a defect',
    status: 0,
    detail: String(error),
    remedy: 'Reload the page. If it happens again, please report it with the details below.',
  };
}
