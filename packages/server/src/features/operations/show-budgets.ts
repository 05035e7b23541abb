/** Shows what Git services still allow us, and who waits until when for what reason. */

import { reserveOf, tellWait, type Integration, type RateCount, type ToldWait } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import type { Tables } from '../../ports/store.ts';

export interface ShowBudgetsDeps {
  readonly store: Tables;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
  readonly clock: Clock;
}

/** One credential's allowance as people see it. */
export interface BudgetView {
  readonly name: string;
  /** Whose credential it is; undefined when the integration is gone. */
  readonly integration: Integration | undefined;
  /** Of windows that have not ended. */
  readonly counts: readonly (RateCount & { readonly reserve: number })[];
  /** For requests on the ordinary counts; undefined while nobody waits. */
  readonly wait: ToldWait | undefined;
}

/** Budgets of which something is known at the moment. */
export async function showBudgets({ store, connectors, clock }: ShowBudgetsDeps): Promise<readonly BudgetView[]> {
  const now = clock.now();
  const [budgets, integrations] = await Promise.all([store.rateBudgets.list(), store.integrations.list()]);
  const views = budgets.map((budget): BudgetView => {
    const integration = integrations.find(({ id }) => id === integrationIn(budget.name));
    const title = connectors.get(integration?.connector ?? '')?.title ?? 'the Git service';
    const counts = budget.counts
      .filter(({ resetsAt }) => resetsAt > now)
      .map((count) => ({ ...count, reserve: reserveOf(count.limit) }));
    return { name: budget.name, integration, counts, wait: tellWait(budget, title, now) };
  });
  return views.filter(({ counts, wait }) => counts.length > 0 || wait !== undefined);
}

/** Names of budgets hold what the credential is for: `integration/12`, `integration/12/app`. */
function integrationIn(name: string): number | undefined {
  const number = /(?:^|\/)integration\/(\d+)(?:\/|$)/.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}
