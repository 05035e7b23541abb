/** The project of an issue key, and whether a project's sight changed, in SQL. */

import type { GrantedProjects } from '@branchline/domain';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { SightChange } from '../../ports/store/development.ts';

/** The key without its number: a project key has no hyphen of its own. */
export function projectOfKey(key: RawBuilder<unknown>): RawBuilder<string> {
  return sql`split_part(${key}, '-', 1)`;
}

/** Whether the project of the expression has been granted sight. */
export function sees(granted: GrantedProjects, project: RawBuilder<unknown>): RawBuilder<boolean> {
  return granted === 'all' ? sql`true` : sql`(${project} = any(${granted}::text[]))`;
}

/** Whether the project of the expression sees before and not after, or the other way round. */
export function sightChanges({ before, after }: SightChange, project: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(${sees(before, project)} <> ${sees(after, project)})`;
}
