/** Tells Atlassian whose account ids are kept, as its rules on personal data ask, and erases those that are closed. */

import type { JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { byBranchline } from '../../ports/store/audit-log.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { conflictInWords } from './identity-words.ts';

export interface ReportAccountsDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** In one request (developer.atlassian.com, "Personal data reporting API"). */
export const accountsAtOnce = 90;

/** Batches of one job; the schedule goes on. */
const batchesAtOnce = 50;

/**
 * Reports what is due, batch by batch, each kept before the next. Of what changed nothing is kept here but the id
 * itself, so only closed accounts lead to anything.
 * @throws Failure when Atlassian cannot be told at the moment; what was told stays told
 */
export async function reportAccounts(deps: ReportAccountsDeps, id: JiraSiteId, stopping: AbortSignal): Promise<void> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined) return;
  const { accountReports } = await connectJira(deps, site);
  if (accountReports === undefined) return putOff(deps, id);
  for (let batch = 0; batch < batchesAtOnce && !stopping.aborted; batch += 1) {
    const due = await deps.store.people.accounts.dueForReport(id, deps.clock.now(), accountsAtOnce);
    if (due.length === 0) return;
    const told = due.map(({ accountId, addedAt }) => ({ accountId, updatedAt: addedAt }));
    const { closed, nextAt } = await accountReports.report(told);
    await deps.store.transaction(async (tables) => {
      const { accounts } = tables.people;
      const ids = due.map(({ accountId }) => accountId);
      await accounts.noteReported(id, ids, nextAt);
      if (closed.length === 0) return;
      await tables.people.regroup(await accounts.forget(closed), conflictInWords);
      const note = `${closed.length === 1 ? 'One account was' : `${closed.length} accounts were`} closed at Atlassian.`;
      const entry = { who: byBranchline, what: 'people/erase-accounts', about: `jira-site/${id}`, origin: 'schedule' };
      await tables.auditLog.add({ ...entry, result: 'done', note });
    });
  }
}

/** Nothing to tell it with, as at Data Center or without our app: looked at again the next day. */
async function putOff({ store, clock }: ReportAccountsDeps, id: JiraSiteId): Promise<void> {
  const now = clock.now();
  const tomorrow = new Date(now.getTime() + 86_400_000);
  for (let batch = 0; batch < batchesAtOnce; batch += 1) {
    const due = await store.people.accounts.dueForReport(id, now, 1000);
    if (due.length === 0) return;
    const ids = due.map(({ accountId }) => accountId);
    await store.people.accounts.noteReported(id, ids, tomorrow);
  }
}
