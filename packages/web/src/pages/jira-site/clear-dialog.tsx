/** Asks before what a site was sent of a place is taken back. */

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import type { PlaceToClear } from '../../queries/jira-site-parts.ts';
import * as texts from '../../texts.ts';

export interface ClearDialogProps {
  readonly siteId: number;
  readonly place: PlaceToClear;
  readonly name: string;
  /** In numbers. */
  readonly consequences: string;
  readonly onClose: () => void;
}

const words = texts.jiraSites.clear;

export function ClearDialog({ siteId, place, name, consequences, onClose }: ClearDialogProps): ReactElement {
  const queries = useQueryClient();
  const clear = useMutation({
    mutationFn: () =>
      api.clearJiraSite({
        params: { id: siteId },
        body: { integrationId: place.integrationId ?? null, repositoryId: place.repositoryId ?? null },
      }),
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries();
    },
  });
  return (
    <Dialog
      title={words.question(name)}
      action={words.action}
      busy={clear.isPending}
      problem={clear.error === null ? undefined : problemOf(clear.error)}
      onAction={() => clear.mutate()}
      onClose={onClose}
    >
      <p>{consequences}</p>
      <p>{words.stays}</p>
    </Dialog>
  );
}
