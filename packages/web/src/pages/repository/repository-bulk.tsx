/** What can be done with several repositories at once, and what came of it. */

import type { RequestOf, RepositorySummary } from '@branchline/contract';
import { Icon, ProblemView, type IconName } from '@branchline/issue-panel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { BulkBar } from '../../components/bulk-bar.tsx';
import { copyText } from '../../components/copy-text.ts';
import * as texts from '../../texts.ts';

type Order = RequestOf<'orderRepositories'>['body']['order'];

export interface RepositoryBulkProps {
  readonly chosen: readonly RepositorySummary[];
  readonly onClear: () => void;
}

const words = texts.repositories.bulk;
const orders: readonly (readonly [Order, IconName])[] = [
  ['reindex', 'refresh'],
  ['pause', 'pause'],
  ['resume', 'play'],
];

export function RepositoryBulk({ chosen, onClear }: RepositoryBulkProps): ReactElement {
  const queries = useQueryClient();
  const carryOut = useMutation({
    mutationFn: (order: Order) => api.orderRepositories({ body: { ids: chosen.map(({ id }) => id), order } }),
    onSuccess: async () => {
      onClear();
      await queries.invalidateQueries({ queryKey: ['repositories'] });
    },
  });
  const { data, error, variables } = carryOut;
  return (
    <>
      <BulkBar count={chosen.length} onClear={onClear}>
        {orders.map(([order, icon]) => (
          <button
            key={order}
            type="button"
            className="bl-button"
            disabled={carryOut.isPending}
            onClick={() => carryOut.mutate(order)}
          >
            <Icon name={icon} /> {words[order]}
          </button>
        ))}
      </BulkBar>
      {error !== null && <ProblemView problem={problemOf(error)} onCopy={copyText} />}
      <output className="quiet">
        {data !== undefined && variables !== undefined && chosen.length === 0 && (
          <>
            {words.done[variables](data.done)} {data.missing > 0 && words.missing(data.missing)}
          </>
        )}
      </output>
    </>
  );
}
