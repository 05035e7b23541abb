/** Unchanged lines that are not shown: how many, where they are, and buttons that show some or all of them. */

import type { ReactElement } from 'react';
import { Icon } from '../icon.tsx';
import { diffTexts } from './diff-texts.ts';
import type { RevealedLines, ShownGap } from './shown-lines.ts';
import { visibleText } from '../visible-text.ts';

export interface GapLineProps {
  readonly gap: ShownGap;
  /** Without it only what is there can be seen. */
  readonly onReveal: ((lines: RevealedLines) => void) | undefined;
}

/** Lines shown with one press. */
const step = 20;

export function GapLine({ gap, onReveal }: GapLineProps): ReactElement {
  const { first, last, heading } = gap;
  const count = last === undefined ? undefined : last - first + 1;
  const isLong = count === undefined || count > step;
  const words = diffTexts.more;
  return (
    <div className="bl-gap">
      {onReveal !== undefined && (
        <span className="bl-gap-buttons">
          {isLong && first > 1 && (
            <button type="button" title={words.down} onClick={() => onReveal({ first, last: first + step - 1 })}>
              <Icon name="expand-down" label={words.down} />
            </button>
          )}
          {isLong && last !== undefined && (
            <button type="button" title={words.up} onClick={() => onReveal({ first: last - step + 1, last })}>
              <Icon name="expand-up" label={words.up} />
            </button>
          )}
          {count !== undefined && (
            <button type="button" onClick={() => onReveal({ first, last: first + count - 1 })}>
              {words.all(count)}
            </button>
          )}
        </span>
      )}
      <span className="bl-gap-words">
        {count === undefined ? diffTexts.gapToEnd : onReveal === undefined && diffTexts.gap(count)}{' '}
        <bdi>{visibleText(heading)}</bdi>
      </span>
    </div>
  );
}
