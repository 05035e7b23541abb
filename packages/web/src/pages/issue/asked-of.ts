/** A question to the server as the panel wants to be told of it. */

import type { Asked } from '@branchline/issue-panel';
import type { UseQueryResult } from '@tanstack/react-query';
import { problemOf } from '../../api.ts';

export function askedOf<Value>(query: Pick<UseQueryResult<Value>, 'data' | 'error' | 'refetch'>): Asked<Value> {
  const { data, error, refetch } = query;
  const onRetry = () => void refetch();
  if (data !== undefined) {
    return { state: 'there', value: data, problem: error === null ? undefined : problemOf(error), onRetry };
  }
  return error === null ? { state: 'loading' } : { state: 'problem', problem: problemOf(error), onRetry };
}
