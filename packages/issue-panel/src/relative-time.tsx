/** A moment: relative to now, the exact one on hover. */

import type { ReactElement } from 'react';
import { exactTime, relativeTime } from './format.ts';

export function RelativeTime({ at, now }: { readonly at: string; readonly now: Date }): ReactElement {
  const moment = new Date(at);
  return (
    <time className="bl-time" dateTime={at} title={exactTime(moment)}>
      {relativeTime(moment, isBetweenLooks(moment, now) ? moment : now)}
    </time>
  );
}

/** Pages look at the clock a few times a minute: what happened since has just happened, and is not to come. */
function isBetweenLooks(moment: Date, now: Date): boolean {
  const ahead = moment.getTime() - now.getTime();
  return ahead > 0 && ahead < 60_000 && moment.getTime() <= Date.now();
}
