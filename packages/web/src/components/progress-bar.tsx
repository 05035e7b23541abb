/** A bar with its numbers in words beside it; without a total it only says that something moves. */

import type { ReactElement, ReactNode } from 'react';

export interface ProgressBarProps {
  /** Names the bar for screen readers. */
  readonly label: string;
  readonly done: number;
  /** Null while it is truly unknown. */
  readonly total: number | null;
  readonly children: ReactNode;
}

export function ProgressBar({ label, done, total, children }: ProgressBarProps): ReactElement {
  const known = total !== null && total > 0;
  return (
    <div className="progress">
      <progress aria-label={label} {...(known ? { value: Math.min(done, total), max: total } : {})} />
      <p className="progress-words">{children}</p>
    </div>
  );
}
