/** The branches of a repository: how far each is from the default branch, and the issues its name is linked with. */

import type { BranchPage } from '@branchline/contract';
import { Badge, CopyButton, visibleText } from '@branchline/issue-panel';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Ago } from '../../components/ago.tsx';
import { Answer } from '../../components/answer.tsx';
import { titleOf } from '../../components/commit-line.tsx';
import { copyText } from '../../components/copy-text.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { KeyLinks } from '../../components/key-links.tsx';
import { MoreButton } from '../../components/more-button.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Table, type Column } from '../../components/table.tsx';
import { useFilters } from '../../components/use-filters.ts';
import { branchesQuery } from '../../queries/browse.ts';
import * as texts from '../../texts.ts';
import { shortened } from './shortened.ts';
import { StandingBars } from './standing-bars.tsx';
import { RevisionOrProblem } from './revision-or-problem.tsx';
import { useRepositoryId } from './use-repository-id.ts';

type Branch = BranchPage['branches'][number];

const words = texts.browsedHistory.branches;

export function BranchesPage(): ReactElement {
  const id = useRepositoryId();
  const [{ search }, filter] = useFilters(['search']);
  const branches = useInfiniteQuery(branchesQuery(id, search));
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
      <RevisionOrProblem id={id} revision={undefined} query={branches}>
        <Answer query={branches} skeleton={<SkeletonRows label={words.loading} />}>
          {({ pages }) => {
            const found = pages.flatMap((page) => page.branches);
            const defaultBranch = pages[0]?.repository.defaultBranch ?? null;
            if (found.length === 0) return <NoBranches isFiltered={search !== undefined} />;
            return (
              <>
                <Table
                  label={words.label}
                  rows={found}
                  rowKey={({ name }) => name}
                  columns={columnsOf(id, defaultBranch)}
                />
                <MoreButton label={words.more} query={branches} />
              </>
            );
          }}
        </Answer>
      </RevisionOrProblem>
    </>
  );
}

function columnsOf(id: number, defaultBranch: string | null): readonly Column<Branch>[] {
  return [
    { key: 'name', header: words.columns.name, cell: (branch) => <Name id={id} branch={branch} /> },
    {
      key: 'latest',
      header: words.columns.latest,
      kind: 'wide',
      cell: ({ head }) => <Latest id={id} head={head} />,
    },
    {
      key: 'standing',
      header: words.columns.standing,
      kind: 'nowrap',
      cell: ({ isDefault, ahead, behind }) =>
        isDefault || ahead === null || behind === null ? '' : <StandingBars ahead={ahead} behind={behind} />,
    },
    {
      key: 'actions',
      header: words.columns.actions,
      kind: 'actions',
      cell: ({ name, isDefault }) =>
        !isDefault &&
        defaultBranch !== null && (
          <Link
            to="/browse/$id/compare"
            params={{ id: String(id) }}
            search={{ base: defaultBranch, revision: name }}
            className="text-button"
            aria-label={visibleText(words.compareOf(name))}
          >
            {words.compare}
          </Link>
        ),
    },
  ];
}

function Name({ id, branch }: { readonly id: number; readonly branch: Branch }): ReactElement {
  const { name, isDefault, isMerged, keys } = branch;
  return (
    <>
      <Link
        to="/browse/$id"
        params={{ id: String(id) }}
        search={{ revision: name }}
        className="row-link branch-name break"
        activeProps={{}}
      >
        <bdi>{visibleText(name)}</bdi>
      </Link>
      <span className="branch-marks">
        <CopyButton text={name} what={words.copyName(name)} onCopy={copyText} />
        {isDefault && <Badge tone="neutral">{words.isDefault}</Badge>}
        {isMerged && !isDefault && <Badge tone="success">{words.merged}</Badge>}
        <KeyLinks keys={keys.map((key) => ({ key }))} />
      </span>
    </>
  );
}

function Latest({ id, head }: { readonly id: number; readonly head: Branch['head'] }): ReactElement {
  return (
    <>
      <Link
        to="/browse/$id/commits/$hash"
        params={{ id: String(id), hash: head.hash }}
        className="commit-name bl-link above-row"
      >
        <bdi className="clip">{visibleText(titleOf(head))}</bdi>
      </Link>
      <span className="commit-facts">
        <bdi>{visibleText(head.author.person ?? head.author.name)}</bdi>
        <Ago at={head.authoredAt} />
        <code title={head.hash}>{shortened(head.hash)}</code>
      </span>
    </>
  );
}

function NoBranches({ isFiltered }: { readonly isFiltered: boolean }): ReactElement {
  if (isFiltered) return <EmptyState title={words.empty}>{words.emptyText}</EmptyState>;
  return <EmptyState title={words.none}>{words.noneText}</EmptyState>;
}
