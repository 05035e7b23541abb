/** Puts the commits of all repositories in one line of days, the newest first. */

import type { IssueCommitView, RepositoryDevelopmentView } from '@branchline/contract';
import { dayOf } from './format.ts';

export interface TimeLineEntry {
  readonly commit: IssueCommitView;
  readonly repository: RepositoryDevelopmentView;
}

export interface TimeLineDay {
  /** In words, in the viewer's zone. */
  readonly day: string;
  readonly entries: readonly TimeLineEntry[];
}

export function timeLineDays(repositories: readonly RepositoryDevelopmentView[]): readonly TimeLineDay[] {
  const entries = repositories
    .flatMap((repository) => repository.commits.map((commit) => ({ commit, repository })))
    .sort((a, b) => Date.parse(b.commit.authoredAt) - Date.parse(a.commit.authoredAt));
  const days = Map.groupBy(entries, (entry) => dayOf(new Date(entry.commit.authoredAt)));
  return [...days].map(([day, entries]) => ({ day, entries }));
}
