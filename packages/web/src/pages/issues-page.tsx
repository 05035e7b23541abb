/** The issues that were found, most recently active first, with a search that lives in the address. */

import type { IssueSummary } from '@branchline/contract';
import { Badge, RelativeTime, counted } from '@branchline/issue-panel';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useNow } from '../components/use-now.ts';
import { issuesQuery } from '../queries/issues.ts';

export function IssuesPage(): ReactElement {
  const { search = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const now = useNow();
  const issues = useInfiniteQuery({ ...issuesQuery(search), placeholderData: keepPreviousData });
  return (
    <>
      <div className="page-header">
        <h1>Issues</h1>
        <SearchField
          label="Find issues by the beginning of their key"
          placeholder="Key, like ABC or ABC-12"
          search={search}
          onSearch={(typed) =>
            void navigate({ to: '/issues', search: typed === '' ? {} : { search: typed }, replace: true })
          }
        />
      </div>
      <Answer query={issues} skeleton={<SkeletonRows label="Loading issues" />}>
        {(data) => {
          const found = data.pages.flatMap((page) => page.issues);
          if (found.length === 0) return <NoIssues search={search} />;
          return (
            <>
              <IssueTable issues={found} now={now} />
              <MoreButton label="Show more issues" query={issues} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

function IssueTable(props: { readonly issues: readonly IssueSummary[]; readonly now: Date }): ReactElement {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Issue</th>
          <th scope="col">About</th>
          <th scope="col">By</th>
          <th scope="col">Found</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {props.issues.map((issue) => (
          <IssueRow key={issue.key} issue={issue} now={props.now} />
        ))}
      </tbody>
    </table>
  );
}

function IssueRow({ issue, now }: { readonly issue: IssueSummary; readonly now: Date }): ReactElement {
  const found = [
    ...(issue.commitCount > 0 ? [counted(issue.commitCount, 'commit', 'commits')] : []),
    ...(issue.branchCount > 0 ? [counted(issue.branchCount, 'branch', 'branches')] : []),
    ...(issue.pullRequestCount > 0 ? [counted(issue.pullRequestCount, 'pull request', 'pull requests')] : []),
    ...(issue.repositoryCount > 1 ? [counted(issue.repositoryCount, 'repository', 'repositories')] : []),
  ];
  return (
    <tr>
      <th scope="row" className="nowrap">
        <Link to="/issues/$key" params={{ key: issue.key }} className="row-link break">
          {issue.key}
        </Link>
        {issue.movedTo !== null && <span className="quiet"> now {issue.movedTo}</span>}
      </th>
      <td className="widest">
        <span className="told">
          <OneLine text={issue.issue?.summary ?? issue.latestTitle ?? 'Only branches name it'} />
          {issue.issue !== null && <Badge tone="neutral">{issue.issue.status}</Badge>}
        </span>
      </td>
      <td className="quiet nowrap">
        <bdi>{issue.latestAuthor}</bdi>
      </td>
      <td className="quiet nowrap">{found.join(', ')}</td>
      <td className="nowrap">{issue.latestAt !== null && <RelativeTime at={issue.latestAt} now={now} />}</td>
    </tr>
  );
}

/** Cut off at the end of the line; right-to-left text reads its way but begins where all rows begin. */
function OneLine({ text }: { readonly text: string }): ReactElement {
  return (
    <span className="clip">
      <bdi>{text}</bdi>
    </span>
  );
}

function NoIssues({ search }: { readonly search: string }): ReactElement {
  if (search !== '') {
    return (
      <div className="empty">
        <h2>No issue key begins with “{search}”</h2>
        <p>
          Keys are found in commit messages, branch names and pull requests. Paste a text into{' '}
          <Link to="/explain">Explain</Link> to see why a key in it counts or does not.
        </p>
      </div>
    );
  }
  return (
    <div className="empty">
      <h2>No issues found yet</h2>
      <p>Every issue key in a commit message, branch name or pull request of your repositories will be listed here.</p>
      <p>
        While a repository is being read, its issues appear one by one: <Link to="/">look at the progress</Link>.
      </p>
    </div>
  );
}
