/** Locks under which credentials are changed. */

import { Failure } from '@branchline/domain';
import type { CredentialLocks } from '../../ports/store/credential-locks.ts';
import { namedLocks } from './named-locks.ts';

/** Longer than any refresh may take, its retries included. */
const patienceMilliseconds = 120_000;

export function credentialLocks(connectionString: string): CredentialLocks {
  const applicationName = 'branchline credential';
  const locks = namedLocks({ connectionString, applicationName, space: 7_245, patienceMilliseconds });
  return {
    async hold(name, work) {
      const held = await locks.hold(name, work);
      if (held.outcome === 'held-too-long') throw heldTooLong();
      return held.result;
    },
  };
}

function heldTooLong(): Failure {
  const message = 'Another process has been renewing this credential for two minutes. It is tried again later.';
  return new Failure('unavailable', 'git-service', message);
}
