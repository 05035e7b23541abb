/** The first page: how everything stands in one sentence, what needs a person, then each repository and Jira site. */

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { IntegrationSummary, Overview, RepositorySummary, RequestsWait } from '@branchline/contract';
import { counted } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { AttentionList } from '../components/attention-list.tsx';
import { RepositoryLine } from '../components/repository-line.tsx';
import { SendingLine } from '../components/sending-line.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useNow } from '../components/use-now.ts';
import { WaitLine } from '../components/wait-line.tsx';
import { overviewSentence } from './overview-sentence.ts';
import { overviewQuery } from '../queries/overview.ts';

export function OverviewPage(): ReactElement {
  const overview = useQuery(overviewQuery);
  return (
    <Answer
      query={overview}
      skeleton={
        <>
          <h1>Overview</h1>
          <SkeletonRows label="Loading the overview" />
        </>
      }
    >
      {(data) => (data.integrations.length === 0 ? <NothingYet /> : <Standing overview={data} />)}
    </Answer>
  );
}

function Standing({ overview }: { readonly overview: Overview }): ReactElement {
  const now = useNow();
  const { counts, integrations } = overview;
  // An integration of one repository would only say its name twice.
  const alone = integrations.filter(hasOneRepository).flatMap((integration) => integration.repositories);
  const grouped = integrations.filter((integration) => !hasOneRepository(integration));
  return (
    <>
      <h1>{overviewSentence(overview)}</h1>
      <p className="lead">
        <Link to="/issues">{counted(counts.issues, 'issue', 'issues')}</Link> with{' '}
        {counted(counts.commits, 'linked commit', 'linked commits')}
        {counts.pullRequests > 0 &&
          ` and ${counted(counts.pullRequests, 'linked pull request', 'linked pull requests')}`}
      </p>
      <AttentionList overview={overview} />
      {alone.length > 0 && (
        <Card title="Repositories" note={null} repositories={alone} hidden={0} wait={null} now={now} />
      )}
      {grouped.map(({ id, name, connectorTitle, counts: states, requestsWait, repositories }) => {
        const all = Object.values(states).reduce((sum, count) => sum + count, 0);
        return (
          <Card
            key={id}
            title={name}
            note={`${connectorTitle} · ${counted(all, 'repository', 'repositories')}`}
            repositories={repositories}
            hidden={all - repositories.length}
            wait={requestsWait}
            now={now}
          />
        );
      })}
      <section className="card">
        <header className="card-header">
          <h2>Jira</h2>
        </header>
        {overview.jiraSites.length === 0 ? (
          <p className="quiet">
            No Jira site is connected, so nothing is sent. Development information is shown on the{' '}
            <Link to="/issues">issue pages</Link> here.
          </p>
        ) : (
          <ul className="lines">
            {overview.jiraSites.map((site) => (
              <SendingLine key={site.id} site={site} now={now} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

interface CardProps {
  readonly title: string;
  readonly note: string | null;
  readonly repositories: readonly RepositorySummary[];
  /** Repositories that are not among those. */
  readonly hidden: number;
  readonly wait: RequestsWait | null;
  readonly now: Date;
}

function Card({ title, note, repositories, hidden, wait, now }: CardProps): ReactElement {
  return (
    <section className="card">
      <header className="card-header">
        <h2 className="break">{title}</h2>
        {note !== null && <span className="quiet">{note}</span>}
      </header>
      <WaitLine wait={wait} now={now} />
      {repositories.length === 0 ? (
        <p className="quiet">Its repositories are being listed.</p>
      ) : (
        <ul className="lines">
          {repositories.map((repository) => (
            <RepositoryLine key={repository.id} repository={repository} now={now} />
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <p className="quiet">
          <Link to="/repositories">{counted(hidden, 'more repository', 'more repositories')}</Link>
        </p>
      )}
    </section>
  );
}

function hasOneRepository(integration: IntegrationSummary): boolean {
  return integration.repositories.length === 1;
}

function NothingYet(): ReactElement {
  return (
    <div className="empty">
      <h1>No repository is connected yet</h1>
      <p>
        Here you will see each repository with its progress: how far its history is read, how many issues it names, and
        what was sent to Jira.
      </p>
      <p>The next step is to connect one, by its clone address.</p>
      <p>
        <Link to="/integrations/new" className="bl-button button-primary">
          Connect a repository
        </Link>
      </p>
    </div>
  );
}
