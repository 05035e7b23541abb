/** What needs a person, each with its reason and the button that helps beside it. */

import type { Overview, RepositorySummary } from '@branchline/contract';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import * as texts from '../texts.ts';
import { ActionButton } from './action-button.tsx';
import { IntegrationAttention } from './integration-attention.tsx';
import { StateBadge } from './state-badge.tsx';

const words = texts.overview.attention;

/** Repositories of a paused integration are paused with it: it is said once, there. */
function troubledOf({ integrations }: Overview): readonly RepositorySummary[] {
  return integrations
    .filter(({ pausedBecause }) => pausedBecause === null)
    .flatMap(({ repositories }) => repositories)
    .filter(({ state }) => state === 'failed' || state === 'paused');
}

/** Failed and paused ones that are not among those. */
function hiddenOf({ counts, integrations }: Overview, shown: number): number {
  const silenced = integrations
    .filter(({ pausedBecause }) => pausedBecause !== null)
    .reduce((sum, { counts: { paused } }) => sum + paused, 0);
  return Math.max(counts.repositories.failed + counts.repositories.paused - silenced - shown, 0);
}

export function AttentionList({ overview }: { readonly overview: Overview }): ReactElement | null {
  const { integrations, integrationCounts, counts } = overview;
  const repositories = troubledOf(overview);
  const hidden = hiddenOf(overview, repositories.length);
  const sites = overview.jiraSites.filter((site) => site.sending.pausedBecause !== null);
  const attended = integrations.filter(
    ({ attention, pausedBecause }) => attention.length > 0 || pausedBecause !== null,
  );
  const hiddenIntegrations = integrationCounts.attention > integrations.length;
  if (repositories.length + attended.length + sites.length + hidden === 0) return null;
  return (
    <section className="card attention">
      <header className="card-header">
        <h2>{words.title}</h2>
      </header>
      <ul className="lines">
        {attended.map((integration) => (
          <IntegrationAttention key={`integration ${integration.id}`} integration={integration} />
        ))}
        {repositories.map((repository) => (
          <RepositoryAttention key={`repository ${repository.id}`} repository={repository} />
        ))}
        {hidden > 0 && (
          <li className="line">
            <Link to="/repositories" search={{ state: counts.repositories.failed > 0 ? 'failed' : 'paused' }}>
              {words.more(hidden)}
            </Link>
          </li>
        )}
        {hiddenIntegrations && (
          <li className="line">
            <Link to="/integrations" search={{ attention: 'yes' }}>
              {words.moreIntegrations(integrationCounts.attention - integrations.length)}
            </Link>
          </li>
        )}
        {sites.map((site) => (
          <SiteAttention key={`site ${site.id}`} site={site} />
        ))}
      </ul>
    </section>
  );
}

function RepositoryAttention({ repository }: { readonly repository: RepositorySummary }): ReactElement {
  const { id, name, state, stateReason } = repository;
  return (
    <li className="line">
      <div className="line-text">
        <Link to="/repositories/$id" params={{ id: String(id) }} className="name">
          {name}
        </Link>
        <StateBadge state={state} />
        <p className="reason">{stateReason}</p>
      </div>
      {state === 'paused' ? (
        <ActionButton label={words.resume} icon="play" run={() => api.resumeRepository({ params: { id } })} />
      ) : (
        <ActionButton label={words.again} icon="refresh" run={() => api.reindexRepository({ params: { id } })} />
      )}
    </li>
  );
}

function SiteAttention({
  site: { id, name, sending },
}: {
  readonly site: Overview['jiraSites'][number];
}): ReactElement {
  return (
    <li className="line">
      <div className="line-text">
        <Link to="/jira-sites/$id" params={{ id: String(id) }} className="name">
          {name}
        </Link>
        <StateBadge state="paused" />
        <p className="reason">{sending.pausedBecause}</p>
      </div>
      <ActionButton label={words.resume} icon="play" run={() => api.resumeJiraSite({ params: { id } })} />
    </li>
  );
}
