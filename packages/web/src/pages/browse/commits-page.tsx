/** The commits of a repository, all of them or only those with or without an issue, and linking what lacks one. */

import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { CommitLine } from '../../components/commit-line.tsx';
import { CommitList } from '../../components/commit-list.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterField } from '../../components/filter-field.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { SelectFilter } from '../../components/select-filter.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { useFill } from '../../components/use-fill.ts';
import { useFilters } from '../../components/use-filters.ts';
import { commitsQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { RevisionChooser } from './revision-chooser.tsx';
import { RevisionOrProblem } from './revision-or-problem.tsx';
import { useRepositoryId } from './use-repository-id.ts';

const words = texts.browsedHistory.commits;
const linkKinds = ['linked', 'unlinked'] as const;

export function CommitsPage(): ReactElement {
  const id = useRepositoryId();
  const [filters, filter] = useFilters(['revision', 'links', 'author']);
  const links = linkKinds.find((each) => each === filters.links);
  const { revision, author } = filters;
  const commits = useInfiniteQuery(commitsQuery(id, { revision, links, author }));
  const found = commits.data?.pages.flatMap((page) => page.commits) ?? [];
  const isLooking = useFill(commits, found.length);
  return (
    <>
      <div className="browse-bar">
        <RevisionChooser id={id} takesAll />
        <SelectFilter
          label={words.links.label}
          any={words.links.all}
          options={linkKinds.map((value) => ({ value, label: words.links[value] }))}
          value={links}
          onChange={(value) => filter({ links: value })}
        />
        <FilterField
          label={words.author}
          placeholder={words.authorPlaceholder}
          value={author ?? ''}
          maxLength={250}
          onChange={(typed) => filter({ author: typed })}
        />
      </div>
      <RevisionOrProblem id={id} revision={revision} query={commits}>
        <Answer query={commits} skeleton={<SkeletonRows label={words.loading} />}>
          {() => (
            <>
              <CommitList label={words.label} commits={found}>
                {(commit, now) => (
                  <CommitLine
                    key={commit.hash}
                    commit={commit}
                    repositoryId={id}
                    now={now}
                    actions={<LinkButton commit={commit} repositoryId={id} />}
                  />
                )}
              </CommitList>
              {found.length === 0 && isLooking && <SkeletonRows label={words.loading} />}
              {found.length === 0 && !commits.hasNextPage && (
                <NoCommits isFiltered={links !== undefined || author !== undefined || revision !== undefined} />
              )}
              {!isLooking && <MoreButton label={found.length === 0 ? words.goOn : words.more} query={commits} />}
            </>
          )}
        </Answer>
      </RevisionOrProblem>
    </>
  );
}

function NoCommits({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  if (isFiltered) return <EmptyState title={words.empty}>{words.emptyText}</EmptyState>;
  return <EmptyState title={words.none}>{words.noneText}</EmptyState>;
}
