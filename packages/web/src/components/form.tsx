/** A form: its fields, what the server said about them, and the button that sends it. */

import { ProblemView } from '@branchline/issue-panel';
import type { FormEvent, ReactElement, ReactNode } from 'react';
import { problemOf } from '../api.ts';
import { copyText } from './copy-text.ts';

export interface FormProps {
  /** What the button says; a verb that says what it does. */
  readonly action: string;
  readonly busy?: boolean;
  /** What sending ran into; null or undefined: nothing. */
  readonly error?: unknown;
  readonly onSend: (form: FormData) => void;
  readonly children: ReactNode;
  /** Beside the button. */
  readonly besideAction?: ReactNode;
}

export function Form(props: FormProps): ReactElement {
  const { action, busy = false, error, onSend, children, besideAction } = props;
  function send(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    onSend(new FormData(event.currentTarget));
  }
  return (
    <form className="form" onSubmit={send}>
      {children}
      {error !== undefined && error !== null && <ProblemView problem={problemOf(error)} onCopy={copyText} />}
      <div className="actions">
        <button type="submit" className="bl-button button-primary" disabled={busy}>
          {action}
        </button>
        {besideAction}
      </div>
    </form>
  );
}
