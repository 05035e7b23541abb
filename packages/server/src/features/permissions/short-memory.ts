/** Answers that may be given again for a short while, and never more of them than fit. */

import type { Clock } from '../../ports/clock.ts';

/** Keeps an answer for each name. */
export interface ShortMemory<Answer> {
  /** Undefined when it is not known, or not known any more. */
  recall(name: string): Answer | undefined;
  keep(name: string, answer: Answer): void;
}

/** @param most names; the longest kept are forgotten for new ones */
export function shortMemory<Answer>(clock: Clock, milliseconds: number, most: number): ShortMemory<Answer> {
  const kept = new Map<string, { readonly answer: Answer; readonly until: number }>();
  return {
    recall(name) {
      const found = kept.get(name);
      return found !== undefined && found.until > clock.now().getTime() ? found.answer : undefined;
    },
    keep(name, answer) {
      kept.delete(name);
      const [oldest] = kept.size >= most ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(name, { answer, until: clock.now().getTime() + milliseconds });
    },
  };
}
