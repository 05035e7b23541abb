/** Asks before a token for programs is taken back. */

import type { ApiTokenView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import * as texts from '../texts.ts';
import { ActionDialog } from './action-dialog.tsx';

export interface RevokeDialogProps {
  readonly token: ApiTokenView;
  readonly onClose: () => void;
}

const words = texts.shared.revoke;

export function RevokeDialog({ token, onClose }: RevokeDialogProps): ReactElement {
  return (
    <ActionDialog
      title={words.title(token.name)}
      action={words.action}
      run={() => api.removeApiToken({ params: { id: token.id } })}
      onClose={onClose}
    >
      <p>{words.text}</p>
    </ActionDialog>
  );
}
