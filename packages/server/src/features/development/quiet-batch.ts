/** Keeps Jira from running what messages of a repository command, where an administrator wants no smart commits of it. */

import { parseSmartCommit, type DevelopmentBatch } from '@branchline/domain';

/** As generously as anybody might read it. */
function commandsSomething(message: string): boolean {
  return parseSmartCommit(message, 'multi-line', undefined, { includeMerges: true }).length > 0;
}

/** Jira reads messages of commits, and of the last commit of each branch; what commands nothing is an event as before. */
export function quietBatch(batch: DevelopmentBatch): DevelopmentBatch {
  return {
    ...batch,
    commits: batch.commits.map((row) =>
      commandsSomething(row.thing.commit.message) ? { ...row, thing: { ...row.thing, isQuiet: true } } : row,
    ),
    branches: batch.branches.map((row) =>
      commandsSomething(row.thing.branch.head.message) ? { ...row, thing: { ...row.thing, isQuiet: true } } : row,
    ),
  };
}
