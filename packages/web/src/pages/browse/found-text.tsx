/** A text with what somebody looked for marked in it. */

import { findsIn, visibleText } from '@branchline/issue-panel';
import type { ReactElement } from 'react';

export interface FoundTextProps {
  readonly text: string;
  /** In any case. */
  readonly wanted: string;
}

export function FoundText({ text, wanted }: FoundTextProps): ReactElement {
  const found = findsIn(text, wanted);
  const last = found.at(-1)?.end ?? 0;
  return (
    <bdi>
      {found.map(({ start, end }, place) => (
        <span key={start}>
          {visibleText(text.slice(found[place - 1]?.end ?? 0, start))}
          <mark>{visibleText(text.slice(start, end))}</mark>
        </span>
      ))}
      {visibleText(text.slice(last))}
    </bdi>
  );
}
