/** All repositories: found, filtered, sorted by the server, and dealt with several at a time. */

import type { RepositorySummary } from '@branchline/contract';
import { RelativeTime, numbered } from '@branchline/issue-panel';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { IndexProgress } from '../components/index-progress.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import type { Sorting } from '../components/sort-button.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { Table, type Column } from '../components/table.tsx';
import { useNow } from '../components/use-now.ts';
import { repositoriesQuery } from '../queries/repositories.ts';
import * as texts from '../texts.ts';
import { RepositoryBulk } from './repository/repository-bulk.tsx';
import { RepositoryFilters } from './repository/repository-filters.tsx';
import { useRepositoryFilters } from './repository/use-repository-filters.ts';

const words = texts.repositories;

export function RepositoriesPage(): ReactElement {
  const { wanted, isFiltered, change } = useRepositoryFilters();
  const repositories = useInfiniteQuery({ ...repositoriesQuery(wanted), placeholderData: keepPreviousData });
  const total = repositories.data?.pages[0]?.total;
  const sorting: Sorting = {
    by: wanted.sort ?? 'name',
    isDescending: wanted.order === 'descending',
    onSort: (by, isDescending) => change({ sort: by, order: isDescending ? 'descending' : undefined }),
  };
  return (
    <>
      <PageHeader
        title={words.title}
        lead={total === undefined ? words.loading : words.lead(total, isFiltered)}
        actions={
          <Link to="/integrations/new" className="bl-button button-primary">
            {words.connect}
          </Link>
        }
      />
      <RepositoryFilters wanted={wanted} onChange={change} />
      <Answer query={repositories} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) => {
          const found = data.pages.flatMap((page) => page.repositories);
          if (found.length === 0) return <NoRepositories isFiltered={isFiltered} />;
          return (
            <>
              <Repositories found={found} sorting={sorting} />
              <MoreButton label={words.more} query={repositories} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

interface RepositoriesProps {
  readonly found: readonly RepositorySummary[];
  readonly sorting: Sorting;
}

function Repositories({ found, sorting }: RepositoriesProps): ReactElement {
  const now = useNow();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  // What a filter hides is not dealt with.
  const chosen = found.filter(({ id }) => selected.has(String(id)));
  return (
    <>
      <RepositoryBulk chosen={chosen} onClear={() => setSelected(new Set())} />
      <Table
        label={words.title}
        rows={found}
        rowKey={({ id }) => String(id)}
        columns={columnsAt(now)}
        selection={{ selected, onChange: setSelected, nameOf: ({ name }) => name }}
        sorting={sorting}
      />
    </>
  );
}

function columnsAt(now: Date): readonly Column<RepositorySummary>[] {
  return [
    { key: 'name', header: words.columns.name, sortBy: 'name', cell: (row) => <Name repository={row} /> },
    {
      key: 'state',
      header: words.columns.state,
      kind: 'wide',
      sortBy: 'state',
      cell: (row) => <State repository={row} now={now} />,
    },
    {
      key: 'commits',
      header: words.columns.commits,
      kind: 'number',
      sortBy: 'commits',
      cell: ({ linkedCommits }) => numbered(linkedCommits),
    },
    {
      key: 'changed',
      header: words.columns.changed,
      kind: 'nowrap',
      sortBy: 'changed',
      cell: ({ changedAt }) => (changedAt === null ? '–' : <RelativeTime at={changedAt} now={now} />),
    },
  ];
}

function Name({ repository }: { readonly repository: RepositorySummary }): ReactElement {
  const { id, name, integrationName, remoteState } = repository;
  const besides = [
    ...(integrationName === name ? [] : [integrationName]),
    ...(remoteState === 'there' ? [] : [words.remoteStates[remoteState]]),
  ];
  return (
    <>
      <Link to="/repositories/$id" params={{ id: String(id) }} className="row-link break">
        {name}
      </Link>
      {besides.length > 0 && <span className="quiet break">{besides.join(' · ')}</span>}
    </>
  );
}

function State({ repository, now }: { readonly repository: RepositorySummary; readonly now: Date }): ReactElement {
  const { name, state, stateReason, progress, indexedAt } = repository;
  return (
    <>
      <StateBadge state={state} />{' '}
      {state === 'up-to-date' && indexedAt !== null && <RelativeTime at={indexedAt} now={now} />}
      {stateReason !== null && <p className="reason">{stateReason}</p>}
      {progress !== null && <IndexProgress progress={progress} repositoryName={name} />}
    </>
  );
}

function NoRepositories({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  const { title, text, filteredTitle, filteredText } = words.empty;
  if (isFiltered) return <EmptyState title={filteredTitle}>{filteredText}</EmptyState>;
  return <EmptyState title={title}>{text}</EmptyState>;
}
