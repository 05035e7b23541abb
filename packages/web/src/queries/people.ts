/** What pages ask about people. */

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type PeopleFilter = 'ambiguous' | 'suggestions' | 'without-jira';

/** What each filter asks the server for. */
const asked = {
  ambiguous: { conflicts: 'only' },
  suggestions: { suggestions: 'only' },
  'without-jira': { without: 'jira-account' },
} as const;

/** @param search empty for all */
export function peopleQuery(search: string, filter: PeopleFilter | undefined) {
  return infiniteQueryOptions({
    queryKey: ['people', 'list', search, filter ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      api.listPeople(
        {
          query: {
            ...(search === '' ? {} : { search }),
            ...(filter === undefined ? {} : asked[filter]),
            ...(pageParam === 0 ? {} : { after: pageParam }),
          },
        },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function personQuery(id: number) {
  return queryOptions({
    queryKey: ['people', id],
    queryFn: ({ signal }) => api.showPerson({ params: { id } }, signal),
  });
}
