/** A short fact in a frame: never colour alone, always words. */

import type { ReactElement, ReactNode } from 'react';

export interface BadgeProps {
  readonly tone: 'neutral' | 'information' | 'success' | 'warning' | 'danger';
  readonly title?: string;
  readonly children: ReactNode;
}

export function Badge({ tone, title, children }: BadgeProps): ReactElement {
  return (
    <span className={`bl-badge bl-badge-${tone}`} title={title}>
      {children}
    </span>
  );
}
