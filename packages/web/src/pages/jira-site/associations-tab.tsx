/** Which projects of a site see what: every place that says so, and the editor for one of them. */

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { AssociationEditor } from '../../components/association-editor.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { associationsQuery, effectiveAssociationQuery } from '../../queries/associations.ts';
import { integrationNamesQuery } from '../../queries/jira-site-parts.ts';
import { repositoryQuery } from '../../queries/repositories.ts';
import * as texts from '../../texts.ts';
import { actsOf, placeOfWord, placesOf, wordOfPlace, type AssociatedPlace } from './association-places.ts';
import { IntegrationSelect } from './integration-select.tsx';
import { RepositoryFinder } from './repository-finder.tsx';

const words = texts.jiraSites.places;

export function AssociationsTab({ siteId }: { readonly siteId: number }): ReactElement {
  const [{ place: word = '' }] = useFilters(['place']);
  const place = placeOfWord(word);
  if (place === undefined) return <Places siteId={siteId} />;
  return (
    <>
      <p>
        <Link to="." search={{ tab: 'associations' }}>
          {words.back}
        </Link>
      </p>
      {place.repositoryId === undefined ? (
        <OfIntegration siteId={siteId} integrationId={place.integrationId} />
      ) : (
        <OfRepository siteId={siteId} integrationId={place.integrationId} repositoryId={place.repositoryId} />
      )}
    </>
  );
}

interface OfIntegrationProps {
  readonly siteId: number;
  readonly integrationId: number;
}

function OfIntegration({ siteId, integrationId }: OfIntegrationProps): ReactElement {
  const { data } = useQuery(integrationNamesQuery);
  const name = data?.integrations.find(({ id }) => id === integrationId)?.name;
  return (
    <>
      {name !== undefined && <h2 className="break">{name}</h2>}
      <AssociationEditor integrationId={integrationId} siteIds={[siteId]} />
    </>
  );
}

function OfRepository(props: OfIntegrationProps & { readonly repositoryId: number }): ReactElement {
  const { siteId, integrationId, repositoryId } = props;
  const repository = useQuery(repositoryQuery(repositoryId));
  const effective = useQuery(effectiveAssociationQuery(siteId, repositoryId));
  return (
    <Answer query={repository} skeleton={<SkeletonRows label={words.finding} />}>
      {({ name, integrationName }) => (
        <>
          <h2 className="break">{name}</h2>
          {effective.data !== undefined && <p className="quiet">{words.effective[effective.data.source]}</p>}
          <AssociationEditor
            integrationId={integrationId}
            integrationName={integrationName}
            repositoryId={repositoryId}
            siteIds={[siteId]}
          />
        </>
      )}
    </Answer>
  );
}

const columns: readonly Column<AssociatedPlace>[] = [
  {
    key: 'place',
    header: words.place,
    cell: ({ integrationId, repositoryId, integrationName, repositoryName }) => (
      <>
        <Link
          to="."
          search={{ tab: 'associations', place: wordOfPlace(integrationId, repositoryId) }}
          className="row-link break"
        >
          {repositoryName ?? integrationName}
        </Link>
        {repositoryId !== null && <span className="quiet break">{integrationName}</span>}
      </>
    ),
  },
  { key: 'see', header: words.may, kind: 'nowrap', cell: ({ grants }) => texts.associations.projects(grants.see) },
  {
    key: 'act',
    header: words.act,
    kind: 'nowrap',
    cell: ({ grants }) => words.acts(actsOf(grants).map((action) => words.short[action])),
  },
];

function Places({ siteId }: { readonly siteId: number }): ReactElement {
  const associations = useQuery(associationsQuery(siteId));
  const [, filter] = useFilters(['place']);
  const open = (integrationId: number, repositoryId: number | null): void =>
    filter({ place: wordOfPlace(integrationId, repositoryId) });
  return (
    <>
      <p className="lead">{words.lead}</p>
      <Answer query={associations} skeleton={<SkeletonRows label={words.title} />}>
        {({ associations: all }) => {
          const places = placesOf(all);
          if (places.length === 0) return <EmptyState title={words.none.title}>{words.none.text}</EmptyState>;
          return (
            <Table
              label={words.label}
              rows={places}
              rowKey={({ integrationId, repositoryId }) => wordOfPlace(integrationId, repositoryId)}
              columns={columns}
            />
          );
        }}
      </Answer>
      <section className="card choose-place">
        <div className="form">
          <IntegrationSelect
            label={words.choose}
            value={undefined}
            onChoose={(id) => {
              if (id !== undefined) open(id, null);
            }}
          />
        </div>
        <RepositoryFinder onChoose={({ id, integrationId }) => open(integrationId, id)} />
      </section>
    </>
  );
}
