/** Keeps what a Git service answered for a minute: a page asks again at each choice, and with each name that is typed. */

import type { Clock } from '../../ports/clock.ts';

const keptMilliseconds = 60_000;
/** Answers kept, some kilobytes each. */
const mostKept = 200;

export interface KeptAnswers<Answer> {
  /** Undefined: none, or none that is still good. */
  get(name: string): Answer | undefined;
  keep(name: string, answer: Answer): void;
}

/** Make one for a process and keep it. Names hold who asked: answers are for one person. */
export function keepAnswers<Answer>(clock: Clock): KeptAnswers<Answer> {
  const kept = new Map<string, { readonly answer: Answer; readonly until: number }>();
  return {
    get(name) {
      const known = kept.get(name);
      return known !== undefined && known.until > clock.now().getTime() ? known.answer : undefined;
    },
    keep(name, answer) {
      kept.delete(name);
      const [oldest] = kept.size >= mostKept ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(name, { answer, until: clock.now().getTime() + keptMilliseconds });
    },
  };
}
