/** Why one command of a smart commit cannot be run, on its way to the row of the run. */

import { Failure } from '@branchline/domain';
import type { SmartCommitReason } from '../../ports/store/smart-commits.ts';

const reasons = new WeakMap<Failure, SmartCommitReason>();

/** To be thrown: a failure for the author of the commit, whose reason `reasonOf` knows. */
export function refusal(reason: SmartCommitReason, message: string): Failure {
  const failure = new Failure('rejected', 'jira', message);
  reasons.set(failure, reason);
  return failure;
}

/** Why a command failed; what Jira itself says no to has no other reason. */
export function reasonOf(failure: Failure): SmartCommitReason {
  return reasons.get(failure) ?? (failure.kind === 'forbidden' ? 'no-permission' : 'refused-by-jira');
}
