/** Allowances of requests at the door. */

import { showBudgets, type ShowBudgetsDeps } from '../../features/operations/show-budgets.ts';
import type { Handlers } from '../mount-routes.ts';
import { presentBudget } from '../present/budget.ts';

export type BudgetHandlersDeps = ShowBudgetsDeps;

export function budgetHandlers(deps: BudgetHandlersDeps): Pick<Handlers, 'listBudgets'> {
  return { listBudgets: async () => ({ budgets: (await showBudgets(deps)).map(presentBudget) }) };
}
