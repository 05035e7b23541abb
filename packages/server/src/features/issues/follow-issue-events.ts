/** Does what the events that Jira sent ask for: issues learned or forgotten, projects asked for again. */

import type { JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import { addRefreshProjectsJob } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { WaitingIssueEvent } from '../../ports/store/issue-watches.ts';
import { learnIssues } from './learn-issues.ts';

export interface FollowIssueEventsDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Events in one transaction. */
const eventsAtOnce = 200;

/** Until none waits, or we are asked to stop; what waits then is done by the next job. Asks nobody. */
export async function followIssueEvents(
  { store, clock }: FollowIssueEventsDeps,
  id: JiraSiteId,
  stopping: AbortSignal,
): Promise<void> {
  for (let more = true; more && !stopping.aborted;) {
    more = await store.transaction(async (tables) => {
      const waiting = await tables.issueWatches.waitingEvents(id, eventsAtOnce);
      await follow(tables, id, waiting);
      await tables.issueWatches.markFollowed(
        waiting.map((each) => each.id),
        clock.now(),
      );
      return waiting.length === eventsAtOnce;
    });
  }
}

async function follow(tables: Tables, id: JiraSiteId, waiting: readonly WaitingIssueEvent[]): Promise<void> {
  const events = waiting.map(({ event }) => event);
  await learnIssues(
    tables,
    id,
    events.filter((event) => event.kind === 'changed'),
  );
  // A key is never given again: whatever came before and after it, the issue is gone.
  const deleted = events.filter((event) => event.kind === 'deleted').map(({ key }) => key);
  await tables.knownIssues.forget(id, deleted);
  if (events.some(({ kind }) => kind === 'projects')) await addRefreshProjectsJob(tables.jobs, id, 'schedule');
}
