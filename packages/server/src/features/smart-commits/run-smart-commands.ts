/** Does what smart commits command for one issue, one after the other, each once. */

import {
  Failure,
  projectOf,
  smartCommitSettingsOf,
  type IssueKey,
  type JiraSiteId,
  type PersonId,
} from '@branchline/domain';
import type { JiraSite } from '../../ports/jira-site.ts';
import { addSmartCommandsJob } from '../../ports/smart-commit-jobs.ts';
import type { SmartCommitEnd, SmartCommitRun } from '../../ports/store/smart-commits.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { carryOut, type CarryOutDeps, type Command } from './carry-out.ts';
import { isForLater } from './choose-writer.ts';
import { concludeRun, type ConcludeRunDeps } from './conclude-run.ts';
import { decideAuthor, type DecideAuthorDeps } from './decide-author.ts';
import { reasonOf } from './refusal.ts';
import { whyNotOurs } from './why-not-ours.ts';

export interface RunSmartCommandsDeps extends ConnectJiraDeps, DecideAuthorDeps, ConcludeRunDeps, CarryOutDeps {
  readonly store: ConcludeRunDeps['store'];
}

export interface IssueRequest {
  readonly jiraSiteId: JiraSiteId;
  readonly key: IssueKey;
}

/** Commands of one job; then other issues have their turn. */
const commandsAtOnce = 50;

type End = Omit<SmartCommitEnd, 'at'>;

/** Undefined when the command is no longer there to be run. */
async function attempt(deps: RunSmartCommandsDeps, command: Command): Promise<End | undefined> {
  const { personId } = command;
  try {
    const message = await carryOut(deps, command);
    return message === undefined ? undefined : { state: 'done', reason: undefined, message, personId };
  } catch (error) {
    if (!(error instanceof Failure) || isForLater(error)) throw error;
    return { state: 'failed', reason: reasonOf(error), message: error.message, personId };
  }
}

function skipped(because: Pick<End, 'message' | 'reason'>, personId: PersonId | undefined): End {
  return { state: 'skipped', reason: because.reason, message: because.message, personId };
}

async function runOne(deps: RunSmartCommandsDeps, jira: JiraSite, run: SmartCommitRun): Promise<void> {
  const choices = await deps.store.smartCommits.choices(run.jiraSiteId);
  const settings = smartCommitSettingsOf(choices, projectOf(run.key));
  // What has begun is brought to its end, whatever was set since.
  const because = run.startedAt === undefined ? await whyNotOurs(deps.store, run, settings) : undefined;
  if (because !== undefined) return concludeRun(deps, run, skipped(because, undefined));
  const author = await decideAuthor(deps, run, settings);
  if (author.kind === 'nobody') return concludeRun(deps, run, skipped(author, undefined));
  const end = await attempt(deps, { ...author, jira, run, settings });
  if (end !== undefined) await concludeRun(deps, run, end);
}

/**
 * One failing command never stops the next; what Jira cannot be asked for now stops all of the issue, so that their
 * order stays. Safe to run again after a kill at any point.
 * @throws Failure when Jira wants us to come back later, or refuses our account
 */
export async function runSmartCommands(
  deps: RunSmartCommandsDeps,
  { jiraSiteId, key }: IssueRequest,
  stopping: AbortSignal,
): Promise<void> {
  const site = await deps.store.jiraSites.get(jiraSiteId);
  if (site === undefined || site.pausedBecause !== undefined) return;
  const jira = await connectJira(deps, site);
  for (const run of await deps.store.smartCommits.unfinished(jiraSiteId, key, commandsAtOnce)) {
    stopping.throwIfAborted();
    await runOne(deps, jira, run);
  }
  if ((await deps.store.smartCommits.unfinished(jiraSiteId, key, 1)).length === 0) return;
  await deps.store.transaction((tables) => addSmartCommandsJob(tables.jobs, { jiraSiteId, key }));
}
