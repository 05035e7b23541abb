/** Asks why before something is held back, and says what that means. */

import { useState } from 'react';
import type { ReactElement } from 'react';
import { ActionDialog } from './action-dialog.tsx';
import { TextField } from './text-field.tsx';

/** What the dialog says of the thing. */
export interface ReasonWords {
  readonly title: string;
  readonly text: string;
  readonly because: string;
  readonly becauseHint: string;
  readonly action: string;
}

export interface ReasonDialogProps {
  readonly words: ReasonWords;
  /** @param because as it was typed; may be empty */
  readonly run: (because: string) => Promise<unknown>;
  readonly onClose: () => void;
}

export function ReasonDialog({ words, run, onClose }: ReasonDialogProps): ReactElement {
  const [because, setBecause] = useState('');
  return (
    <ActionDialog title={words.title} action={words.action} tone="primary" run={() => run(because)} onClose={onClose}>
      <p>{words.text}</p>
      <TextField
        label={words.because}
        name="because"
        hint={words.becauseHint}
        isOptional
        value={because}
        onChange={setBecause}
        input={{ maxLength: 300, autoComplete: 'off' }}
      />
    </ActionDialog>
  );
}
