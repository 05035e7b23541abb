/** A moment: relative to now, the exact one on hover. */

import type { ReactElement } from 'react';
import { exactTime, relativeTime } from './format.ts';

export function RelativeTime({ at, now }: { readonly at: string; readonly now: Date }): ReactElement {
  const moment = new Date(at);
  return (
    <time className="bl-time" dateTime={at} title={exactTime(moment)}>
      {relativeTime(moment, now)}
    </time>
  );
}
