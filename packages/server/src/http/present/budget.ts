/** Budgets → the contract's shapes. */

import type { Budget, RequestsWait } from '@branchline/contract';
import type { ToldWait } from '@branchline/domain';
import type { BudgetView } from '../../features/operations/show-budgets.ts';

export function presentBudget({ name, integration, counts, wait }: BudgetView): Budget {
  return {
    name,
    integrationId: integration?.id ?? null,
    integrationName: integration?.name ?? null,
    counts: counts.map(({ resource, limit, remaining, reserve, resetsAt }) => ({
      resource,
      limit,
      remaining,
      reserve,
      resetsAt: resetsAt.toISOString(),
    })),
    wait: presentWait(wait),
  };
}

export function presentWait(wait: ToldWait | undefined): RequestsWait | null {
  return wait === undefined ? null : { ...wait, until: wait.until.toISOString() };
}
