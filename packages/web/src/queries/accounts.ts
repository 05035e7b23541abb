/** What pages ask about who may sign in. */

import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => api.listAccounts({}, signal),
});

export const allTokensQuery = queryOptions({
  queryKey: ['accounts', 'api-tokens'],
  queryFn: ({ signal }) => api.listAllApiTokens({}, signal),
});

export const providersQuery = queryOptions({
  queryKey: ['accounts', 'identity-providers'],
  queryFn: ({ signal }) => api.listIdentityProviders({}, signal),
});
