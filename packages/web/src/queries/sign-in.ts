/** What pages ask of whoever is not signed in yet. */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Other ways of signing in than ours; they change seldom. */
export const signInWaysQuery = queryOptions({
  queryKey: ['sign-in-ways'],
  queryFn: ({ signal }) => api.listSignInWays({}, signal),
  staleTime: 60_000,
});

/** For whom a link is; it is good once, so the answer is not asked for again. */
export function passwordLinkQuery(token: string) {
  return queryOptions({
    queryKey: ['password-links', token],
    queryFn: ({ signal }) => api.showPasswordLink({ params: { token } }, signal),
    staleTime: Infinity,
  });
}
