/** The first page: how everything stands in one sentence, what needs a person, integrations, Jira, and what happened last. */

import type { IntegrationSummary, Overview } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { AttentionList } from '../components/attention-list.tsx';
import { RepositoryLine } from '../components/repository-line.tsx';
import { SendingLine } from '../components/sending-line.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { useNow } from '../components/use-now.ts';
import { WaitLine } from '../components/wait-line.tsx';
import { overviewQuery } from '../queries/overview.ts';
import * as texts from '../texts.ts';
import { stateOfCounts } from './integration/state-of-counts.ts';
import { LatestActivity } from './overview/latest-activity.tsx';
import { overviewSentence } from './overview-sentence.ts';

const words = texts.overview;

export function OverviewPage(): ReactElement {
  const overview = useQuery(overviewQuery);
  return (
    <Answer
      query={overview}
      skeleton={
        <>
          <h1>{words.title}</h1>
          <SkeletonRows label={words.loading} />
        </>
      }
    >
      {(data) => (data.integrations.length === 0 ? <NothingYet /> : <Standing overview={data} />)}
    </Answer>
  );
}

function Standing({ overview }: { readonly overview: Overview }): ReactElement {
  const now = useNow();
  const { counts, integrations, integrationCounts, jiraSites, latest } = overview;
  return (
    <>
      <h1>{overviewSentence(overview)}</h1>
      <p className="lead">
        <Link to="/issues">{words.issues(counts.issues)}</Link> {words.with} {words.commits(counts.commits)}
        {counts.pullRequests > 0 && ` ${words.and} ${words.pullRequests(counts.pullRequests)}`}
      </p>
      <AttentionList overview={overview} />
      <section className="card">
        <header className="card-header">
          <h2>{words.integrations}</h2>
          <Link to="/integrations">{words.allIntegrations(integrationCounts.all)}</Link>
        </header>
        <div className="integration-cards">
          {integrations.map((integration) => (
            <IntegrationCard key={integration.id} integration={integration} now={now} />
          ))}
        </div>
      </section>
      <JiraCard sites={jiraSites} now={now} />
      <LatestActivity latest={latest} now={now} />
    </>
  );
}

interface IntegrationCardProps {
  readonly integration: IntegrationSummary;
  readonly now: Date;
}

function IntegrationCard({ integration, now }: IntegrationCardProps): ReactElement {
  const { id, name, connectorTitle, counts, mode, pausedBecause, requestsWait, repositories } = integration;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <section className="card">
      <header className="card-header">
        <h3 className="break">
          <Link to="/integrations/$id" params={{ id: String(id) }}>
            {name}
          </Link>
        </h3>
        <StateBadge state={stateOfCounts(counts, pausedBecause !== null)} />
      </header>
      <p className="quiet">{words.note(connectorTitle, all)}</p>
      <WaitLine wait={requestsWait} now={now} />
      {repositories.length === 0 ? (
        <p className="quiet">{mode === 'webhook-only' ? words.byWebhook : words.listing}</p>
      ) : (
        <ul className="lines">
          {repositories.map((repository) => (
            <RepositoryLine key={repository.id} repository={repository} now={now} />
          ))}
        </ul>
      )}
      {all > repositories.length && (
        <p className="quiet">
          <Link to="/repositories" search={{ integration: String(id) }}>
            {words.more(all - repositories.length)}
          </Link>
        </p>
      )}
    </section>
  );
}

interface JiraCardProps {
  readonly sites: Overview['jiraSites'];
  readonly now: Date;
}

function JiraCard({ sites, now }: JiraCardProps): ReactElement {
  return (
    <section className="card">
      <header className="card-header">
        <h2>{words.jira}</h2>
      </header>
      {sites.length === 0 ? (
        <>
          <p className="quiet">
            {words.noJira} <Link to="/issues">{words.issuePages}</Link> {words.here}
          </p>
          <p>
            <Link to="/jira-sites/new" className="bl-button">
              {words.connectJira}
            </Link>
          </p>
        </>
      ) : (
        <ul className="lines">
          {sites.map((site) => (
            <SendingLine key={site.id} site={site} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}

function NothingYet(): ReactElement {
  const { first } = words;
  return (
    <div className="empty">
      <h1>{first.title}</h1>
      <p>{first.text}</p>
      <p>{first.next}</p>
      <p>
        <Link to="/integrations/new" className="bl-button button-primary">
          {first.action}
        </Link>
      </p>
    </div>
  );
}
