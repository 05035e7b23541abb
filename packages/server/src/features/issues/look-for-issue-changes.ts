/** Asks a Jira site what happened to its issues, for sites that cannot tell us, or whose events were lost. */

import { Failure, type JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JiraChanges } from '../../ports/jira-site.ts';
import type { Store } from '../../ports/store.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { learnIssues } from './learn-issues.ts';

export interface LookForIssueChangesDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Between looks at a site that tells us nothing by itself. */
const ordinaryPause = 3 * minute;
/** While events arrive, and where nobody may ask. */
const longPause = hour;
/** A site whose last event is older counts as one that tells us nothing. */
const eventsCountFor = day;
/** Jira counts in minutes, and its clock is not ours. */
const overlap = 2 * minute;
/** The first look goes back so far: older issues are asked for by their keys. */
const firstLook = 10 * minute;

/**
 * From where the last look ended, page by page, so that a kill costs one page.
 * @throws Failure when Jira cannot be asked at the moment; the next look begins where this one ended
 */
export async function lookForIssueChanges(
  deps: LookForIssueChangesDeps,
  id: JiraSiteId,
  stopping: AbortSignal,
): Promise<void> {
  const { store, clock } = deps;
  const site = await store.jiraSites.get(id);
  if (site === undefined || site.pausedBecause !== undefined) return;
  const started = clock.now();
  const { until, lastEventAt } = await store.issueWatches.look(id);
  const { changes } = await connectJira(deps, site);
  const since = until ?? before(started, firstLook);
  const asked = changes !== undefined && (await readChanges(deps, id, changes, since, stopping));
  if (stopping.aborted) return;
  const isTold = lastEventAt !== undefined && lastEventAt > before(started, eventsCountFor);
  const nextAt = new Date(clock.now().getTime() + (isTold || !asked ? longPause : ordinaryPause));
  // While nobody may ask, the place to go on from stays.
  await store.issueWatches.saveLook(id, asked ? before(started, overlap) : undefined, nextAt);
}

/** False when Jira refuses the account, which the check of the site shows. */
async function readChanges(
  { store, clock }: LookForIssueChangesDeps,
  id: JiraSiteId,
  changes: JiraChanges,
  since: Date,
  stopping: AbortSignal,
): Promise<boolean> {
  try {
    for await (const page of changes.since(since)) {
      const at = clock.now();
      await store.transaction(async (tables) => {
        const news = page.map(({ issue }) => ({ issue, formerKeys: [], at }));
        await learnIssues(tables, id, news);
        const reached = page.at(-1)?.updatedAt;
        if (reached !== undefined) await tables.issueWatches.saveLook(id, before(reached, overlap), at);
      });
      if (stopping.aborted) break;
    }
    return true;
  } catch (error) {
    if (error instanceof Failure && (error.kind === 'unauthorized' || error.kind === 'forbidden')) return false;
    // Whatever becomes of this job: the schedule does not ask for another one at once.
    await store.issueWatches.saveLook(id, undefined, new Date(clock.now().getTime() + ordinaryPause));
    throw error;
  }
}

function before(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() - milliseconds);
}
