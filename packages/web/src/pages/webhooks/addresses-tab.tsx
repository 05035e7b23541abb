/** The addresses at which webhooks arrive: made, shown with what to do at the service, their secrets changed. */

import type { WebhookEndpoint, WebhookEndpointWithSecret } from '@branchline/contract';
import { ProblemView, RelativeTime, exactTime } from '@branchline/issue-panel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api, problemOf } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { copyText } from '../../components/copy-text.ts';
import { Dialog } from '../../components/dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { useNow } from '../../components/use-now.ts';
import { endpointsQuery } from '../../queries/webhooks.ts';
import * as texts from '../../texts.ts';
import { IntegrationSelect } from '../jira-site/integration-select.tsx';
import { EndpointSetup } from './endpoint-setup.tsx';

const words = texts.webhookAddresses;

interface Place {
  readonly integrationId?: number;
  readonly repositoryId?: number;
}

function placeOf({ integrationId, repositoryId }: WebhookEndpoint): Place {
  return {
    ...(integrationId === null ? {} : { integrationId }),
    ...(repositoryId === null ? {} : { repositoryId }),
  };
}

export function AddressesTab(): ReactElement {
  const endpoints = useQuery(endpointsQuery);
  const queries = useQueryClient();
  const [shown, setShown] = useState<WebhookEndpointWithSecret>();
  const [changing, setChanging] = useState<WebhookEndpoint>();
  const make = useMutation({
    mutationFn: (body: Place) => api.makeWebhookEndpoint({ body }),
    onSuccess: async (made) => {
      setShown(made);
      await queries.invalidateQueries({ queryKey: ['webhooks', 'endpoints'] });
    },
  });
  return (
    <>
      <MakeAddress isBusy={make.isPending} onMake={make.mutate} />
      {make.error !== null && <ProblemView problem={problemOf(make.error)} onCopy={copyText} />}
      {shown !== undefined && <EndpointSetup endpoint={shown} onClose={() => setShown(undefined)} />}
      <Answer query={endpoints} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) => (
          <Endpoints
            endpoints={data.endpoints}
            onShow={(each) => make.mutate(placeOf(each))}
            onChange={(each) => setChanging(each)}
          />
        )}
      </Answer>
      {changing !== undefined && (
        <ChangeSecret endpoint={changing} onChanged={setShown} onClose={() => setChanging(undefined)} />
      )}
    </>
  );
}

interface MakeAddressProps {
  readonly isBusy: boolean;
  readonly onMake: (place: Place) => void;
}

function MakeAddress({ isBusy, onMake }: MakeAddressProps): ReactElement {
  const [integrationId, setIntegrationId] = useState<number>();
  const [{ repository }, change] = useFilters(['repository']);
  const repositoryId = Number(repository);
  const isOfRepository = Number.isInteger(repositoryId) && repositoryId > 0;
  return (
    <div className="form">
      <div className="actions">
        <button type="button" className="bl-button button-primary" disabled={isBusy} onClick={() => onMake({})}>
          {words.make}
        </button>
        {isOfRepository && (
          <button
            type="button"
            className="bl-button"
            disabled={isBusy}
            onClick={() => {
              onMake({ repositoryId });
              change({ repository: '' });
            }}
          >
            {words.ofRepository(String(repositoryId))}
          </button>
        )}
      </div>
      <IntegrationSelect label={words.place} value={integrationId} onChoose={setIntegrationId} />
      {integrationId !== undefined && (
        <div className="actions">
          <button type="button" className="bl-button" disabled={isBusy} onClick={() => onMake({ integrationId })}>
            {words.makeFor}
          </button>
        </div>
      )}
    </div>
  );
}

interface EndpointsProps {
  readonly endpoints: readonly WebhookEndpoint[];
  readonly onShow: (endpoint: WebhookEndpoint) => void;
  readonly onChange: (endpoint: WebhookEndpoint) => void;
}

function Endpoints({ endpoints, onShow, onChange }: EndpointsProps): ReactElement {
  const now = useNow();
  if (endpoints.length === 0) return <EmptyState title={words.empty.title}>{words.empty.text}</EmptyState>;
  return (
    <Table
      label={words.lead}
      rows={endpoints}
      rowKey={({ id }) => String(id)}
      columns={columnsOf(now, onShow, onChange)}
    />
  );
}

function columnsOf(
  now: Date,
  onShow: EndpointsProps['onShow'],
  onChange: EndpointsProps['onChange'],
): readonly Column<WebhookEndpoint>[] {
  const { columns } = words;
  return [
    { key: 'of', header: columns.of, cell: ({ level, name }) => name ?? words.levels[level] },
    { key: 'url', header: columns.address, kind: 'wide', cell: ({ url }) => <code className="break">{url}</code> },
    {
      key: 'made',
      header: columns.made,
      kind: 'nowrap',
      cell: ({ madeAt }) => <RelativeTime at={madeAt} now={now} />,
    },
    { key: 'secret', header: columns.secret, kind: 'nowrap', cell: secretWords },
    {
      key: 'actions',
      header: words.show,
      kind: 'actions',
      cell: (row) => (
        <div className="actions">
          <button type="button" className="bl-button" onClick={() => onShow(row)}>
            {words.show}
          </button>
          <button type="button" className="bl-button" onClick={() => onChange(row)}>
            {words.change}
          </button>
        </div>
      ),
    },
  ];
}

function secretWords({ secretIsShown, previousSecretUntil }: WebhookEndpoint): ReactElement {
  return (
    <>
      {secretIsShown ? words.secretShown : words.secretNotShown}
      {previousSecretUntil !== null && (
        <span className="quiet"> · {words.previousUntil(exactTime(new Date(previousSecretUntil)))}</span>
      )}
    </>
  );
}

interface ChangeSecretProps {
  readonly endpoint: WebhookEndpoint;
  readonly onChanged: (endpoint: WebhookEndpointWithSecret) => void;
  readonly onClose: () => void;
}

function ChangeSecret({ endpoint, onChanged, onClose }: ChangeSecretProps): ReactElement {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => api.changeWebhookSecret({ params: { id: endpoint.id } }),
    onSuccess: async (changed) => {
      onChanged(changed);
      onClose();
      await queries.invalidateQueries({ queryKey: ['webhooks', 'endpoints'] });
    },
  });
  return (
    <Dialog
      title={words.changeTitle}
      action={words.change}
      busy={change.isPending}
      problem={change.error === null ? undefined : problemOf(change.error)}
      onAction={() => change.mutate()}
      onClose={onClose}
    >
      <p>{words.changeText}</p>
    </Dialog>
  );
}
