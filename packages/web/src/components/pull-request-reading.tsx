/** How the reading of a repository's pull requests stands, and what webhooks left out: only where there is something to say. */

import type { RepositorySummary } from '@branchline/contract';
import { exactTime } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';
import { IndexProgress } from './index-progress.tsx';

const words = texts.progress;

export interface PullRequestReadingProps {
  readonly repository: RepositorySummary;
  readonly now: Date;
}

export function PullRequestReading({ repository, now }: PullRequestReadingProps): ReactElement {
  const { name, pullRequests, truncatedPushes } = repository;
  const problem = pullRequests?.problem ?? null;
  return (
    <>
      {pullRequests !== null && pullRequests.progress !== null && (
        <IndexProgress progress={pullRequests.progress} repositoryName={words.pullRequestsOf(name)} />
      )}
      {problem !== null && (
        <p className="reason" title={problem.retryAt === null ? undefined : exactTime(new Date(problem.retryAt))}>
          {problemWords(problem, now)}
        </p>
      )}
      {truncatedPushes > 0 && <p className="reason">{words.truncated(truncatedPushes)}</p>}
    </>
  );
}

type Problem = NonNullable<NonNullable<RepositorySummary['pullRequests']>['problem']>;

/** `Pull requests wait until 14:05: GitHub …`, in the viewer's zone; another day is named. */
function problemWords({ message, retryAt }: Problem, now: Date): string {
  if (retryAt === null || new Date(retryAt) <= now) return words.pullRequestsUnread(message);
  const at = new Date(retryAt);
  const isToday = at.toDateString() === now.toDateString();
  const time = at.toLocaleTimeString('en-GB', { timeStyle: 'short' });
  const day = isToday ? '' : `${at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })}, `;
  return words.pullRequestsWait(`${day}${time}`, message);
}
