/** The tags of a repository, newest first, each a step away from what it has and the one before has not. */

import type { TagPage } from '@branchline/contract';
import { Badge, CommitHash, visibleText } from '@branchline/issue-panel';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Ago } from '../../components/ago.tsx';
import { Answer } from '../../components/answer.tsx';
import { copyText } from '../../components/copy-text.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { tagsQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { RevisionOrProblem } from './revision-or-problem.tsx';
import { useRepositoryId } from './use-repository-id.ts';

/** A tag, and the one made before it, where that is known. */
type Row = TagPage['tags'][number] & { readonly before: string | undefined };

const words = texts.browsedHistory.tags;

export function TagsPage(): ReactElement {
  const id = useRepositoryId();
  const [{ search }, filter] = useFilters(['search']);
  const tags = useInfiniteQuery(tagsQuery(id, search));
  return (
    <>
      <div className="browse-bar">
        <SearchField
          label={words.find}
          placeholder={words.placeholder}
          search={search ?? ''}
          onSearch={(typed) => filter({ search: typed })}
        />
      </div>
      <RevisionOrProblem id={id} revision={undefined} query={tags}>
        <Answer query={tags} skeleton={<SkeletonRows label={words.loading} />}>
          {({ pages }) => {
            const found = pages.flatMap((page) => page.tags);
            if (found.length === 0) return <NoTags isFiltered={search !== undefined} />;
            const rows = found.map((tag, place) => ({ ...tag, before: found[place + 1]?.name }));
            return (
              <>
                <Table label={words.label} rows={rows} rowKey={({ name }) => name} columns={columnsOf(id)} />
                <MoreButton label={words.more} query={tags} />
              </>
            );
          }}
        </Answer>
      </RevisionOrProblem>
    </>
  );
}

function columnsOf(id: number): readonly Column<Row>[] {
  const params = { id: String(id) };
  return [
    {
      key: 'name',
      header: words.columns.name,
      cell: ({ name, isAnnotated }) => (
        <>
          <Link
            to="/browse/$id"
            params={params}
            search={{ revision: name }}
            className="row-link break"
            activeProps={{}}
          >
            <bdi>{visibleText(name)}</bdi>
          </Link>{' '}
          {isAnnotated && <Badge tone="neutral">{words.annotated}</Badge>}
        </>
      ),
    },
    {
      key: 'commit',
      header: words.columns.commit,
      cell: ({ commit, webUrl }) => <CommitHash hash={commit} webUrl={webUrl} onCopy={copyText} />,
    },
    { key: 'at', header: words.columns.at, kind: 'nowrap', cell: ({ at }) => <Ago at={at} /> },
    {
      key: 'actions',
      header: words.columns.actions,
      kind: 'actions',
      cell: ({ name, before }) =>
        before !== undefined && (
          <Link
            to="/browse/$id/compare"
            params={params}
            search={{ base: before, revision: name }}
            className="text-button"
            aria-label={visibleText(words.compareOf(name, before))}
          >
            {visibleText(words.compareWith(before))}
          </Link>
        ),
    },
  ];
}

function NoTags({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  if (isFiltered) return <EmptyState title={words.empty}>{words.emptyText}</EmptyState>;
  return <EmptyState title={words.none}>{words.noneText}</EmptyState>;
}
