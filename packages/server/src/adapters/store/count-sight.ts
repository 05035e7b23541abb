/** Counts what a change of sight would bring to Jira and take away, before anybody saves it. */

import { sql } from 'kysely';
import type { RepositoryId } from '@branchline/domain';
import type { SightChange, SightCount } from '../../ports/store/development.ts';
import type { Database } from './database.ts';
import { projectOfKey, sees, sightChanges } from './project-of-key.ts';

interface CountColumns {
  readonly project: SightCount['project'] | null;
  readonly kind: SightCount['kind'];
  readonly appear: number;
  readonly vanish: number;
  readonly change: number;
}

/** See `DevelopmentTable.countSightChange`. */
export async function countSightChange(
  database: Database,
  repositories: readonly RepositoryId[],
  change: SightChange,
): Promise<readonly SightCount[]> {
  const project = sql.ref('project');
  const { rows } = await sql<CountColumns>`
    with keyed as materialized (
      select distinct ${projectOfKey(sql.ref('key'))} as project, kind, entity_id
      from linked_issue_keys where repository_id = any(${repositories}::integer[])
    ), entities as (
      select kind, bool_or(${sees(change.before, project)}) as before, bool_or(${sees(change.after, project)}) as after,
        bool_or(${sightChanges(change, project)}) as changes
      from keyed group by kind, entity_id
    )
    select project, kind, count(*) filter (where ${sees(change.after, project)}) as appear,
      count(*) filter (where ${sees(change.before, project)}) as vanish, 0::bigint as change
    from keyed where ${sightChanges(change, project)} group by project, kind
    union all
    select null, kind, count(*) filter (where after and not before), count(*) filter (where before and not after),
      count(*) filter (where before and after and changes)
    from entities group by kind`.execute(database);
  return rows.map((row) => ({ ...row, project: row.project ?? undefined }));
}
