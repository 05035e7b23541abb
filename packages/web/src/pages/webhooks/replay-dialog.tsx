/** Says how many webhooks would be read again before they are. */

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { deliveryCountQuery, type DeliveriesWanted } from '../../queries/webhooks.ts';
import * as texts from '../../texts.ts';

/** Some, or all that a filter lets through. */
export type ReplayWish = { readonly ids: readonly number[] } | { readonly filter: DeliveriesWanted };

export interface ReplayDialogProps {
  readonly wish: ReplayWish;
  readonly onDone: (count: number) => void;
  readonly onClose: () => void;
}

const words = texts.webhooks.replay;

export function ReplayDialog({ wish, onDone, onClose }: ReplayDialogProps): ReactElement {
  const isChosen = 'ids' in wish;
  const queries = useQueryClient();
  const count = useQuery({ ...deliveryCountQuery(isChosen ? {} : wish.filter), enabled: !isChosen });
  const counted = isChosen ? { deliveries: wish.ids.length, replayable: wish.ids.length } : count.data;
  const replay = useMutation({
    mutationFn: () => api.replayWebhooks({ body: isChosen ? { ids: [...wish.ids] } : { filter: said(wish.filter) } }),
    onSuccess: async ({ replayed }) => {
      onDone(replayed);
      onClose();
      await queries.invalidateQueries({ queryKey: ['webhooks'] });
    },
  });
  const replayable = counted?.replayable ?? 0;
  return (
    <Dialog
      title={counted === undefined ? words.counting : words.title(replayable)}
      tone="primary"
      {...(replayable === 0 ? {} : { action: words.run(replayable) })}
      busy={replay.isPending}
      problem={replay.error === null ? undefined : problemOf(replay.error)}
      onAction={() => replay.mutate()}
      onClose={onClose}
    >
      <Answer
        query={{ ...count, data: counted, error: isChosen ? null : count.error }}
        skeleton={<SkeletonRows label={words.counting} />}
      >
        {(data) => <p>{data.replayable === 0 ? words.none : words.text(data.replayable, data.deliveries)}</p>}
      </Answer>
    </Dialog>
  );
}

/** What was not said is left out. */
function said(filter: DeliveriesWanted): DeliveriesWanted {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}
