/** Asks why an integration is paused, and says what that means. */

import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import * as texts from '../../texts.ts';

export interface PauseDialogProps {
  readonly id: number;
  readonly name: string;
  readonly onClose: () => void;
}

const words = texts.integration.pause;

export function PauseDialog({ id, name, onClose }: PauseDialogProps): ReactElement {
  return (
    <ReasonDialog
      words={{ ...words, title: words.title(name) }}
      run={(because) => api.pauseIntegration({ params: { id }, body: { because } })}
      onClose={onClose}
    />
  );
}
