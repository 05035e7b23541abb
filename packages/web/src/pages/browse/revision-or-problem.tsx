/** A page at a revision, or the word that there is no such revision, or that nothing was read yet. */

import { isProblemError } from '@branchline/contract';
import type { ReactElement, ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { PathGone } from './path-gone.tsx';

export interface RevisionOrProblemProps {
  readonly id: number;
  readonly revision: string | undefined;
  readonly query: { readonly error: unknown; readonly data: unknown };
  readonly children: ReactNode;
}

/** Other problems are shown by what is inside. What is there already stays. */
export function RevisionOrProblem({ id, revision, query, children }: RevisionOrProblemProps): ReactElement {
  if (query.data !== undefined || !isProblemError(query.error)) return <>{children}</>;
  const { status, type, title, detail, remedy } = query.error.problem;
  if (type === 'not-read-yet') {
    return (
      <EmptyState title={title}>
        {detail} {remedy}
      </EmptyState>
    );
  }
  if (status === 404) return <PathGone id={id} revision={revision} path="" />;
  return <>{children}</>;
}
