/** Whether a Jira site has what it was sent: the last comparison, and another one now. */

import type { JiraSiteDetails, Reconciliation } from '@branchline/contract';
import { RelativeTime, numbered } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Answer } from '../../components/answer.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useNow } from '../../components/use-now.ts';
import { reconciliationQuery } from '../../queries/jira-site-parts.ts';
import * as texts from '../../texts.ts';

type Difference = Reconciliation['differences'][number];

const words = texts.jiraSites.comparison;

const columns: readonly Column<Difference>[] = [
  {
    key: 'repository',
    header: words.repository,
    cell: ({ repositoryId, repositoryName, isGone }) => (
      <>
        <Link to="/repositories/$id" params={{ id: String(repositoryId) }} className="row-link break">
          {repositoryName}
        </Link>
        {isGone && <span className="quiet">{words.gone}</span>}
      </>
    ),
  },
  { key: 'missing', header: words.missing, kind: 'number', cell: ({ missing }) => numbered(missing) },
  { key: 'unexpected', header: words.unexpected, kind: 'number', cell: ({ unexpected }) => numbered(unexpected) },
];

export function ComparisonTab({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const params = { id: site.id };
  const comparison = useQuery(reconciliationQuery(site.id));
  const found = comparison.data?.reconciliation;
  const canResend = found?.differences.some(({ isGone }) => !isGone) === true;
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.title}</h2>
        <div className="actions">
          <ActionButton label={words.now} icon="refresh" run={() => api.startReconciliation({ params })} />
          {canResend && <ActionButton label={words.resend} primary run={() => api.resendDifferences({ params })} />}
        </div>
      </header>
      <p className="quiet">{words.lead}</p>
      <Answer query={comparison} skeleton={<SkeletonRows label={words.title} />}>
        {({ reconciliation }) => (reconciliation === null ? <p>{words.never}</p> : <Outcome found={reconciliation} />)}
      </Answer>
    </section>
  );
}

function Outcome({ found }: { readonly found: Reconciliation }): ReactElement {
  const now = useNow();
  const { at, outcome, repositoriesAsked, entriesCompared, differences, repositoriesSentAgain } = found;
  return (
    <>
      <p>{words.outcomes[outcome]}</p>
      <p className="quiet">
        {words.compared} <RelativeTime at={at} now={now} /> · {words.asked(repositoriesAsked, entriesCompared)}
      </p>
      {repositoriesSentAgain > 0 && <p>{words.again(repositoriesSentAgain)}</p>}
      {differences.length > 0 && (
        <Table
          label={words.label}
          rows={differences}
          rowKey={({ repositoryId }) => String(repositoryId)}
          columns={columns}
        />
      )}
    </>
  );
}
