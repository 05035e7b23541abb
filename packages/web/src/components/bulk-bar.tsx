/** What can be done with the chosen rows of a table; there only while some are chosen. */

import { Icon } from '@branchline/issue-panel';
import type { ReactElement, ReactNode } from 'react';
import * as texts from '../texts.ts';

export interface BulkBarProps {
  readonly count: number;
  readonly onClear: () => void;
  /** Buttons. */
  readonly children: ReactNode;
}

export function BulkBar({ count, onClear, children }: BulkBarProps): ReactElement | null {
  if (count === 0) return null;
  return (
    <section className="bulk-bar" aria-label={texts.shared.selected(count)}>
      <span aria-live="polite">{texts.shared.selected(count)}</span>
      <div className="actions">{children}</div>
      <button type="button" className="icon-button" onClick={onClear}>
        <Icon name="close" label={texts.shared.clearSelection} />
      </button>
    </section>
  );
}
