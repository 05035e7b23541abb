/** Asks before everything is sent to a Jira site once more. */

import type { JiraSiteDetails } from '@branchline/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import * as texts from '../../texts.ts';

export interface ResendDialogProps {
  readonly site: JiraSiteDetails;
  readonly onClose: () => void;
}

const words = texts.jiraSites;

export function ResendDialog({ site, onClose }: ResendDialogProps): ReactElement {
  const { id, name, sending, repositoryCount } = site;
  const queries = useQueryClient();
  const resend = useMutation({
    mutationFn: () => api.resendJiraSite({ params: { id } }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      title={words.resend.title(name)}
      action={words.actions.resend}
      tone="primary"
      busy={resend.isPending}
      problem={resend.error === null ? undefined : problemOf(resend.error)}
      onAction={() => resend.mutate()}
      onClose={onClose}
    >
      <p>{words.resend.text(sending.sent, repositoryCount)}</p>
      <p>{words.resend.why}</p>
    </Dialog>
  );
}
