/** That a Git service makes us wait, why, and until when. */

import type { RequestsWait } from '@branchline/contract';
import { RelativeTime } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';

const words = texts.progress.wait;

export interface WaitLineProps {
  readonly wait: RequestsWait | null;
  readonly now: Date;
}

/** Git is not asked through the service's API, so commits and branches go on. */
export function WaitLine({ wait, now }: WaitLineProps): ReactElement | null {
  if (wait === null) return null;
  const who = wait.for === 'everybody' ? words.everybody : words.background;
  return (
    <p className="reason">
      {wait.because} {who} <RelativeTime at={wait.until} now={now} />. {words.gitGoesOn}
    </p>
  );
}
