/** A dialog that does one thing under one's own name, and asks for the account in place where none is connected yet. */

import type { ReactElement, ReactNode } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { useActing } from './use-acting.tsx';

export interface ActDialogProps {
  readonly title: string;
  /** What the button says; a verb. */
  readonly action: string;
  readonly tone?: 'primary' | 'danger';
  readonly run: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function ActDialog({ title, action, tone = 'primary', run, onClose, children }: ActDialogProps): ReactElement {
  // What is wished is all in `run`; a wish there must be, as it is sent again once an account is connected.
  const acting = useActing<'this', unknown>(run, onClose);
  return (
    <>
      <Dialog
        title={title}
        action={action}
        tone={tone}
        busy={acting.isPending}
        problem={acting.problem}
        onAction={() => acting.act('this')}
        onClose={onClose}
      >
        {children}
      </Dialog>
      {acting.asking}
    </>
  );
}
