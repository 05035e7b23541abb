/** The columns of the table of integrations. */

import type { IntegrationLine } from '@branchline/contract';
import { Badge, RelativeTime, numbered } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { StateBadge } from '../../components/state-badge.tsx';
import type { Column } from '../../components/table.tsx';
import { WaitLine } from '../../components/wait-line.tsx';
import * as texts from '../../texts.ts';

const words = texts.integrations;

export function integrationColumns(now: Date): readonly Column<IntegrationLine>[] {
  const { columns } = words;
  return [
    { key: 'name', header: columns.name, sortBy: 'name', cell: (line) => <Name line={line} /> },
    {
      key: 'state',
      header: columns.state,
      sortBy: 'state',
      kind: 'wide',
      cell: (line) => <State line={line} now={now} />,
    },
    {
      key: 'repositories',
      header: columns.repositories,
      sortBy: 'repositories',
      kind: 'number',
      cell: ({ counts }) => numbered(Object.values(counts).reduce((sum, count) => sum + count, 0)),
    },
    { key: 'features', header: columns.features, kind: 'wide', cell: (line) => <Features line={line} /> },
    {
      key: 'indexed',
      header: columns.indexed,
      sortBy: 'indexed',
      kind: 'nowrap',
      cell: ({ indexedAt }) => (indexedAt === null ? texts.shared.never : <RelativeTime at={indexedAt} now={now} />),
    },
  ];
}

function Name({ line: { id, name, connectorTitle, mode } }: { readonly line: IntegrationLine }): ReactElement {
  const note = [connectorTitle, words.mode[mode]].filter((part) => part !== '').join(', ');
  return (
    <>
      <Link to="/integrations/$id" params={{ id: String(id) }} className="row-link break">
        {name}
      </Link>
      <span className="quiet break">{note}</span>
    </>
  );
}

function State({ line, now }: { readonly line: IntegrationLine; readonly now: Date }): ReactElement {
  const { state, counts, pausedBecause, attention, requestsWait } = line;
  return (
    <>
      <StateBadge state={state} /> {counts.failed > 0 && <span className="quiet">{words.failed(counts.failed)}</span>}
      {pausedBecause !== null && <p className="reason">{pausedBecause}</p>}
      {attention[0] !== undefined && <p className="reason">{attention[0].text}</p>}
      <WaitLine wait={requestsWait} now={now} />
    </>
  );
}

function Features({ line: { features } }: { readonly line: IntegrationLine }): ReactElement {
  const tone = { working: 'success', failing: 'warning', none: 'neutral' } as const;
  return (
    <span className="features">
      {features.pullRequests && <Badge tone="neutral">{words.features.pullRequests}</Badge>}
      {features.actions && <Badge tone="neutral">{words.features.actions}</Badge>}
      <Badge tone={tone[features.webhooks]}>{words.features.webhooks[features.webhooks]}</Badge>
    </span>
  );
}
