/** Connecting an account of one's own before anything is sent, so that the service can be asked on one's behalf. */

import type { RepositoryForAction } from '@branchline/contract';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ConnectDialog } from '../../components/connect-dialog.tsx';
import * as texts from '../../texts.ts';

export interface Connecting {
  readonly connect: () => void;
  /** The question for the account, or nothing; not inside a form. */
  readonly asking: ReactNode;
}

export function useConnecting(repository: RepositoryForAction | undefined): Connecting {
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  return {
    connect: () => setOpen(true),
    asking: isOpen && repository?.actor.kind === 'token-needed' && (
      <ConnectDialog
        integration={{ id: repository.integrationId, name: repository.integrationName }}
        because={repository.actor.because}
        keeps={texts.acting.connect.keepsForNow}
        onConnected={close}
        onClose={close}
      />
    ),
  };
}
