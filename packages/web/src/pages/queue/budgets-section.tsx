/** What each credential is still allowed at its Git service, when the count begins anew, and who waits. */

import type { Budget } from '@branchline/contract';
import { RelativeTime } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useNow } from '../../components/use-now.ts';
import { budgetsQuery } from '../../queries/integrations.ts';
import * as texts from '../../texts.ts';

const words = texts.queue.budgets;

interface Line {
  readonly budget: Budget;
  /** Undefined where only a wait is known. */
  readonly count: Budget['counts'][number] | undefined;
}

function linesOf(budget: Budget): readonly Line[] {
  if (budget.counts.length === 0) return [{ budget, count: undefined }];
  return budget.counts.map((count) => ({ budget, count }));
}

export function BudgetsSection(): ReactElement {
  const now = useNow();
  const budgets = useQuery(budgetsQuery);
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.title}</h2>
      </header>
      <Answer query={budgets} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) =>
          data.budgets.length === 0 ? (
            <p className="quiet">{words.none}</p>
          ) : (
            <Table
              label={words.title}
              rows={data.budgets.flatMap(linesOf)}
              rowKey={({ budget, count }) => `${budget.name} ${count?.resource ?? ''}`}
              columns={columns(now)}
            />
          )
        }
      </Answer>
    </section>
  );
}

function columns(now: Date): readonly Column<Line>[] {
  return [
    { key: 'name', header: words.columns.name, cell: ({ budget }) => <Name budget={budget} /> },
    { key: 'count', header: words.columns.count, kind: 'nowrap', cell: ({ count }) => count?.resource ?? '' },
    {
      key: 'left',
      header: words.columns.left,
      kind: 'number',
      cell: ({ count }) =>
        count && (
          <>
            {words.left(count.remaining, count.limit)}
            {count.reserve > 0 && <span className="quiet"> · {words.reserve(count.reserve)}</span>}
          </>
        ),
    },
    {
      key: 'resets',
      header: words.columns.resets,
      kind: 'nowrap',
      cell: ({ count }) => count && <RelativeTime at={count.resetsAt} now={now} />,
    },
    {
      key: 'wait',
      header: words.columns.wait,
      kind: 'wide',
      cell: ({ budget: { wait } }) =>
        wait === null ? (
          <span className="quiet">{words.nobody}</span>
        ) : (
          <>
            {wait.because} {words.until} <RelativeTime at={wait.until} now={now} />
          </>
        ),
    },
  ];
}

function Name({ budget: { name, integrationId, integrationName } }: { readonly budget: Budget }): ReactElement {
  if (integrationId === null) return <>{name}</>;
  return (
    <Link to="/integrations/$id" params={{ id: String(integrationId) }} search={{}}>
      {integrationName ?? name}
    </Link>
  );
}
