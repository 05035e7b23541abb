/** Former keys of issues and projects. */

import { inProject, projectOf } from '@branchline/domain';
import type { FormerKeys, IssueKey, JiraSiteId, ProjectKey } from '@branchline/domain';
import { sql } from 'kysely';
import type { IssueAliasTable } from '../../ports/store/issue-aliases.ts';
import type { IssueMove } from '../../ports/store/known-issues.ts';
import { together } from './database.ts';
import type { Database } from './database.ts';

export function issueAliasTable(database: Database): IssueAliasTable {
  return {
    near: (site, keys) => near(database, site, keys),
    learn: (site, moves) => together(database, (database) => learn(database, site, moves)),
    movedInto: (site, wanted) => movedInto(database, site, wanted),
    projects: (site) => projects(database, site),
    saveProjects: (site, former) => together(database, (database) => saveProjects(database, site, former)),
  };
}

/** An issue is moved a few times in its life; what would go on for longer is not followed. */
const mostSteps = 20;

interface AliasColumns {
  readonly former_key: IssueKey;
  readonly present_key: IssueKey;
}

/** See `IssueAliasTable.near`. Asks again from each newly found key, which mostly is not once. */
async function near(database: Database, site: JiraSiteId, keys: readonly IssueKey[]): Promise<FormerKeys> {
  const renamed = await projects(database, site);
  const issues = new Map<IssueKey, IssueKey>();
  const seen = new Set<IssueKey>();
  let frontier = withOtherProjects(keys, renamed);
  for (let step = 0; step < mostSteps && frontier.length > 0; step++) {
    for (const key of frontier) seen.add(key);
    const { rows } = await sql<AliasColumns>`
      select former_key, present_key from issue_aliases
      where jira_site_id = ${site}
        and (former_key = any(${frontier}::text[]) or present_key = any(${frontier}::text[]))`.execute(database);
    for (const row of rows) issues.set(row.former_key, row.present_key);
    const reached = rows.flatMap((row) => [row.former_key, row.present_key]);
    frontier = withOtherProjects(reached, renamed).filter((key) => !seen.has(key));
  }
  return { issues, projects: renamed };
}

/** Each key as its project is and was called. */
function withOtherProjects(keys: readonly IssueKey[], renamed: FormerKeys['projects']): readonly IssueKey[] {
  if (renamed.size === 0) return [...new Set(keys)];
  const called = keys.flatMap((key) => {
    const present = renamed.get(projectOf(key)) ?? projectOf(key);
    const former = [...renamed].filter(([, to]) => to === present).map(([from]) => from);
    return [key, ...[present, ...former].map((project) => inProject(key, project))];
  });
  return [...new Set(called)];
}

async function learn(database: Database, site: JiraSiteId, moves: readonly IssueMove[]): Promise<readonly IssueKey[]> {
  const changed = new Set<IssueKey>();
  for (const { former, present } of moves) {
    if (former === present) continue;
    // The issue is there now, so the key is no former one any more.
    const { rows: returned } = await sql<{ key: IssueKey }>`
      delete from issue_aliases where jira_site_id = ${site} and former_key = ${present}
      returning former_key as key`.execute(database);
    const { rows: led } = await sql<{ key: IssueKey }>`
      insert into issue_aliases (jira_site_id, former_key, present_key)
      select ${site}::integer, former_key, ${present} from (
        select former_key from issue_aliases where jira_site_id = ${site} and present_key = ${former}
        union select ${former}::text
      ) as earlier where former_key <> ${present}
      on conflict (jira_site_id, former_key) do update set present_key = excluded.present_key, learned_at = now()
      where issue_aliases.present_key <> excluded.present_key
      returning former_key as key`.execute(database);
    for (const { key } of [...returned, ...led]) changed.add(key);
  }
  return [...changed];
}

/** What an issue was moved to may itself be a former name of its project. */
async function movedInto(
  database: Database,
  site: JiraSiteId,
  wanted: 'all' | readonly ProjectKey[],
): Promise<readonly IssueKey[]> {
  const renamed = await projects(database, site);
  const query = database.selectFrom('issue_aliases').select(['former_key', 'present_key']);
  const rows = await query.where('jira_site_id', '=', site).orderBy('former_key').execute();
  const isWanted = (project: ProjectKey) => wanted === 'all' || wanted.includes(renamed.get(project) ?? project);
  return rows
    .filter((row) => isWanted(projectOf(row.present_key as IssueKey)))
    .map((row) => row.former_key as IssueKey);
}

async function projects(database: Database, site: JiraSiteId): Promise<FormerKeys['projects']> {
  const query = database.selectFrom('former_projects').select(['former_key', 'present_key']);
  const rows = await query.where('jira_site_id', '=', site).execute();
  return new Map(rows.map((row) => [row.former_key as ProjectKey, row.present_key as ProjectKey]));
}

async function saveProjects(
  database: Database,
  site: JiraSiteId,
  former: FormerKeys['projects'],
): Promise<readonly ProjectKey[]> {
  const before = await projects(database, site);
  const changed = [...new Set([...before.keys(), ...former.keys()])].filter(
    (key) => before.get(key) !== former.get(key),
  );
  if (changed.length === 0) return [];
  await database.deleteFrom('former_projects').where('jira_site_id', '=', site).execute();
  const rows = [...former].map(([from, to]) => ({ jira_site_id: site, former_key: from, present_key: to }));
  if (rows.length > 0) await database.insertInto('former_projects').values(rows).execute();
  return changed;
}
