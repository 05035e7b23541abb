/** Puts the commits and pull requests of all repositories in one line of days, the newest first. */

import type { IssueCommitView, IssuePullRequestView, RepositoryDevelopmentView } from '@branchline/contract';
import { dayOf } from './format.ts';

export type TimeLineEntry = {
  readonly repository: RepositoryDevelopmentView;
  readonly at: string;
} & (
  | { readonly kind: 'commit'; readonly commit: IssueCommitView }
  | { readonly kind: 'pull-request'; readonly pullRequest: IssuePullRequestView }
);

export interface TimeLineDay {
  /** In words, in the viewer's zone. */
  readonly day: string;
  readonly entries: readonly TimeLineEntry[];
}

export function timeLineDays(repositories: readonly RepositoryDevelopmentView[]): readonly TimeLineDay[] {
  const entries = repositories.flatMap(entriesOf).sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const days = Map.groupBy(entries, (entry) => dayOf(new Date(entry.at)));
  return [...days].map(([day, entries]) => ({ day, entries }));
}

/** What is open stands above the days: it is still to be worked on. */
function entriesOf(repository: RepositoryDevelopmentView): readonly TimeLineEntry[] {
  const ended = repository.pullRequests.filter(({ state }) => state !== 'open');
  return [
    ...ended.map((pullRequest) => {
      const at = pullRequest.closedAt ?? pullRequest.updatedAt;
      return { kind: 'pull-request' as const, pullRequest, repository, at };
    }),
    ...repository.commits.map((commit) => ({ kind: 'commit' as const, commit, repository, at: commit.authoredAt })),
  ];
}
