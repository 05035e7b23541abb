/** A button for something to do next: shown only where the host does such things. */

import type { ReactElement, ReactNode } from 'react';
import type { PanelAction } from './panel-action.ts';
import { usePanelTools } from './panel-tools.tsx';

export interface ActButtonProps {
  readonly action: PanelAction;
  /** For screen readers, where the words alone do not say to what. */
  readonly label?: string;
  readonly tone?: 'primary' | 'plain' | 'quiet';
  readonly children: ReactNode;
}

export function ActButton({ action, label, tone = 'quiet', children }: ActButtonProps): ReactElement | null {
  const { onAct } = usePanelTools();
  if (onAct === undefined) return null;
  return (
    <button
      type="button"
      className={tone === 'quiet' ? 'bl-act' : `bl-button bl-button-${tone}`}
      {...(label === undefined ? {} : { 'aria-label': label })}
      onClick={() => onAct(action)}
    >
      {children}
    </button>
  );
}
