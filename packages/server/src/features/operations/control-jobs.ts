/** What a person does with a job: cancels it, tries it again, moves it first. Jobs that a worker has taken are left alone. */

import { nameOfPrincipal, type Principal } from '@branchline/domain';
import { stoppableJobs, type JobLine } from '../../ports/job-control.ts';
import { indexOptions, readFilesOptions } from '../../ports/job-options.ts';
import type { JobName } from '../../ports/jobs.ts';
import type { Store, Tables } from '../../ports/store.ts';

export interface ControlJobsDeps {
  readonly store: Store;
}

/** It cannot be done, and why: a whole sentence. */
export interface Kept {
  readonly kind: 'kept';
  readonly because: string;
}

/** `ending`: it runs, was told to end, and does so within seconds. */
export type CancelOutcome = { readonly kind: 'cancelled' | 'ending' } | Kept;

/** Cancelling one of these pauses the repository, or the schedule would ask for the same again. */
const indexing: ReadonlySet<JobName> = new Set(['index-repository', 'read-files']);

/** Promises that were made and are kept: nobody else would do it. */
const promised: Readonly<Partial<Record<JobName, string>>> = {
  'remove-integration': 'It removes an integration that somebody disconnected.',
  'remove-mirror': 'It removes the local copy of a repository that is not indexed any more.',
  'remove-development-information': 'It takes back from Jira what must not stay there.',
  'clear-jira-site': 'Somebody asked to clear this at Jira. Lift the clearing instead.',
  'clear-repository': 'Somebody asked to clear this at Jira. Lift the clearing instead.',
  'lift-clearing': 'It sends again what was cleared.',
  'follow-sink': 'It moves what Jira has from one way of sending to the other.',
  'apply-association': 'Jira would go on showing what an association does not allow any more.',
  'apply-link-sources': 'Jira would go on showing what link sources do not allow any more.',
  'queue-pushes': 'Jira would miss what changed for a whole integration.',
  'read-webhooks': 'It reads what Git services have sent and will not send again.',
  'follow-issue-events': 'It reads what Jira has sent and will not send again.',
  'run-smart-commit': 'It does what somebody wrote in a commit.',
  'run-smart-commands': 'It does what somebody wrote in a commit.',
  'report-accounts': 'Atlassian asks for this report of everybody who keeps account ids.',
  'check-integrations': 'It belongs to the clock of Branchline itself, and would come again.',
  'schedule-indexing': 'It belongs to the clock of Branchline itself, and would come again.',
};

/** Why a job cannot be cancelled now, in words; undefined when it can. */
export function whyKept({ name, state, isEnding }: JobLine): string | undefined {
  if (isEnding) return 'It was cancelled and is about to end.';
  const promise = promised[name];
  if (promise !== undefined) return promise;
  if (state !== 'running' || stoppableJobs.includes(name)) return undefined;
  return 'It runs, and this kind of work ends by itself in a moment.';
}

function kept(because: string): Kept {
  return { kind: 'kept', because };
}

/** What the audit log calls a job. */
function aboutOf({ repository, integration, jiraSite, id }: JobLine): string {
  if (repository !== undefined) return `repository/${repository.id}`;
  if (integration !== undefined) return `integration/${integration.id}`;
  return jiraSite === undefined ? `job/${id}` : `jira-site/${jiraSite.id}`;
}

async function writeDown(tables: Tables, principal: Principal, deed: string, job: JobLine): Promise<void> {
  await tables.auditLog.add({
    who: nameOfPrincipal(principal),
    what: `job/${deed}`,
    about: aboutOf(job),
    origin: 'api',
    result: 'done',
    note: job.name,
  });
}

/** Nothing of it is asked for by itself until somebody resumes the repository. */
async function pauseIndexing(tables: Tables, job: JobLine): Promise<void> {
  const repository = job.repository && (await tables.repositories.get(job.repository.id));
  if (repository === undefined) return;
  const because = 'Its indexing was cancelled by a person. Resume it to go on where it stopped.';
  await tables.repositories.setState(repository.id, 'paused', because);
  for (const { key } of [indexOptions(repository, 'person'), readFilesOptions(repository, 'person')]) {
    await tables.jobs.cancel(key);
  }
}

/** It may have begun since it was looked at. */
async function takeAway(tables: Tables, job: JobLine): Promise<CancelOutcome> {
  if (job.state !== 'running' && (await tables.jobControl.cancelWaiting(job.id))) return { kind: 'cancelled' };
  if (!stoppableJobs.includes(job.name)) {
    return kept('It began a moment ago, and this kind of work ends by itself. Nothing was cancelled.');
  }
  return { kind: (await tables.jobControl.askToEnd(job.id)) ? 'ending' : 'cancelled' };
}

/**
 * Takes a job out of the queue, or ends it while it runs where that is possible. The repository of a cancelled indexing
 * is paused. It is kept when it must be done, or runs and cannot be ended half-way. Undefined when there is no such job.
 */
export async function cancelJob(
  { store }: ControlJobsDeps,
  principal: Principal,
  id: string,
): Promise<CancelOutcome | undefined> {
  return store.transaction(async (tables) => {
    const job = await tables.jobControl.get(id);
    if (job === undefined) return undefined;
    const because = whyKept(job);
    if (because !== undefined) return kept(because);
    const outcome = await takeAway(tables, job);
    if (outcome.kind === 'kept') return outcome;
    if (indexing.has(job.name)) await pauseIndexing(tables, job);
    await writeDown(tables, principal, 'cancel', job);
    return outcome;
  });
}

type Nudge = 'retry' | 'moveFirst';

export type NudgeOutcome = { readonly kind: 'done' } | Kept;

async function nudge(
  { store }: ControlJobsDeps,
  principal: Principal,
  id: string,
  how: Nudge,
): Promise<NudgeOutcome | undefined> {
  return store.transaction(async (tables) => {
    const job = await tables.jobControl.get(id);
    if (job === undefined) return undefined;
    if (how === 'moveFirst' && job.state === 'failed') {
      return kept('It was given up, and does not wait. Try it again instead.');
    }
    if (!(await tables.jobControl[how](id))) return kept('It runs already.');
    await writeDown(tables, principal, how === 'retry' ? 'retry' : 'first', job);
    return { kind: 'done' };
  });
}

/** Runs a waiting or given-up job as soon as there is room. Undefined when there is no such job. */
export function retryJob(deps: ControlJobsDeps, principal: Principal, id: string): Promise<NudgeOutcome | undefined> {
  return nudge(deps, principal, id, 'retry');
}

/** Before every other waiting job. Undefined when there is no such job. */
export function moveJobFirst(
  deps: ControlJobsDeps,
  principal: Principal,
  id: string,
): Promise<NudgeOutcome | undefined> {
  return nudge(deps, principal, id, 'moveFirst');
}
