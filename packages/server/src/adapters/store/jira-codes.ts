/** The codes that are shown inside Jira, as the port asks for them. */

import type { AtlassianAccountId, JiraSiteId } from '@branchline/domain';
import type { JiraCodeTable } from '../../ports/store/jira-codes.ts';
import { together, type Database } from './database.ts';
import { textForPostgres } from './json.ts';

export function jiraCodeTable(database: Database): JiraCodeTable {
  return {
    async save(digest, { jiraSiteId, accountId }, endsAt, now) {
      const jira_account_id = textForPostgres(accountId);
      await together(database, async (database) => {
        await database.deleteFrom('jira_codes').where('ends_at', '<=', now).execute();
        const before = database.deleteFrom('jira_codes').where('jira_site_id', '=', jiraSiteId);
        await before.where('jira_account_id', '=', jira_account_id).execute();
        const values = { digest, jira_site_id: jiraSiteId, jira_account_id, ends_at: endsAt };
        await database.insertInto('jira_codes').values(values).execute();
      });
    },
    async use(digest, now) {
      const query = database.deleteFrom('jira_codes').where('digest', '=', digest).returningAll();
      const row = await query.executeTakeFirst();
      if (row === undefined || row.ends_at <= now) return undefined;
      return { jiraSiteId: row.jira_site_id as JiraSiteId, accountId: row.jira_account_id as AtlassianAccountId };
    },
  };
}
