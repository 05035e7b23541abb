/** The repositories that somebody may look into, found by their names. */

import type { BrowsedRepositoryPage } from '@branchline/contract';
import { Withheld } from '@branchline/issue-panel';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Ago } from '../../components/ago.tsx';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useFill } from '../../components/use-fill.ts';
import { useFilters } from '../../components/use-filters.ts';
import { NothingForMember } from '../../components/nothing-for-member.tsx';
import { browsedRepositoriesQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';

type Row = BrowsedRepositoryPage['repositories'][number];

const words = texts.browse;

export function BrowsePage(): ReactElement {
  const [{ search = '' }, filter] = useFilters(['search']);
  const repositories = useInfiniteQuery(browsedRepositoriesQuery(search));
  const found = repositories.data?.pages.flatMap((page) => page.repositories) ?? [];
  const isLooking = useFill(repositories, found.length);
  return (
    <>
      <PageHeader
        title={words.title}
        lead={words.lead}
        actions={
          <SearchField
            label={words.find}
            placeholder={words.findPlaceholder}
            search={search}
            onSearch={(typed) => filter({ search: typed })}
          />
        }
      />
      <Answer query={repositories} skeleton={<SkeletonRows label={words.loading} />}>
        {({ pages }) => (
          <>
            <Withheld withheld={pages[0]?.withheld ?? []} />
            {found.length > 0 && (
              <Table label={words.title} rows={found} rowKey={({ id }) => String(id)} columns={columns} />
            )}
            {found.length === 0 && isLooking && <SkeletonRows label={words.loading} />}
            {found.length === 0 && !isLooking && !repositories.hasNextPage && <NoRepositories search={search} />}
            <MoreButton label={words.more} query={repositories} />
          </>
        )}
      </Answer>
    </>
  );
}

const columns: readonly Column<Row>[] = [
  {
    key: 'name',
    header: words.columns.name,
    cell: ({ id, name }) => (
      <Link to="/browse/$id" params={{ id: String(id) }} className="row-link break">
        {name}
      </Link>
    ),
  },
  {
    key: 'integration',
    header: words.columns.integration,
    cell: ({ integrationName }) => <span className="quiet break">{integrationName}</span>,
  },
  {
    key: 'defaultBranch',
    header: words.columns.defaultBranch,
    cell: ({ defaultBranch }) => (defaultBranch === null ? '–' : <code className="break">{defaultBranch}</code>),
  },
  {
    key: 'changed',
    header: words.columns.changed,
    kind: 'nowrap',
    cell: ({ changedAt }) => (changedAt === null ? '–' : <Ago at={changedAt} />),
  },
];

function NoRepositories({ search }: { readonly search: string }): ReactElement {
  const { title, text, filteredTitle, filteredText } = words.empty;
  if (search !== '') return <EmptyState title={filteredTitle(search)}>{filteredText}</EmptyState>;
  return (
    <NothingForMember>
      <EmptyState title={title}>{text}</EmptyState>
    </NothingForMember>
  );
}
