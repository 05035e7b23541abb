/** Asks why an integration is paused, and says what that means. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import * as texts from '../../texts.ts';

export interface PauseDialogProps {
  readonly id: number;
  readonly name: string;
  readonly onClose: () => void;
}

const words = texts.integration.pause;

export function PauseDialog({ id, name, onClose }: PauseDialogProps): ReactElement {
  const queries = useQueryClient();
  const [because, setBecause] = useState('');
  const pause = useMutation({
    mutationFn: () => api.pauseIntegration({ params: { id }, body: { because } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      title={words.title(name)}
      action={words.action}
      tone="primary"
      busy={pause.isPending}
      problem={pause.error === null ? undefined : problemOf(pause.error)}
      onAction={() => pause.mutate()}
      onClose={onClose}
    >
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
    </Dialog>
  );
}
