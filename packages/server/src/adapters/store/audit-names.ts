/** What people and things that the audit log names by number are called today. */

import { sql, type RawBuilder } from 'kysely';
import type { Database } from './database.ts';

interface Named {
  readonly id: number;
  readonly name: string | null;
}

/** A person is called as git or a Git service says; what Jira says of people is not kept. */
const queries: Readonly<Record<string, (ids: readonly number[]) => RawBuilder<Named>>> = {
  account: (ids) => sql<Named>`select id, name from accounts where id = any(${ids}::integer[])`,
  person: (ids) => sql<Named>`
    select person_id as id, (array_agg(coalesce(name, login, subject) order by name is null, login is null, id))[1] as name
    from identities where person_id = any(${ids}::integer[]) and kind <> 'jira-account' group by person_id`,
  'jira-site': (ids) => sql<Named>`select id, name from jira_sites where id = any(${ids}::integer[])`,
  integration: (ids) => sql<Named>`select id, name from integrations where id = any(${ids}::integer[])`,
  repository: (ids) => sql<Named>`select id, name from repositories where id = any(${ids}::integer[])`,
  'identity-provider': (ids) => sql<Named>`select id, name from identity_providers where id = any(${ids}::integer[])`,
  'api-token': (ids) => sql<Named>`select id, name from api_tokens where id = any(${ids}::integer[])`,
};

/** See `AuditLogTable.names`. */
export async function subjectNames(
  database: Database,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const named = [...new Set(subjects)].flatMap((subject) => {
    const match = /^([a-z-]+)\/(\d{1,9})$/.exec(subject);
    return match === null ? [] : [{ subject, kind: match[1] ?? '', id: Number(match[2]) }];
  });
  const names = new Map<string, string>();
  for (const [kind, those] of Map.groupBy(named, (each) => each.kind)) {
    const query = queries[kind]?.(those.map(({ id }) => id));
    for (const { id, name } of (await query?.execute(database))?.rows ?? []) {
      if (name !== null) names.set(`${kind}/${id}`, name);
    }
  }
  return names;
}
