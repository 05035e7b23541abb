/** Asks before a Jira site goes, and says in numbers what goes with it. */

import type { JiraSiteDetails } from '@branchline/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import * as texts from '../../texts.ts';

export interface RemoveSiteDialogProps {
  readonly site: JiraSiteDetails;
  readonly onClose: () => void;
}

const words = texts.jiraSites;

export function RemoveSiteDialog({ site, onClose }: RemoveSiteDialogProps): ReactElement {
  const { id, name, sending } = site;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.removeJiraSite({ params: { id } }),
    onSuccess: async () => {
      await navigate({ to: '/jira-sites' });
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      title={words.remove.title(name)}
      action={words.actions.remove}
      confirm={name}
      busy={remove.isPending}
      problem={remove.error === null ? undefined : problemOf(remove.error)}
      onAction={() => remove.mutate()}
      onClose={onClose}
    >
      <ul>
        <li>{words.remove.takesBack(sending.sent)}</li>
        <li>{words.remove.forgets}</li>
      </ul>
      <p>{words.remove.refused}</p>
    </Dialog>
  );
}
