/** Takes back what a site was sent of a place, says beforehand how much that is, and shows how far it got. */

import type { JiraSiteDetails, RepositorySummary } from '@branchline/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { clearingPreviewQuery, integrationNamesQuery, type PlaceToClear } from '../../queries/jira-site-parts.ts';
import * as texts from '../../texts.ts';
import { ClearDialog } from './clear-dialog.tsx';
import { ClearingList } from './clearing-list.tsx';
import { IntegrationSelect } from './integration-select.tsx';
import { RepositoryFinder } from './repository-finder.tsx';

const words = texts.jiraSites.clear;

type Scope = keyof typeof words.scopes;
const scopes: readonly Scope[] = ['site', 'integration', 'repository'];

export function ClearTab({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  return (
    <>
      <section className="card">
        <header className="card-header">
          <h2>{words.title}</h2>
        </header>
        <p className="quiet">{words.lead}</p>
        {site.sending.pausedBecause === null ? <NewClearing site={site} /> : <p>{words.paused}</p>}
      </section>
      <ClearingList siteId={site.id} />
    </>
  );
}

function NewClearing({ site }: { readonly site: JiraSiteDetails }): ReactElement {
  const [scope, setScope] = useState<Scope>('site');
  const [integrationId, setIntegrationId] = useState<number>();
  const [repository, setRepository] = useState<RepositorySummary>();
  const { data } = useQuery(integrationNamesQuery);
  const integrationName = data?.integrations.find(({ id }) => id === integrationId)?.name;
  return (
    <div className="form">
      <fieldset className="choices">
        <legend>{words.what}</legend>
        {scopes.map((each) => (
          <label key={each}>
            <input type="radio" name="scope" checked={scope === each} onChange={() => setScope(each)} />
            {words.scopes[each]}
          </label>
        ))}
      </fieldset>
      {scope === 'integration' && (
        <IntegrationSelect label={words.integration} value={integrationId} onChoose={setIntegrationId} />
      )}
      {scope === 'repository' && (
        <>
          <RepositoryFinder onChoose={setRepository} />
          {repository !== undefined && <p className="break">{repository.name}</p>}
        </>
      )}
      {scope === 'site' && <Counted site={site} place={{}} name={site.name} />}
      {scope === 'integration' && integrationId !== undefined && (
        <Counted site={site} place={{ integrationId }} name={integrationName ?? String(integrationId)} />
      )}
      {scope === 'repository' && repository !== undefined && (
        <Counted
          site={site}
          place={{ integrationId: repository.integrationId, repositoryId: repository.id }}
          name={repository.name}
        />
      )}
    </div>
  );
}

interface CountedProps {
  readonly site: JiraSiteDetails;
  readonly place: PlaceToClear;
  readonly name: string;
}

function Counted({ site, place, name }: CountedProps): ReactElement {
  const [isAsked, setIsAsked] = useState(false);
  const preview = useQuery(clearingPreviewQuery(site.id, place));
  return (
    <Answer query={preview} skeleton={<SkeletonRows label={words.counting} />}>
      {({ repositories, entries }) => (
        <>
          <p aria-live="polite">{words.counted(repositories, entries)}</p>
          <button type="button" className="bl-button button-danger" onClick={() => setIsAsked(true)}>
            {words.action}
          </button>
          {isAsked && (
            <ClearDialog
              siteId={site.id}
              place={place}
              name={name}
              consequences={words.counted(repositories, entries)}
              onClose={() => setIsAsked(false)}
            />
          )}
        </>
      )}
    </Answer>
  );
}
