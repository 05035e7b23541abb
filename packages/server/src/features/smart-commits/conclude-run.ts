/** Writes down how a command ended: on its row, in the audit log, and as a mail to come when it failed. */

import type { IssueKey, PersonId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import { addSmartCommitMailJob } from '../../ports/smart-commit-jobs.ts';
import type { Store } from '../../ports/store.ts';
import { byBranchline, type AuditResult } from '../../ports/store/audit-log.ts';
import type { SmartCommitEnd, SmartCommitRun } from '../../ports/store/smart-commits.ts';

export interface ConcludeRunDeps {
  readonly store: Store;
  readonly clock: Clock;
}

const auditResults: Readonly<Record<SmartCommitEnd['state'], AuditResult>> = {
  done: 'done',
  failed: 'failed',
  skipped: 'refused',
};

/** Names in the audit log are for people who administer; what a transition is called is no secret to them. */
function deedOf(command: string): string {
  return `smart-commit/${command}`;
}

function whoOf(personId: PersonId | undefined): string {
  return personId === undefined ? byBranchline : `person/${personId}`;
}

/** All of it in one transaction. */
export async function concludeRun(
  { store, clock }: ConcludeRunDeps,
  run: SmartCommitRun,
  end: Omit<SmartCommitEnd, 'at'>,
): Promise<void> {
  const repository = await store.repositories.get(run.commit.repositoryId);
  await store.transaction(async (tables) => {
    await tables.smartCommits.end(run.id, { ...end, at: clock.now() });
    await tables.auditLog.add({
      who: whoOf(end.personId),
      what: deedOf(run.command),
      about: run.key satisfies IssueKey,
      origin: `commit ${run.commit.hash} of ${repository?.name ?? `repository/${run.commit.repositoryId}`}`,
      result: auditResults[end.state],
      note: end.message,
    });
    const untold = await tables.smartCommits.toMail(run.commit.id);
    if (untold.length > 0) await addSmartCommitMailJob(tables.jobs, run.commit.id);
  });
}
