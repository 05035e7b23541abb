/** A dialog for one decision: the title is the question, the focus stays inside and returns. */

import type { Problem } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { useEffect, useId, useRef, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import * as texts from '../texts.ts';
import { copyText } from './copy-text.ts';
import { TextField } from './text-field.tsx';

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button that does it says; a verb. Without it there is only a button to close. */
  readonly action?: string;
  /** `danger` takes something away. */
  readonly tone?: 'primary' | 'danger';
  readonly busy?: boolean;
  /** What went wrong when it was tried. */
  readonly problem?: Problem | undefined;
  /** Must be typed before the button works: only for what cannot be undone. */
  readonly confirm?: string;
  readonly onAction?: () => void;
  readonly onClose: () => void;
}

export function Dialog(props: DialogProps): ReactElement {
  const { title, children, action, tone = 'danger', busy = false, problem, confirm, onAction, onClose } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const [typed, setTyped] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const isConfirmed = confirm === undefined || typed.trim() === confirm;
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={heading} onClose={onClose}>
      <h2 id={heading}>{title}</h2>
      <div className="dialog-body">
        {problem !== undefined && <ProblemView problem={problem} onCopy={copyText} />}
        {children}
        {confirm !== undefined && (
          <TextField
            label={texts.shared.typeToConfirm(confirm)}
            name="confirm"
            value={typed}
            onChange={setTyped}
            input={{ autoComplete: 'off' }}
          />
        )}
      </div>
      <div className="actions">
        <button type="button" className="bl-button" onClick={() => dialog.current?.close()}>
          {action === undefined ? texts.shared.close : texts.shared.cancel}
        </button>
        {action !== undefined && (
          <button
            type="button"
            className={`bl-button button-${tone}`}
            disabled={busy || !isConfirmed}
            onClick={onAction}
          >
            {action}
          </button>
        )}
      </div>
    </dialog>
  );
}
