/** The repositories of an integration: how many are in which state, and which are chosen. */

import type { IntegrationSummary } from '@branchline/contract';
import { numbered } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { RepositoryChooser } from '../../components/repository-chooser.tsx';
import { StateBadge, stateOptions } from '../../components/state-badge.tsx';
import * as texts from '../../texts.ts';

const words = texts.integration.repositories;

export function RepositoriesTab({ integration }: { readonly integration: IntegrationSummary }): ReactElement {
  const { id, counts, mode } = integration;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const ofThis = { integration: String(id) };
  return (
    <>
      <section className="card">
        <header className="card-header">
          <h2>{words.counts}</h2>
          <Link to="/repositories" search={ofThis}>
            {words.all} {numbered(all)}
          </Link>
        </header>
        <ul className="state-counts">
          {stateOptions.map(({ value }) => (
            <li key={value}>
              <Link to="/repositories" search={{ ...ofThis, state: value }}>
                <StateBadge state={value} /> {numbered(counts[value])}
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section className="card">
        <header className="card-header">
          <h2>{words.choose}</h2>
        </header>
        {mode === 'webhook-only' ? <p className="quiet">{words.silent}</p> : <RepositoryChooser integrationId={id} />}
      </section>
    </>
  );
}
