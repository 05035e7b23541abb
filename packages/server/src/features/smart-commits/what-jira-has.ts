/** Asks Jira whether a command that was begun before has been done, by the mark it was to be done with. */

import { Failure, type SmartInstruction } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { MarkedEffect } from '../../ports/jira-site/writer.ts';
import type { SmartCommitRun } from '../../ports/store/smart-commits.ts';
import { markOfWords, type EffectSource } from './prepare-effect.ts';

/** A request may still be on its way at Jira after whoever sent it is gone. Longer than any request of ours may take. */
export const settlingMilliseconds = 45_000;
/** Clocks differ: nothing that is older by more than this is ours. */
const clockDifferenceMilliseconds = 10 * 60_000;

const effectByKind: Partial<Readonly<Record<SmartInstruction['kind'], MarkedEffect>>> = {
  comment: 'comment',
  time: 'work-log',
  transition: 'transition',
};

/** Of a transition and the words that were to follow it, `transition` is the first without the second. */
export type JiraHas = 'nothing' | 'transition' | 'all';

/** @throws Failure `unavailable` as long as a request that was cut off may still be on its way */
export async function whatJiraHas(
  { clock }: { readonly clock: Clock },
  run: SmartCommitRun,
  { writer, key, mark }: Pick<EffectSource, 'writer' | 'key' | 'mark'>,
  instruction: SmartInstruction,
): Promise<JiraHas> {
  const effect = effectByKind[instruction.kind];
  // What leaves no trace of its own can be done again without harm.
  if (run.startedAt === undefined || effect === undefined) return 'nothing';
  const settledAt = new Date((run.triedAt ?? run.startedAt).getTime() + settlingMilliseconds);
  if (run.state === 'started' && clock.now() < settledAt) {
    const words = 'It is not clear yet whether Jira did what it was asked before the last restart.';
    throw new Failure('unavailable', 'jira', words, { retryAt: settledAt });
  }
  const since = new Date(run.startedAt.getTime() - clockDifferenceMilliseconds);
  if (!(await writer.has(key, effect, mark, since))) return 'nothing';
  const isApart = instruction.kind === 'transition' && instruction.text !== '' && run.wordsWent === 'apart';
  if (!isApart) return 'all';
  return (await writer.has(key, 'comment', markOfWords(mark), since)) ? 'all' : 'transition';
}
