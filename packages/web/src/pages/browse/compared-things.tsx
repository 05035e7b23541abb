/** Issues and people of the commits that only one of two revisions has. */

import type { AuthorShare, RevisionComparison } from '@branchline/contract';
import { numbered, visibleText } from '@branchline/issue-panel';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { Table, type Column } from '../../components/table.tsx';
import * as texts from '../../texts.ts';

type ComparedIssue = RevisionComparison['issues'][number];

const issueWords = texts.compare.issues;
const peopleWords = texts.compare.people;

const issueColumns: readonly Column<ComparedIssue>[] = [
  {
    key: 'issue',
    header: issueWords.issue,
    kind: 'nowrap',
    cell: ({ key }) => (
      <Link to="/issues/$key" params={{ key }} className="row-link">
        {key}
      </Link>
    ),
  },
  {
    key: 'summary',
    header: issueWords.summary,
    kind: 'wide',
    cell: ({ issue }) => issue !== null && <bdi className="break">{visibleText(issue.summary)}</bdi>,
  },
  { key: 'status', header: issueWords.status, cell: ({ issue }) => issue?.status ?? '' },
  { key: 'commits', header: issueWords.commits, kind: 'number', cell: ({ commitCount }) => numbered(commitCount) },
];

export function ComparedIssues({ comparison }: { readonly comparison: RevisionComparison }): ReactElement {
  const { issues, unlinkedCount } = comparison;
  return (
    <>
      {unlinkedCount > 0 && <p className="quiet">{issueWords.unlinked(unlinkedCount)}</p>}
      {issues.length === 0 ? (
        <EmptyState title={issueWords.none}>{issueWords.noneText}</EmptyState>
      ) : (
        <Table label={issueWords.label} rows={issues} rowKey={({ key }) => key} columns={issueColumns} />
      )}
    </>
  );
}

const peopleColumns: readonly Column<AuthorShare>[] = [
  {
    key: 'name',
    header: peopleWords.name,
    cell: ({ name, emails }) => <bdi title={visibleText(emails.join(', '))}>{visibleText(name)}</bdi>,
  },
  { key: 'commits', header: peopleWords.commits, kind: 'number', cell: ({ commitCount }) => numbered(commitCount) },
  { key: 'added', header: peopleWords.added, kind: 'number', cell: ({ linesAdded }) => `+${numbered(linesAdded)}` },
  {
    key: 'removed',
    header: peopleWords.removed,
    kind: 'number',
    cell: ({ linesRemoved }) => `−${numbered(linesRemoved)}`,
  },
];

export function ComparedPeople({ people }: { readonly people: readonly AuthorShare[] }): ReactElement {
  return (
    <Table
      label={peopleWords.label}
      rows={people}
      rowKey={({ name, emails }) => `${name} ${emails.join(' ')}`}
      columns={peopleColumns}
    />
  );
}
