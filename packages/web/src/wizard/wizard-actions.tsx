/** The way back, and the way out that leaves nothing behind. */

import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { problemOf } from '../api.ts';
import * as texts from '../texts.ts';
import type { Wizard } from './use-wizard.ts';

export interface WizardActionsProps {
  readonly wizard: Wizard;
  /** Left out: there is no way back from here. */
  readonly onBack?: () => void;
}

const words = texts.wizard;

export function WizardActions({ wizard, onBack }: WizardActionsProps): ReactElement {
  const cancel = useMutation({ mutationFn: wizard.cancel });
  return (
    <>
      {onBack !== undefined && (
        <button type="button" className="bl-button" onClick={onBack}>
          {words.back}
        </button>
      )}
      <button
        type="button"
        className="bl-button"
        title={words.cancelHint}
        disabled={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {words.cancel}
      </button>
      {cancel.error !== null && (
        <span className="action-problem" role="alert">
          {problemOf(cancel.error).detail ?? problemOf(cancel.error).title}
        </span>
      )}
    </>
  );
}
