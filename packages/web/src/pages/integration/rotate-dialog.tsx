/** Asks before a token makes its own successor: whoever else uses it is locked out. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import * as texts from '../../texts.ts';

export interface RotateDialogProps {
  readonly id: number;
  readonly name: string;
  readonly onClose: () => void;
}

const words = texts.integration;

export function RotateDialog({ id, name, onClose }: RotateDialogProps): ReactElement {
  const queries = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => api.rotateToken({ params: { id } }),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  return (
    <Dialog
      title={words.rotated(name)}
      action={words.rotateAction}
      busy={rotate.isPending}
      problem={rotate.error === null ? undefined : problemOf(rotate.error)}
      onAction={() => rotate.mutate()}
      onClose={onClose}
    >
      <p>{words.rotateText}</p>
    </Dialog>
  );
}
