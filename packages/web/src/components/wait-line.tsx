/** That a Git service makes us wait, why, and until when. */

import type { RequestsWait } from '@branchline/contract';
import { RelativeTime } from '@branchline/issue-panel';
import type { ReactElement } from 'react';

export interface WaitLineProps {
  readonly wait: RequestsWait | null;
  readonly now: Date;
}

/** Git is not asked through the service's API, so commits and branches go on. */
export function WaitLine({ wait, now }: WaitLineProps): ReactElement | null {
  if (wait === null) return null;
  const who = wait.for === 'everybody' ? 'Its API is asked again' : 'Pull requests and lists go on';
  return (
    <p className="reason">
      {wait.because} {who} <RelativeTime at={wait.until} now={now} />. Commits and branches do not wait.
    </p>
  );
}
