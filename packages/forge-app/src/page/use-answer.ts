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

/** @param ask must stay the same function for the same question */
export function useAnswer<Value>(ask: (signal: AbortSignal) => Promise<Value>): Answered<Value> {
  const [{ outcome, settled }, setState] = useState<{ readonly outcome: Outcome<Value>; readonly settled: number }>({
    outcome: {},
    settled: 0,
  });
  const [round, setRound] = useState(1);
  useEffect(() => {
    const leaving = new AbortController();
    async function load(): Promise<void> {
      const now = await outcomeOf(ask, leaving.signal);
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
  return { ...outcome, askAgain };
}

async function outcomeOf<Value>(
  ask: (signal: AbortSignal) => Promise<Value>,
  signal: AbortSignal,
): Promise<Outcome<Value>> {
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
