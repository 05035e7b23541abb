/** A dialog for one decision: the title is the question, the focus stays inside and returns. */

import { useEffect, useId, useRef } from 'react';
import type { ReactElement, ReactNode } from 'react';

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button that does it says; a verb. Without it there is only a button to close. */
  readonly action?: string;
  readonly busy?: boolean;
  readonly onAction?: () => void;
  readonly onClose: () => void;
}

export function Dialog({ title, children, action, busy = false, onAction, onClose }: DialogProps): ReactElement {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      <div className="dialog-body">{children}</div>
      <div className="actions">
        <button type="button" className="bl-button" onClick={() => dialog.current?.close()}>
          {action === undefined ? 'Close' : 'Cancel'}
        </button>
        {action !== undefined && (
          <button type="button" className="bl-button button-danger" disabled={busy} onClick={onAction}>
            {action}
          </button>
        )}
      </div>
    </dialog>
  );
}
