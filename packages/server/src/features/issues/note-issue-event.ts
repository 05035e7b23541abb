/** Takes in an event of Jira's, whoever carried it here: safe first, followed by a job. */

import type { JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import { addFollowJob } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import type { IssueEvent } from '../../ports/store/issue-watches.ts';

export interface NoteIssueEventDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/**
 * False when an event with this identifier came before; then nothing is done. Once it answers, the event is safe.
 * @param identifier the same each time the sender repeats the event, and of no other event of the site
 */
export async function noteIssueEvent(
  { store, clock }: NoteIssueEventDeps,
  id: JiraSiteId,
  identifier: string,
  event: IssueEvent,
): Promise<boolean> {
  return store.transaction(async (tables) => {
    const isNew = await tables.issueWatches.addEvent(id, identifier, event, clock.now());
    if (isNew) await addFollowJob(tables.jobs, id);
    return isNew;
  });
}
