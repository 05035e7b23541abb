/** Two revisions of a repository: which commits, issues, files and people the second has that the first has not. */

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { RevisionComparison } from '@branchline/contract';
import { numbered, visibleText } from '@branchline/issue-panel';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Answer } from '../../components/answer.tsx';
import { CommitLine } from '../../components/commit-line.tsx';
import { CommitList } from '../../components/commit-list.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LinkButton } from '../../components/link-button.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Tabs, useTab, type Tab } from '../../components/tabs.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { browsedRepositoryQuery } from '../../queries/browse.ts';
import { comparisonQuery } from '../../queries/changes.ts';
import * as texts from '../../texts.ts';
import { CompareEnds, ComparisonStanding } from './compare-ends.tsx';
import { ComparedFiles } from './compared-files.tsx';
import { ComparedIssues, ComparedPeople } from './compared-things.tsx';
import { shortened } from './shortened.ts';
import { useRepositoryId } from './use-repository-id.ts';

const words = texts.compare;

export function ComparePage(): ReactElement {
  const id = useRepositoryId();
  const [{ base, revision }, change] = useFilters(['base', 'revision']);
  const repository = useQuery(browsedRepositoryQuery(id));
  const first = base ?? repository.data?.defaultBranch ?? '';
  const comparison = useInfiniteQuery(comparisonQuery(id, { base: first, revision: revision ?? '' }));
  return (
    <>
      <CompareEnds
        id={id}
        onSwap={() => change({ base: revision, revision: first })}
        canSwap={revision !== undefined}
      />
      {revision === undefined ? (
        <EmptyState title={words.choose}>{words.chooseText}</EmptyState>
      ) : (
        <Answer query={comparison} skeleton={<SkeletonRows label={words.loading} />}>
          {() => <Comparison id={id} names={{ base: first, revision }} query={comparison} />}
        </Answer>
      )}
    </>
  );
}

interface ComparisonProps {
  readonly id: number;
  readonly names: { readonly base: string; readonly revision: string };
  readonly query: UseInfiniteQueryResult<InfiniteData<RevisionComparison>>;
}

type TabKey = 'commits' | 'issues' | 'files' | 'people';

function Comparison({ id, names, query }: ComparisonProps): ReactElement | null {
  const [first] = query.data?.pages ?? [];
  const tabs: readonly Tab<TabKey>[] = [
    { key: 'commits', label: words.tabs.commits, count: first === undefined ? '' : numbered(first.standing.ahead) },
    { key: 'issues', label: words.tabs.issues, count: first === undefined ? '' : numbered(first.issues.length) },
    { key: 'files', label: words.tabs.files },
    { key: 'people', label: words.tabs.people, count: first === undefined ? '' : numbered(first.people.length) },
  ];
  const open = useTab(tabs);
  if (first === undefined) return null;
  const { standing } = first;
  if (first.base === first.commit) return <EmptyState title={words.same}>{words.sameText}</EmptyState>;
  if (standing.ahead === 0 && open !== 'files') {
    return (
      <EmptyState title={visibleText(words.contained(shortened(names.revision), shortened(names.base)))}>
        {words.containedText(standing.behind)}
      </EmptyState>
    );
  }
  return (
    <>
      <ComparisonStanding id={id} names={names} standing={standing} />
      <Tabs label={words.tabs.label} tabs={tabs} open={open} keepsSearch />
      {first.isCut && open !== 'commits' && <p className="bl-note">{words.cut}</p>}
      {open === 'commits' && <Commits id={id} query={query} />}
      {open === 'issues' && <ComparedIssues comparison={first} />}
      {open === 'files' && <ComparedFiles id={id} names={names} hasMet={standing.mergeBase !== null} />}
      {open === 'people' && <ComparedPeople people={first.people} />}
    </>
  );
}

function Commits({ id, query }: Pick<ComparisonProps, 'id' | 'query'>): ReactElement {
  const commits = query.data?.pages.flatMap((page) => page.commits) ?? [];
  return (
    <>
      <CommitList label={words.commits} commits={commits}>
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
      <MoreButton label={words.moreCommits} query={query} />
    </>
  );
}
