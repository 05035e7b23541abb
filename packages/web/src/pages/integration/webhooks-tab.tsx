/** The webhooks of an integration at its Git service, and what a person does by hand where Branchline cannot. */

import type { IntegrationSummary, IntegrationWebhooks } from '@branchline/contract';
import { Badge, RelativeTime } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Answer } from '../../components/answer.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useNow } from '../../components/use-now.ts';
import { integrationWebhooksQuery } from '../../queries/integrations.ts';
import * as texts from '../../texts.ts';
import { ManualWebhook } from './manual-webhook.tsx';

const words = texts.integration.webhooks;

type Registration = IntegrationWebhooks['registrations'][number];

const tones = { working: 'success', failing: 'warning', untried: 'neutral', refused: 'warning' } as const;

function columns(now: Date): readonly Column<Registration>[] {
  return [
    { key: 'name', header: words.columns.name, cell: ({ name, level }) => (level === 'app' ? words.app : name) },
    { key: 'level', header: words.columns.level, kind: 'nowrap', cell: ({ level }) => words.levels[level] },
    {
      key: 'state',
      header: words.columns.state,
      kind: 'wide',
      cell: ({ state, reason }) => (
        <>
          <Badge tone={tones[state]}>{words.states[state]}</Badge>
          {reason !== null && <p className="reason">{reason}</p>}
        </>
      ),
    },
    {
      key: 'checked',
      header: words.columns.checked,
      kind: 'nowrap',
      cell: ({ checkedAt }) => (checkedAt === null ? texts.shared.never : <RelativeTime at={checkedAt} now={now} />),
    },
  ];
}

export function WebhooksTab({ integration }: { readonly integration: IntegrationSummary }): ReactElement {
  const { id, mode } = integration;
  const webhooks = useQuery(integrationWebhooksQuery(id));
  return (
    <Answer query={webhooks} skeleton={<SkeletonRows label={words.loading} />}>
      {({ obstacle, checkedAt, registrations, manualSteps }) => (
        <>
          {mode === 'two-way' && (
            <Registrations id={id} obstacle={obstacle} checkedAt={checkedAt} registrations={registrations} />
          )}
          <ManualWebhook integrationId={id} steps={manualSteps} />
        </>
      )}
    </Answer>
  );
}

type RegistrationsProps = Pick<IntegrationWebhooks, 'obstacle' | 'checkedAt' | 'registrations'> & {
  readonly id: number;
};

function Registrations({ id, obstacle, checkedAt, registrations }: RegistrationsProps): ReactElement {
  const now = useNow();
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.title}</h2>
        <ActionButton label={words.setUp} icon="refresh" run={() => api.setUpWebhooks({ params: { id } })} />
      </header>
      {obstacle !== null && <p className="reason">{obstacle}</p>}
      {registrations.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <Table
          label={words.title}
          rows={registrations}
          rowKey={({ level, name }) => `${level} ${name}`}
          columns={columns(now)}
        />
      )}
      <p className="quiet">
        {checkedAt === null ? (
          words.unchecked
        ) : (
          <>
            {words.checked} <RelativeTime at={checkedAt} now={now} />
          </>
        )}{' '}
        ·{' '}
        <Link to="/webhooks" search={{ integration: String(id) }}>
          {words.log}
        </Link>
      </p>
    </section>
  );
}
