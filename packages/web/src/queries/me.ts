/** Who is signed in. */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** Changes seldom; asked again when somebody signs in or changes their account. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.showMe({}, signal),
  staleTime: 60_000,
});

/** Who they are known to be: names, and accounts at Jira. */
export const myPersonQuery = queryOptions({
  queryKey: ['me', 'person'],
  queryFn: ({ signal }) => api.showMyPerson({}, signal),
});

export const myConnectionsQuery = queryOptions({
  queryKey: ['me', 'connections'],
  queryFn: ({ signal }) => api.listMyConnections({}, signal),
});

/** How often somebody's way through the service is looked after, in milliseconds: they wait for it. */
const ownSignInPace = 2000;

/** How far somebody is on the way to a connection of their own. */
export function ownSignInQuery(id: string) {
  return queryOptions({
    queryKey: ['me', 'oauth', id],
    queryFn: ({ signal }) => api.showMyOAuth({ params: { id } }, signal),
    refetchInterval: ({ state }) =>
      state.error === null && (state.data === undefined || state.data.state === 'under-way') ? ownSignInPace : false,
    // The window at the service is in front meanwhile.
    refetchIntervalInBackground: true,
  });
}

export const mySessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => api.listOwnSessions({}, signal),
});

export const myTokensQuery = queryOptions({
  queryKey: ['me', 'api-tokens'],
  queryFn: ({ signal }) => api.listApiTokens({}, signal),
});

export const myMailsQuery = queryOptions({
  queryKey: ['me', 'mails'],
  queryFn: ({ signal }) => api.showMyMails({}, signal),
});
