/** Forgets what Jira told of issues once nobody asks for it any more. */

import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';

export interface ForgetOldIssuesDeps {
  readonly store: Store;
  readonly clock: Clock;
}

const day = 24 * 3_600_000;
/** Our pages read an issue again whenever somebody looks at it; what nobody looked at for so long is Jira's alone. */
const issuesKeptDays = 30;
/** Jira repeats an event for a little more than an hour (developer.atlassian.com, "Webhooks"). */
const eventsKeptDays = 2;

/** Run it every minute: with nothing old it costs nothing. Former keys stay for ever. */
export async function forgetOldIssues({ store, clock }: ForgetOldIssuesDeps): Promise<void> {
  const now = clock.now().getTime();
  await store.knownIssues.forgetReadBefore(new Date(now - issuesKeptDays * day));
  await store.issueWatches.forgetEventsBefore(new Date(now - eventsKeptDays * day));
}
