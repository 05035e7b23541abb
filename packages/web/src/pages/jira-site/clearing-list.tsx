/** What of a site was cleared, how far that is, and the way back. */

import type { Clearing } from '@branchline/contract';
import { Badge } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Ago } from '../../components/ago.tsx';
import { Answer } from '../../components/answer.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { clearingsQuery } from '../../queries/jira-site-parts.ts';
import * as texts from '../../texts.ts';

const words = texts.jiraSites.clear;

function nameOf({ integrationId, integrationName, repositoryName }: Clearing): string {
  if (repositoryName !== null) return repositoryName;
  return integrationId === null ? words.wholeSite : (integrationName ?? String(integrationId));
}

function Standing({ clearing }: { readonly clearing: Clearing }): ReactElement {
  const { finishedAt, problem, entries, entriesDone } = clearing;
  if (finishedAt !== null) return <Badge tone="neutral">{words.done}</Badge>;
  return (
    <div className="line-text">
      <Badge tone={problem === null ? 'information' : 'warning'}>
        {problem === null ? words.goingOn : words.waits}
      </Badge>
      <ProgressBar label={words.progress} done={entriesDone} total={entries}>
        {words.bar(entriesDone, entries)}
      </ProgressBar>
      {problem !== null && <p className="reason">{problem}</p>}
    </div>
  );
}

interface LiftProps {
  readonly siteId: number;
  readonly clearing: Clearing;
}

function Lift({ siteId, clearing: { id: clearing, finishedAt } }: LiftProps): ReactElement | null {
  if (finishedAt === null) return null;
  return <ActionButton label={words.lift} run={() => api.liftClearing({ params: { id: siteId, clearing } })} />;
}

function columnsOf(siteId: number): readonly Column<Clearing>[] {
  return [
    { key: 'place', header: words.place, cell: (clearing) => <span className="break">{nameOf(clearing)}</span> },
    { key: 'progress', header: words.progress, kind: 'wide', cell: (clearing) => <Standing clearing={clearing} /> },
    { key: 'at', header: words.at, kind: 'nowrap', cell: ({ askedAt }) => <Ago at={askedAt} /> },
    {
      key: 'lift',
      header: words.lift,
      kind: 'actions',
      cell: (clearing) => <Lift siteId={siteId} clearing={clearing} />,
    },
  ];
}

export function ClearingList({ siteId }: { readonly siteId: number }): ReactElement {
  const clearings = useQuery(clearingsQuery(siteId));
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.list}</h2>
      </header>
      <Answer query={clearings} skeleton={<SkeletonRows label={words.list} />}>
        {({ clearings: all }) =>
          all.length === 0 ? (
            <p className="quiet">{words.none}</p>
          ) : (
            <Table label={words.label} rows={all} rowKey={({ id }) => String(id)} columns={columnsOf(siteId)} />
          )
        }
      </Answer>
    </section>
  );
}
