/** The issues of one project that git knows of, most recently active first. */

import type { IssuePage, IssueSummary } from '@branchline/contract';
import { RelativeTime, visibleText } from '@branchline/issue-panel';
import { useCallback } from 'react';
import type { ReactElement } from 'react';
import { ShownAnswer } from './shown-answer.tsx';
import type { Surroundings } from './surroundings.ts';
import { texts } from './texts.ts';
import { useAnswer } from './use-answer.ts';

/** Issues shown; more are a search away in Branchline. */
const issuesShown = 50;

export function ProjectView(props: Surroundings & { readonly projectKey: string }): ReactElement {
  const { client, projectKey, server } = props;
  const ask = useCallback(
    (signal: AbortSignal) => client.listIssues({ query: { search: `${projectKey}-`, limit: issuesShown } }, signal),
    [client, projectKey],
  );
  const answer = useAnswer(ask);
  return (
    <main>
      <h1>{texts.project.title(projectKey)}</h1>
      <ShownAnswer answer={answer}>
        {(page, at) => <Issues page={page} now={at} projectKey={projectKey} server={server} />}
      </ShownAnswer>
    </main>
  );
}

function Issues(props: {
  readonly page: IssuePage;
  readonly projectKey: string;
  readonly server: string;
  readonly now: Date;
}): ReactElement {
  const { page, projectKey, server, now } = props;
  if (page.issues.length === 0) {
    return (
      <div className="bl-panel bl-empty">
        <h2 className="bl-title">{texts.project.none(projectKey)}</h2>
        <p>{texts.project.noneWhat}</p>
      </div>
    );
  }
  return (
    <div className="bl-panel">
      <p>{texts.project.found(page.issues.length, page.next !== null)}</p>
      <ul className="bl-rows">
        {page.issues.map((issue) => (
          <IssueLine key={issue.key} issue={issue} server={server} now={now} />
        ))}
      </ul>
    </div>
  );
}

function IssueLine(props: { readonly issue: IssueSummary; readonly server: string; readonly now: Date }): ReactElement {
  const { issue, server, now } = props;
  return (
    <li className="bl-commit">
      <div className="bl-commit-text">
        <p className="bl-title">
          <a className="bl-link" href={`${server}/issues/${issue.key}`}>
            {issue.key} <bdi>{visibleText(issue.latestTitle ?? texts.project.onlyBranches)}</bdi>
          </a>
        </p>
        <p className="bl-facts">
          <span>{texts.project.things(issue.commitCount, issue.branchCount, issue.pullRequestCount)}</span>
          {issue.latestAuthor !== null && <bdi>{visibleText(issue.latestAuthor)}</bdi>}
          {issue.latestAt !== null && <RelativeTime at={issue.latestAt} now={now} />}
        </p>
      </div>
    </li>
  );
}
