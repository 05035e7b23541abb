/** The last comparison of what was sent to a site with what it has. */

import type { JiraSiteId } from '@branchline/domain';
import { sql } from 'kysely';
import type { Reconciliation, ReconciliationTable } from '../../ports/store/reconciliations.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

export function reconciliationTable(database: Database): ReconciliationTable {
  return {
    async get(site) {
      const query = database.selectFrom('reconciliations').selectAll().where('jira_site_id', '=', site);
      const row = await query.executeTakeFirst();
      return (
        row && {
          at: row.at,
          outcome: row.outcome as Reconciliation['outcome'],
          repositoriesAsked: row.repositories_asked,
          entriesCompared: row.entries_compared,
          differences: row.differences as Reconciliation['differences'],
          repositoriesSentAgain: row.repositories_sent_again,
        }
      );
    },
    save: (site, found) => save(database, site, found),
  };
}

async function save(database: Database, site: JiraSiteId, found: Reconciliation): Promise<void> {
  const row = {
    at: found.at,
    outcome: found.outcome,
    repositories_asked: found.repositoriesAsked,
    entries_compared: found.entriesCompared,
    differences: sql`${jsonForPostgres(found.differences)}::jsonb`,
    repositories_sent_again: found.repositoriesSentAgain,
  };
  await database
    .insertInto('reconciliations')
    .values({ jira_site_id: site, ...row })
    .onConflict((conflict) => conflict.column('jira_site_id').doUpdateSet(row))
    .execute();
}
