/** Asks before development information goes another way, or the Forge app is forgotten. */

import type { DevelopmentSink } from '@branchline/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Dialog } from '../../components/dialog.tsx';
import * as texts from '../../texts.ts';

/** Which way it goes from now on, or that the app is forgotten. */
export type ForgeDeed = DevelopmentSink | 'forget';

export interface ForgeDialogProps {
  readonly siteId: number;
  readonly deed: ForgeDeed;
  /** As it is now. */
  readonly sink: DevelopmentSink;
  readonly onClose: () => void;
}

const words = texts.jiraCredentials.forge;

export function ForgeDialog({ siteId, deed, sink, onClose }: ForgeDialogProps): ReactElement {
  const queries = useQueryClient();
  const params = { id: siteId };
  const act = useMutation({
    mutationFn: async () => {
      if (deed === 'forget') await api.forgetForgeApp({ params });
      else await api.switchSink({ params, body: { sink: deed } });
    },
    onSuccess: async () => {
      onClose();
      await queries.invalidateQueries();
    },
  });
  const lines =
    deed === 'forget'
      ? [...words.forgetText, ...(sink === 'forge' ? [words.forgetSink] : [])]
      : [words.switchText[deed], words.both];
  return (
    <Dialog
      title={deed === 'forget' ? words.forgetTitle : words.switchTitle[deed]}
      action={deed === 'forget' ? words.forget : words.switchTo[deed]}
      tone={deed === 'forget' ? 'danger' : 'primary'}
      busy={act.isPending}
      problem={act.error === null ? undefined : problemOf(act.error)}
      onAction={() => act.mutate()}
      onClose={onClose}
    >
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Dialog>
  );
}
