/** What the page about health asks. */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Asked when the page is opened and when somebody says so: each time asks Jira and the mail server, too. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => api.showHealthReport({}, signal),
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  staleTime: 30_000,
});
