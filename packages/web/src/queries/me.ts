/** Who is signed in. */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Changes seldom; asked again when somebody signs in or changes their account. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.showMe({}, signal),
  staleTime: 60_000,
});
