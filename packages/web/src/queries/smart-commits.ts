/** What pages ask about smart commits. */

import type { RequestOf } from '@branchline/contract';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';
import { pace } from './pace.ts';

/** Which commands; what is left out does not matter. */
export type CommandsWanted = Omit<NonNullable<RequestOf<'listSmartCommands'>['query']>, 'cursor' | 'limit'>;

/** Newest first. */
export function smartCommandsQuery(wanted: CommandsWanted) {
  return infiniteQueryOptions({
    queryKey: ['smart-commits', wanted],
    queryFn: ({ pageParam, signal }) =>
      api.listSmartCommands({ query: { ...wanted, ...(pageParam === '' ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: pace.still,
  });
}
