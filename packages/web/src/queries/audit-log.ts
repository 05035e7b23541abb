/** What pages ask of the audit log. */

import type { RequestOf } from '@branchline/contract';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

/** As the server takes them; what is left out does not matter. */
export type AuditFilters = Omit<NonNullable<RequestOf<'listAuditLog'>['query']>, 'cursor' | 'limit'>;

export function auditLogQuery(filters: AuditFilters) {
  return infiniteQueryOptions({
    queryKey: ['audit-log', filters],
    queryFn: ({ pageParam, signal }) =>
      api.listAuditLog({ query: { ...filters, ...(pageParam === '' ? {} : { cursor: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
