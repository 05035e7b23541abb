/** Keeps what a Git service answered for a minute: a page asks again at each choice, and with each name that is typed. */

import type { Clock } from '../../ports/clock.ts';
import { shortMemory, type ShortMemory } from '../permissions/short-memory.ts';

const keptMilliseconds = 60_000;
/** Answers kept, some kilobytes each. */
const mostKept = 200;

/** Make one for a process and keep it. Names hold who asked: answers are for one person. */
export function keepAnswers<Answer>(clock: Clock): ShortMemory<Answer> {
  return shortMemory(clock, keptMilliseconds, mostKept);
}
