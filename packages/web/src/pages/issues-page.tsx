/** The issues that were found, most recently active first, with a search that lives in the address. */

import type { IssueSummary } from '@branchline/contract';
import { Badge, RelativeTime, visibleText } from '@branchline/issue-panel';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { MoreButton } from '../components/more-button.tsx';
import { SearchField } from '../components/search-field.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { useMe } from '../components/use-me.ts';
import { useNow } from '../components/use-now.ts';
import { issuesQuery } from '../queries/issues.ts';
import { myPersonQuery } from '../queries/me.ts';
import * as texts from '../texts.ts';

const words = texts.issues;

export function IssuesPage(): ReactElement {
  const { search = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  const now = useNow();
  const issues = useInfiniteQuery({ ...issuesQuery(search), placeholderData: keepPreviousData });
  return (
    <>
      <div className="page-header">
        <h1>{words.title}</h1>
        <SearchField
          label={words.search.label}
          placeholder={words.search.placeholder}
          search={search}
          onSearch={(typed) =>
            void navigate({ to: '/issues', search: typed === '' ? {} : { search: typed }, replace: true })
          }
        />
      </div>
      <Answer query={issues} skeleton={<SkeletonRows label={words.loading} />}>
        {(data) => {
          const found = data.pages.flatMap((page) => page.issues);
          if (found.length === 0) return <NoIssues search={search} />;
          return (
            <>
              <IssueTable issues={found} now={now} />
              <MoreButton label={words.more} query={issues} />
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
          <th scope="col">{words.columns.issue}</th>
          <th scope="col">{words.columns.about}</th>
          <th scope="col">{words.columns.by}</th>
          <th scope="col">{words.columns.found}</th>
          <th scope="col">{words.columns.when}</th>
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
  return (
    <tr>
      <th scope="row" className="nowrap">
        <Link to="/issues/$key" params={{ key: issue.key }} className="row-link break">
          {issue.key}
        </Link>
        {issue.movedTo !== null && <span className="quiet"> {words.now(issue.movedTo)}</span>}
      </th>
      <td className="widest">
        <span className="told">
          <OneLine text={issue.issue?.summary ?? issue.latestTitle ?? words.onlyBranches} />
          {issue.issue !== null && <Badge tone="neutral">{issue.issue.status}</Badge>}
        </span>
      </td>
      <td className="quiet nowrap">
        <bdi>{visibleText(issue.latestAuthor ?? '')}</bdi>
      </td>
      <td className="quiet nowrap">
        {words.found(issue.commitCount, issue.branchCount, issue.pullRequestCount, issue.repositoryCount)}
      </td>
      <td className="nowrap">{issue.latestAt !== null && <RelativeTime at={issue.latestAt} now={now} />}</td>
    </tr>
  );
}

/** Cut off at the end of the line; right-to-left text reads its way but begins where all rows begin. */
function OneLine({ text }: { readonly text: string }): ReactElement {
  return (
    <span className="clip">
      <bdi>{visibleText(text)}</bdi>
    </span>
  );
}

/** Members see what their account at Jira may see: why that is nothing, when it is not known. */
function NoIssues({ search }: { readonly search: string }): ReactElement {
  const me = useMe();
  const isMember = me?.kind === 'account' && me.role === 'member';
  const person = useQuery({ ...myPersonQuery, enabled: isMember });
  const problem = person.data?.problem ?? undefined;
  if (isMember && problem !== undefined) {
    const toProfile = (
      <Link to="/profile" search={{ tab: 'connections' }} className="bl-button button-primary">
        {texts.profile.jira.action}
      </Link>
    );
    return (
      <EmptyState title={texts.profile.jira.unknown} action={toProfile}>
        {problem}
      </EmptyState>
    );
  }
  if (search !== '') {
    return (
      <EmptyState
        title={words.nothingFound.title(search)}
        action={<Link to="/explain">{words.nothingFound.explain}</Link>}
      >
        {words.nothingFound.what}
      </EmptyState>
    );
  }
  return (
    <EmptyState title={words.none.title} action={<Link to="/">{words.none.progress}</Link>}>
      {words.none.what}
    </EmptyState>
  );
}
