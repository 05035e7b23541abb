/** The log of webhooks: filtered by the address, replayed one by one or all that match. */

import type { WebhookDelivery } from '@branchline/contract';
import { RelativeTime, exactTime } from '@branchline/issue-panel';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { BulkBar } from '../../components/bulk-bar.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useNow } from '../../components/use-now.ts';
import { deliveriesQuery } from '../../queries/webhooks.ts';
import * as texts from '../../texts.ts';
import { DeliveryFilters } from './delivery-filters.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import { ReplayDialog, type ReplayWish } from './replay-dialog.tsx';
import { useDeliveryFilters } from './use-delivery-filters.ts';

const words = texts.webhooks;

export function DeliveriesTab(): ReactElement {
  const filters = useDeliveryFilters();
  const { wanted, isFiltered } = filters;
  const [wish, setWish] = useState<ReplayWish>();
  const [said, setSaid] = useState('');
  const deliveries = useInfiniteQuery({ ...deliveriesQuery(wanted), placeholderData: keepPreviousData });
  const lookedBackTo = deliveries.data?.pages.at(-1)?.lookedBackTo ?? null;
  const more = lookedBackTo === null ? words.more : words.searchFurther(exactTime(new Date(lookedBackTo)));
  return (
    <>
      <DeliveryFilters {...filters} />
      <output className="quiet">{said}</output>
      <Answer query={deliveries} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) => {
          const found = data.pages.flatMap((page) => page.deliveries);
          if (found.length === 0 && !deliveries.hasNextPage) return <NoDeliveries isFiltered={isFiltered} />;
          return (
            <>
              <Deliveries found={found} onReplay={(ids) => setWish({ ids })} />
              <div className="actions">
                <MoreButton label={more} query={deliveries} />
                <button type="button" className="bl-button" onClick={() => setWish({ filter: wanted })}>
                  {words.replay.all}
                </button>
              </div>
            </>
          );
        }}
      </Answer>
      {wish !== undefined && (
        <ReplayDialog
          wish={wish}
          onDone={(count) => setSaid(words.replay.done(count))}
          onClose={() => setWish(undefined)}
        />
      )}
    </>
  );
}

interface DeliveriesProps {
  readonly found: readonly WebhookDelivery[];
  readonly onReplay: (ids: readonly number[]) => void;
}

function Deliveries({ found, onReplay }: DeliveriesProps): ReactElement {
  const now = useNow();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = found.filter(({ id }) => selected.has(String(id)));
  return (
    <>
      <BulkBar count={chosen.length} onClear={() => setSelected(new Set())}>
        <button type="button" className="bl-button" onClick={() => onReplay(chosen.map(({ id }) => id))}>
          {words.replay.chosen}
        </button>
      </BulkBar>
      <Table
        label={words.title}
        rows={found}
        rowKey={({ id }) => String(id)}
        columns={columnsAt(now)}
        selection={{ selected, onChange: setSelected, nameOf: nameOf }}
      />
    </>
  );
}

function nameOf({ repositoryName, about, outcome }: WebhookDelivery): string {
  if (repositoryName !== null) return repositoryName;
  return about === '' ? words[outcome === 'waiting' ? 'notRead' : 'nothing'] : about;
}

function columnsAt(now: Date): readonly Column<WebhookDelivery>[] {
  const { columns } = words;
  return [
    { key: 'about', header: columns.about, cell: (row) => <About delivery={row} /> },
    {
      key: 'at',
      header: columns.at,
      kind: 'nowrap',
      cell: ({ receivedAt }) => <RelativeTime at={receivedAt} now={now} />,
    },
    { key: 'event', header: columns.event, kind: 'nowrap', cell: ({ event }) => (event === '' ? '–' : event) },
    { key: 'outcome', header: columns.outcome, kind: 'wide', cell: (row) => <Outcome delivery={row} /> },
  ];
}

function About({ delivery }: { readonly delivery: WebhookDelivery }): ReactElement {
  const { id, integrationName } = delivery;
  return (
    <>
      <Link to="/webhooks/$id" params={{ id: String(id) }} className="row-link break">
        {nameOf(delivery)}
      </Link>
      {integrationName !== null && <span className="quiet break">{integrationName}</span>}
    </>
  );
}

function Outcome({ delivery }: { readonly delivery: WebhookDelivery }): ReactElement {
  const { outcome, note, repeats } = delivery;
  return (
    <>
      <OutcomeBadge outcome={outcome} /> <span className="break">{note}</span>{' '}
      {repeats > 0 && <span className="quiet">{words.repeats(repeats)}</span>}
    </>
  );
}

function NoDeliveries({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  const { title, text, addresses, filteredTitle, filteredText } = words.empty;
  if (isFiltered) return <EmptyState title={filteredTitle}>{filteredText}</EmptyState>;
  return (
    <EmptyState
      title={title}
      action={
        <Link to="." search={{ tab: 'addresses' }} className="bl-button button-primary">
          {addresses}
        </Link>
      }
    >
      {text}
    </EmptyState>
  );
}
