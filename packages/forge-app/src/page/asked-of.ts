/** An answer of the server as the panel wants to be told of it. */

import type { Asked } from '@branchline/issue-panel';
import type { Answered } from './use-answer.ts';

export function askedOf<Value>({ answered, problem, askAgain }: Answered<Value>): Asked<Value> {
  if (answered !== undefined) return { state: 'there', value: answered.value, problem, onRetry: askAgain };
  return problem === undefined ? { state: 'loading' } : { state: 'problem', problem, onRetry: askAgain };
}
