/** How far a branch is ahead of and behind the default branch: two small bars, and the same in words. */

import type { ReactElement } from 'react';
import * as texts from '../../texts.ts';

export interface StandingBarsProps {
  readonly ahead: number;
  readonly behind: number;
}

/** Of each bar, in the units of its drawing. */
const longest = 40;
/** Commits at which a bar is full. */
const full = 1000;

export function StandingBars({ ahead, behind }: StandingBarsProps): ReactElement {
  return (
    <span className="standing">
      <svg viewBox={`0 0 ${2 * longest} 8`} width={2 * longest} height="8" aria-hidden>
        <rect className="standing-behind" x={longest - barOf(behind)} y="1" width={barOf(behind)} height="6" />
        <rect className="standing-ahead" x={longest} y="1" width={barOf(ahead)} height="6" />
        <rect className="standing-middle" x={longest - 0.5} y="0" width="1" height="8" />
      </svg>
      <span className="quiet">{texts.browsedHistory.branches.standing(ahead, behind)}</span>
    </span>
  );
}

/** Grows with the number of digits, so that 3 and 300 can both be told from nothing. */
function barOf(commits: number): number {
  if (commits === 0) return 0;
  return Math.min(longest, Math.round((longest * Math.log(commits + 1)) / Math.log(full + 1)));
}
