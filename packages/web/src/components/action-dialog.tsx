/** Asks before the server is told to do something, shows what that ran into, and closes when it is done. */

import type { ReactElement, ReactNode } from 'react';
import { problemOf } from '../api.ts';
import { Dialog, type DialogProps } from './dialog.tsx';
import { useAction } from './use-action.ts';

export interface ActionDialogProps extends Pick<DialogProps, 'title' | 'tone' | 'onClose'> {
  /** What the button says; a verb. */
  readonly action: string;
  readonly run: () => Promise<unknown>;
  /** What will happen, and fields that say how. */
  readonly children: ReactNode;
}

export function ActionDialog({ run, onClose, children, ...dialog }: ActionDialogProps): ReactElement {
  const doing = useAction(run, onClose);
  return (
    <Dialog
      {...dialog}
      busy={doing.isPending}
      problem={doing.error === null ? undefined : problemOf(doing.error)}
      onAction={() => doing.mutate(undefined)}
      onClose={onClose}
    >
      {children}
    </Dialog>
  );
}
