/** What a page shows while its answer is on the way, when it failed, and when it is there. */

import { ProblemView } from '@branchline/issue-panel';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { problemOf } from '../api.ts';
import { copyText } from './copy-text.ts';

export interface AnswerProps<Data> {
  readonly query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'refetch'>;
  /** In the shape of what will be there. */
  readonly skeleton: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** An answer that is already there stays when asking again fails; the problem is shown above it. */
export function Answer<Data>({ query, skeleton, children }: AnswerProps<Data>): ReactElement {
  const { data, error, refetch } = query;
  return (
    <>
      {error !== null && <ProblemView problem={problemOf(error)} onCopy={copyText} onRetry={() => void refetch()} />}
      {data === undefined ? error === null && skeleton : children(data)}
    </>
  );
}
