/** All repositories with their state. */

import type { RepositorySummary } from '@branchline/contract';
import { RelativeTime, numbered } from '@branchline/issue-panel';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { IndexProgress } from '../components/index-progress.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { useNow } from '../components/use-now.ts';
import { repositoriesQuery, type RepositoriesWanted } from '../queries/repositories.ts';

export function RepositoriesPage(): ReactElement {
  const now = useNow();
  const navigate = useNavigate();
  const { search = '', state } = useSearch({ strict: false });
  const wanted = { search, state: stateFrom(state) };
  const repositories = useInfiniteQuery({ ...repositoriesQuery(wanted), placeholderData: keepPreviousData });
  const show = (changed: Partial<RepositoriesWanted>): void => {
    const next = { ...wanted, ...changed };
    const filters = {
      ...(next.search === '' ? {} : { search: next.search }),
      ...(next.state ? { state: next.state } : {}),
    };
    void navigate({ to: '/repositories', search: filters, replace: true });
  };
  return (
    <>
      <div className="page-header">
        <h1>Repositories</h1>
        <div className="filters">
          <SearchField
            label="Find repositories by a part of their name"
            placeholder="Part of a name"
            search={search}
            onSearch={(typed) => show({ search: typed })}
          />
          <StateFilter state={wanted.state} onChange={(chosen) => show({ state: chosen })} />
        </div>
        <Link to="/integrations/new" className="bl-button button-primary">
          Connect a repository
        </Link>
      </div>
      <Answer query={repositories} skeleton={<SkeletonRows label="Loading repositories" />}>
        {(data) => {
          const found = data.pages.flatMap((page) => page.repositories);
          if (found.length === 0) return <NoRepositories wanted={wanted} />;
          return (
            <>
              <RepositoryTable repositories={found} now={now} />
              <MoreButton label="Show more repositories" query={repositories} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

const stateWords = {
  failed: 'Failed',
  indexing: 'Indexing',
  paused: 'Paused',
  waiting: 'Waiting',
  'up-to-date': 'Up to date',
} as const satisfies Readonly<Record<RepositorySummary['state'], string>>;

const states = Object.keys(stateWords) as readonly RepositorySummary['state'][];

/** An address may say anything. */
function stateFrom(text: unknown): RepositoriesWanted['state'] {
  return states.find((state) => state === text);
}

interface StateFilterProps {
  readonly state: RepositoriesWanted['state'];
  readonly onChange: (state: RepositoriesWanted['state']) => void;
}

function StateFilter({ state, onChange }: StateFilterProps): ReactElement {
  return (
    <select
      aria-label="State"
      className="filter"
      value={state ?? ''}
      onChange={(event) => onChange(stateFrom(event.currentTarget.value))}
    >
      <option value="">Any state</option>
      {states.map((each) => (
        <option key={each} value={each}>
          {stateWords[each]}
        </option>
      ))}
    </select>
  );
}

function NoRepositories({ wanted }: { readonly wanted: RepositoriesWanted }): ReactElement {
  if (wanted.search !== '' || wanted.state !== undefined) {
    return (
      <div className="empty">
        <h2>No repository matches</h2>
        <p>Search for another part of the name, or choose “Any state”.</p>
      </div>
    );
  }
  return (
    <div className="empty">
      <h2>No repository is connected yet</h2>
      <p>Connected repositories are listed here with their state and what was found in them.</p>
    </div>
  );
}

function RepositoryTable(props: {
  readonly repositories: readonly RepositorySummary[];
  readonly now: Date;
}): ReactElement {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Repository</th>
          <th scope="col">State</th>
          <th scope="col" className="number">
            Linked commits
          </th>
          <th scope="col">Last change</th>
        </tr>
      </thead>
      <tbody>
        {props.repositories.map((repository) => (
          <RepositoryRow key={repository.id} repository={repository} now={props.now} />
        ))}
      </tbody>
    </table>
  );
}

function RepositoryRow({
  repository,
  now,
}: {
  readonly repository: RepositorySummary;
  readonly now: Date;
}): ReactElement {
  const { id, name, integrationName, state, stateReason, progress, indexedAt, changedAt, linkedCommits } = repository;
  return (
    <tr>
      <th scope="row" className="wide">
        <Link to="/repositories/$id" params={{ id: String(id) }} className="row-link break">
          {name}
        </Link>
        {integrationName !== name && <span className="quiet break">{integrationName}</span>}
      </th>
      <td className="wide">
        <StateBadge state={state} />{' '}
        {state === 'up-to-date' && indexedAt !== null && <RelativeTime at={indexedAt} now={now} />}
        {stateReason !== null && <p className="reason">{stateReason}</p>}
        {progress !== null && <IndexProgress progress={progress} repositoryName={name} />}
      </td>
      <td className="number" data-label="Linked commits">
        {numbered(linkedCommits)}
      </td>
      <td className="nowrap" data-label="Changed">
        {changedAt !== null && <RelativeTime at={changedAt} now={now} />}
      </td>
    </tr>
  );
}
