/** What the projects of Jira sites are called. */

import type { ProjectKey } from '@branchline/domain';
import { sql } from 'kysely';
import type { ProjectNameTable } from '../../ports/store/project-names.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';
import { jsonForPostgres } from './json.ts';

export function projectNameTable(database: Database): ProjectNameTable {
  return {
    async of(site) {
      const query = database.selectFrom('project_names').select(['key', 'name']).where('jira_site_id', '=', site);
      return new Map((await query.execute()).map(({ key, name }) => [key as ProjectKey, name]));
    },
    save: (site, names) =>
      together(database, async (database) => {
        await database.deleteFrom('project_names').where('jira_site_id', '=', site).execute();
        const json = jsonForPostgres([...names].map(([key, name]) => ({ key, name })));
        await sql`
          insert into project_names (jira_site_id, key, name)
          select ${site}::integer, key, name from json_to_recordset(${json}::json) as row (key text, name text)
        `.execute(database);
      }),
  };
}
