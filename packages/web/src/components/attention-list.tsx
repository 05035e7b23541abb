/** What needs a person, each with its reason and the button that helps beside it. */

import type { Overview } from '@branchline/contract';
import { counted } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api.ts';
import { ActionButton } from './action-button.tsx';
import { IntegrationAttention } from './integration-attention.tsx';
import { StateBadge } from './state-badge.tsx';

export function AttentionList({ overview }: { readonly overview: Overview }): ReactElement | null {
  const repositories = overview.integrations
    .flatMap((integration) => integration.repositories)
    .filter((repository) => repository.state === 'failed' || repository.state === 'paused');
  const { failed, paused } = overview.counts.repositories;
  const hidden = failed + paused - repositories.length;
  const sites = overview.jiraSites.filter((site) => site.sending.pausedBecause !== null);
  const attended = overview.integrations.filter(({ attention }) => attention.length > 0);
  if (repositories.length + attended.length + sites.length === 0) return null;
  return (
    <section className="card attention">
      <header className="card-header">
        <h2>Needs you</h2>
      </header>
      <ul className="lines">
        {repositories.map(({ id, name, state, stateReason }) => (
          <li key={`repository ${id}`} className="line">
            <div className="line-text">
              <Link to="/repositories/$id" params={{ id: String(id) }} className="name">
                {name}
              </Link>
              <StateBadge state={state} />
              <p className="reason">{stateReason}</p>
            </div>
            {state === 'paused' ? (
              <ActionButton label="Resume" icon="play" run={() => api.resumeRepository({ params: { id } })} />
            ) : (
              <ActionButton label="Try again" icon="refresh" run={() => api.reindexRepository({ params: { id } })} />
            )}
          </li>
        ))}
        {hidden > 0 && (
          <li className="line">
            <Link to="/repositories" search={{ state: failed > 0 ? 'failed' : 'paused' }}>
              {counted(hidden, 'more repository', 'more repositories')}
            </Link>
          </li>
        )}
        {attended.map((integration) => (
          <IntegrationAttention key={`integration ${integration.id}`} integration={integration} />
        ))}
        {sites.map(({ id, name, sending }) => (
          <li key={`site ${id}`} className="line">
            <div className="line-text">
              <Link to="/jira-sites/$id" params={{ id: String(id) }} className="name">
                {name}
              </Link>
              <StateBadge state="paused" />
              <p className="reason">{sending.pausedBecause}</p>
            </div>
            <ActionButton label="Resume" icon="play" run={() => api.resumeJiraSite({ params: { id } })} />
          </li>
        ))}
      </ul>
    </section>
  );
}
