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
