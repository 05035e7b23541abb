/** The commits of a project, of all repositories that it may see. */

import { isProblemError, type ProjectCommitPage } from '@branchline/contract';
import { Withheld } from '@branchline/issue-panel';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { CommitLine } from '../../components/commit-line.tsx';
import { CommitList } from '../../components/commit-list.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { NothingForMember } from '../../components/nothing-for-member.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SelectFilter } from '../../components/select-filter.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useFill } from '../../components/use-fill.ts';
import { useFilters } from '../../components/use-filters.ts';
import { projectCommitsQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';

const words = texts.project;
const filterNames = ['repository', 'author'] as const;

export function ProjectPage(): ReactElement {
  const { key = '' } = useParams({ strict: false });
  const [filters] = useFilters(filterNames);
  const repository = Number(filters.repository);
  const commits = useInfiniteQuery(
    projectCommitsQuery(key.toUpperCase(), {
      repository: Number.isInteger(repository) && repository > 0 ? repository : undefined,
      author: filters.author,
    }),
  );
  const [first] = commits.data?.pages ?? [];
  const found = commits.data?.pages.flatMap((page) => page.commits) ?? [];
  const isLooking = useFill(commits, found.length);
  const isFiltered = filters.repository !== undefined || filters.author !== undefined;
  if (isProblemError(commits.error) && commits.error.problem.status === 404) {
    return <PageHeader title={words.gone} lead={words.goneText} />;
  }
  const project = first?.project ?? key.toUpperCase();
  return (
    <>
      <PageHeader
        title={words.title(project)}
        crumbs={
          <Link to="/issues" search={{ search: `${project}-` }}>
            {words.issues(project)}
          </Link>
        }
        lead={words.lead}
      />
      <Filters repositories={first?.repositories ?? []} />
      <Answer query={commits} skeleton={<SkeletonRows label={words.loading} />}>
        {() => (
          <>
            <Withheld withheld={first?.withheld ?? []} />
            <CommitList label={words.title(project)} commits={found}>
              {(commit, now) => (
                <CommitLine
                  key={`${commit.repository.id} ${commit.hash}`}
                  commit={commit}
                  repositoryId={commit.repository.id}
                  now={now}
                  besides={<InRepository {...commit.repository} />}
                />
              )}
            </CommitList>
            {found.length === 0 && isLooking && <SkeletonRows label={words.loading} />}
            {found.length === 0 && !commits.hasNextPage && <NoCommits isFiltered={isFiltered} />}
            {!isLooking && <MoreButton label={words.more} query={commits} />}
          </>
        )}
      </Answer>
    </>
  );
}

function Filters({ repositories }: { readonly repositories: ProjectCommitPage['repositories'] }): ReactElement {
  const [filters, filter] = useFilters(filterNames);
  return (
    <div className="browse-bar">
      <SelectFilter
        label={words.repository}
        any={words.anyRepository}
        options={repositories.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={filters.repository}
        onChange={(value) => filter({ repository: value })}
      />
      <FilterField
        label={words.author}
        placeholder={words.authorPlaceholder}
        value={filters.author ?? ''}
        maxLength={250}
        onChange={(typed) => filter({ author: typed })}
      />
    </div>
  );
}

function InRepository({ id, name }: ProjectCommitPage['repositories'][number]): ReactElement {
  return (
    <Link to="/browse/$id" params={{ id: String(id) }} className="quiet break" activeProps={{}}>
      {name}
    </Link>
  );
}

function NoCommits({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  if (isFiltered) return <EmptyState title={words.filtered}>{words.filteredText}</EmptyState>;
  return (
    <NothingForMember>
      <EmptyState title={words.empty}>{words.emptyText}</EmptyState>
    </NothingForMember>
  );
}
