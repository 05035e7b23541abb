/** What is known of request allowances. */

import { unknownBudget } from '@branchline/domain';
import type { RateBudget, RateClosing, RateCount } from '@branchline/domain';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { RateBudgetTable } from '../../ports/store/rate-budgets.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';
import type { RateClosingRow, RateCountRow } from './schema.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;

export function rateBudgetTable(database: Database): RateBudgetTable {
  return {
    async list() {
      const counts = await database.selectFrom('rate_counts').selectAll().execute();
      const closings = await database.selectFrom('rate_closings').selectAll().execute();
      const names = [...new Set([...counts, ...closings].map(({ budget }) => budget))].sort();
      return names.map((name) => ({ name, ...budgetFromRows(name, counts, closings) }));
    },
    async read(name) {
      const counts = await database.selectFrom('rate_counts').selectAll().where('budget', '=', name).execute();
      const closings = await database.selectFrom('rate_closings').selectAll().where('budget', '=', name).execute();
      return budgetFromRows(name, counts, closings);
    },
    async save(name, budget, now) {
      for (const count of budget.counts) await saveCount(database, name, count);
      if (budget.closing !== undefined) await saveClosing(database, name, budget.closing);
      const since = new Date(now.getTime() - dayMilliseconds);
      await database.deleteFrom('rate_counts').where('resets_at', '<', since).execute();
      await database.deleteFrom('rate_closings').where('until', '<', since).execute();
    },
  };
}

/** The rule of `joinBudgets`, where it cannot be overtaken: the later window counts, and within one the lower number. */
async function saveCount(database: Database, name: string, count: RateCount): Promise<void> {
  await database
    .insertInto('rate_counts')
    .values({
      budget: name,
      resource: textForPostgres(count.resource),
      is_ordinary: count.isOrdinary,
      request_limit: count.limit,
      remaining: count.remaining,
      resets_at: count.resetsAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['budget', 'resource']).doUpdateSet({
        is_ordinary: sql`excluded.is_ordinary or rate_counts.is_ordinary`,
        request_limit: (row) => row.ref('excluded.request_limit'),
        remaining: (row) => row.ref('excluded.remaining'),
        resets_at: (row) => row.ref('excluded.resets_at'),
      }).where(sql<boolean>`excluded.resets_at > rate_counts.resets_at
          or (excluded.resets_at = rate_counts.resets_at and excluded.remaining < rate_counts.remaining)`),
    )
    .execute();
}

async function saveClosing(database: Database, name: string, { until, because }: RateClosing): Promise<void> {
  await database
    .insertInto('rate_closings')
    .values({ budget: name, until, because: textForPostgres(because) })
    .onConflict((conflict) =>
      conflict
        .column('budget')
        .doUpdateSet({ until: (row) => row.ref('excluded.until'), because: (row) => row.ref('excluded.because') })
        .where(sql<boolean>`excluded.until > rate_closings.until`),
    )
    .execute();
}

function budgetFromRows(
  name: string,
  counts: readonly Selectable<RateCountRow>[],
  closings: readonly Selectable<RateClosingRow>[],
): RateBudget {
  const closing = closings.find(({ budget }) => budget === name);
  return {
    ...unknownBudget,
    counts: counts.filter(({ budget }) => budget === name).map(countFromRow),
    closing: closing && { until: closing.until, because: closing.because },
  };
}

function countFromRow(row: Selectable<RateCountRow>): RateCount {
  return {
    resource: row.resource,
    isOrdinary: row.is_ordinary,
    limit: row.request_limit,
    remaining: row.remaining,
    resetsAt: row.resets_at,
  };
}
