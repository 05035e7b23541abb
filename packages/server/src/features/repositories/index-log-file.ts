/** The index log of a repository as a file: lines for people, or JSON for programs. */

import { shownName, type RepositoryId } from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { IndexRun, RunPhase } from '../../ports/store/index-runs.ts';

/** Runs that are read at once, and that one file holds at most. */
const runsAtOnce = 500;
export const runsInFile = 10_000;

const outcomeWords: Readonly<Record<NonNullable<IndexRun['outcome']>, string>> = {
  done: 'done',
  'nothing-new': 'nothing new',
  failed: 'failed',
  interrupted: 'interrupted',
};

/** `12.3 s`; up to now while it goes on. */
function took(from: Date, to: Date): string {
  return `${((to.getTime() - from.getTime()) / 1000).toFixed(1)} s`;
}

function phaseLine({ phase, startedAt, endedAt, done, total, bytes }: RunPhase, now: Date): string {
  const of = total === undefined ? '' : ` of ${total}`;
  const size = bytes === undefined ? '' : `, ${bytes} bytes`;
  return `  ${phase}: ${done}${of}${size}, ${took(startedAt, endedAt ?? now)}${endedAt === undefined ? ' so far' : ''}`;
}

/** Line ends in an error would look like lines of the log. */
function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/gu, ' · ');
}

/** One run as people read it. */
export function runLines(run: IndexRun, now: Date): readonly string[] {
  const { startedAt, endedAt, outcome, failure, trigger, about } = run;
  const subject = about === 'git' ? 'git' : 'pull requests';
  const end = outcome === undefined ? 'running' : outcomeWords[outcome];
  const counts = [
    `${run.commitsWalked} commits read`,
    `${run.commitsLinked} linked`,
    `${run.filesRead} commits with files`,
    `${run.pullRequestsRead} pull requests`,
  ];
  return [
    `${startedAt.toISOString()} ${subject}, ${trigger}: ${end}, ${took(startedAt, endedAt ?? now)}; ${counts.join(', ')}`,
    ...run.phases.map((phase) => phaseLine(phase, now)),
    ...(failure === undefined ? [] : [`  error: ${oneLine(failure)}`]),
  ];
}

/** The newest runs first; undefined when there is no such repository. */
export async function readIndexLog(
  store: Tables,
  id: RepositoryId,
): Promise<{ readonly name: string; readonly runs: readonly IndexRun[] } | undefined> {
  const repository = await store.repositories.get(id);
  if (repository === undefined) return undefined;
  const runs: IndexRun[] = [];
  for (let before: number | undefined; runs.length < runsInFile; before = runs.at(-1)?.id) {
    const more = await store.indexRuns.log(id, runsAtOnce, { before });
    runs.push(...more);
    if (more.length < runsAtOnce) break;
  }
  return { name: shownName(repository), runs };
}
