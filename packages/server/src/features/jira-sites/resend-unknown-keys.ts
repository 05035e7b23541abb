/** An issue may be made after the commit that names it: what names it is sent again once Jira knows it. */

import { Failure, type IssueKey, type JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JiraIssueReading, JiraIssues } from '../../ports/jira-site.ts';
import { addResendJob } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import { sendKeysAgain } from '../issues/send-keys-again.ts';
import { connectJira, type ConnectJiraDeps } from './connect-jira.ts';
import { checkJiraSite } from './jira-credentials.ts';

export interface ResendUnknownKeysDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
}

const minute = 60;
const day = 24 * 60 * minute;

/** With an account Jira is asked: a hundred keys to a question, so that many can be asked for often. */
const asking = { keys: 1000, pause: { leastSeconds: 15 * minute, mostSeconds: 15 * minute } };
/** Without one, sending again is the only question, which costs a request for each repository: rarer and rarer. */
const sending = { keys: 100, pause: { leastSeconds: 15 * minute, mostSeconds: day } };

/**
 * Does a share of the keys that are due, and queues itself while there are more.
 * @throws Failure when Jira cannot be asked; keys stay due
 */
export async function resendUnknownKeys(deps: ResendUnknownKeysDeps, id: JiraSiteId): Promise<void> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined || site.pausedBecause !== undefined) return;
  const now = deps.clock.now();
  await deps.store.pushes.forgetUncarriedKeys(id);
  const { issues } = await connectJira(deps, site);
  const all = await deps.store.pushes.unknownKeysToTry(id, now, issues === undefined ? sending.keys : asking.keys);
  if (all.length === 0) return;
  const found = issues === undefined ? undefined : await foundAmong(deps, id, issues, all);
  const manner = found === undefined ? sending : asking;
  const due = all.slice(0, manner.keys);
  const appeared = found === undefined ? due : due.filter((key) => found.has(key));
  await deps.store.transaction(async (tables) => {
    // Forgetting is for the push when we only guess: a key that stays unknown keeps its growing pause.
    if (found !== undefined) await tables.pushes.forgetUnknownKeys(id, appeared);
    await tables.pushes.putOffUnknownKeys(id, due, now, manner.pause);
    const moved = appeared.map((key) => ({ former: key, present: found?.get(key)?.key ?? key }));
    await tables.issueAliases.learn(id, moved);
    await sendKeysAgain(tables, id, appeared, 'as-it-was');
    if (due.length === manner.keys) await addResendJob(tables.jobs, id);
  });
}

/** Undefined when Jira refuses the account: then it is as if there were none, and the site shows what is wrong. */
async function foundAmong(
  deps: ResendUnknownKeysDeps,
  id: JiraSiteId,
  issues: JiraIssues,
  keys: readonly IssueKey[],
): Promise<JiraIssueReading['found'] | undefined> {
  try {
    return (await issues.read(keys)).found;
  } catch (error) {
    const isRefused = error instanceof Failure && (error.kind === 'unauthorized' || error.kind === 'forbidden');
    if (!isRefused) throw error;
    await checkJiraSite(deps, id);
    return undefined;
  }
}
