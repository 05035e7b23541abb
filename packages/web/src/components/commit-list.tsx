/** Commits under the day they were made. */

import type { ShownCommit } from '@branchline/contract';
import { dayOf } from '@branchline/issue-panel';
import type { ReactElement, ReactNode } from 'react';
import { useNow } from './use-now.ts';

export interface CommitListProps<Commit extends ShownCommit> {
  /** For screen readers. */
  readonly label: string;
  readonly commits: readonly Commit[];
  /** One of them, with its key: a `CommitLine`. */
  readonly children: (commit: Commit, now: Date) => ReactNode;
}

export function CommitList<Commit extends ShownCommit>(props: CommitListProps<Commit>): ReactElement {
  const { label, commits, children } = props;
  const now = useNow();
  return (
    <section aria-label={label}>
      {daysOf(commits).map(({ day, made }) => (
        <section key={day} className="commit-day">
          <h2>{day}</h2>
          <ul className="lines">{made.map((commit) => children(commit, now))}</ul>
        </section>
      ))}
    </section>
  );
}

interface Day<Commit> {
  readonly day: string;
  readonly made: readonly Commit[];
}

/** In the viewer's zone. History is no calendar: what was made on a day that was named before stands with the others of it. */
function daysOf<Commit extends ShownCommit>(commits: readonly Commit[]): readonly Day<Commit>[] {
  const days = Map.groupBy(commits, (commit) => dayOf(new Date(commit.authoredAt)));
  return [...days].map(([day, made]) => ({ day, made }));
}
