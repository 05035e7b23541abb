/** The issues below an issue that somebody may see: Jira is asked, and its answer kept for a minute. */

import { Failure, type IssueKey, type JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { IssueGate } from '../../ports/issue-gate.ts';
import type { Log } from '../../ports/log.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { shortMemory } from '../permissions/short-memory.ts';
import type { FindChildren } from './issue-scope.ts';

export interface FindChildrenDeps extends ConnectJiraDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly issueGate: Pick<IssueGate, 'seenAmong'>;
}

/** Issues below one that are taken in: an epic beyond that is no longer looked at as one piece of work. */
export const childrenLimit = 500;
/** A new sub-task is taken in within this time. */
export const childrenMilliseconds = 60_000;
/** Issues whose children are kept in memory. */
const mostAnswers = 2000;

/** What one site said. */
interface Answer {
  readonly keys: readonly IssueKey[];
  /** A whole sentence; undefined when this is all. */
  readonly because: string | undefined;
  /** The site has no such issue for our account. */
  readonly isMissing?: boolean;
}

const noAccount =
  'Branchline has no account at this Jira site that may ask which issues belong to this one. Ask whoever administers ' +
  'Branchline to add one.';
const paused = 'Branchline does not ask this Jira site at the moment: it is paused.';
const silent = 'Jira could not be asked which issues belong to this one. Look again in a minute.';
const unseen =
  'Jira could not be asked which of the issues that belong to this one you may see. Look again in a minute.';
const missing = 'Our account at Jira may not see this issue, and so not the issues that belong to it.';
const tooMany = `More than ${childrenLimit} issues belong to this one; the first ${childrenLimit} are taken in.`;

/** Make one for a process and keep it. Whatever goes wrong is said in words: the issue itself is shown all the same. */
export function createFindChildren(deps: FindChildrenDeps): FindChildren {
  const memory = shortMemory<Answer>(deps.clock, childrenMilliseconds, mostAnswers);

  async function answerOf(id: JiraSiteId, key: IssueKey): Promise<Answer> {
    const name = `${id} ${key}`;
    const answer = memory.recall(name) ?? (await askSite(deps, id, key));
    memory.keep(name, answer);
    return answer;
  }

  return async (caller, sites, key) => {
    const answers = await Promise.all(sites.map((id) => answerOf(id, key)));
    // Another site that has the issue has said what there is.
    const told = answers.filter(({ isMissing }) => isMissing !== true);
    const keys = [...new Set(told.flatMap((answer) => answer.keys))].filter((each) => each !== key);
    const because = (told.length === 0 ? answers : told).find((answer) => answer.because !== undefined)?.because;
    try {
      const seen = await deps.issueGate.seenAmong(caller, keys);
      return { keys: keys.filter((each) => seen.has(each)), because };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { keys: [], because: unseen };
    }
  };
}

async function askSite(deps: FindChildrenDeps, id: JiraSiteId, key: IssueKey): Promise<Answer> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined) return { keys: [], because: undefined, isMissing: true };
  if (site.pausedBecause !== undefined) return { keys: [], because: paused };
  try {
    const { issues } = await connectJira(deps, site);
    if (issues === undefined) return { keys: [], because: noAccount };
    const { keys, isCut } = await issues.children(key, childrenLimit);
    return { keys, because: isCut ? tooMany : undefined };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.kind === 'rejected') return { keys: [], because: missing, isMissing: true };
    deps.log.warn('Jira did not say which issues belong to another', {
      site: id,
      kind: error.kind,
      message: error.message,
    });
    return { keys: [], because: silent };
  }
}
