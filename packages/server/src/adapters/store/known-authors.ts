/** Whom the addresses of commits belong to, as far as that was proven. */

import { commitEmailFrom, type PersonId } from '@branchline/domain';
import { sql } from 'kysely';
import type { KnownAuthor } from '../../ports/store/people.ts';
import type { Database } from './database.ts';
import { textForPostgres } from './json.ts';

interface AuthorRow {
  readonly email: string;
  readonly id: PersonId;
  readonly name: string | null;
}

/** See `PeopleTable.behind`. An account of ours says best what somebody is called. */
export async function authorsBehind(
  database: Database,
  emails: readonly string[],
): Promise<ReadonlyMap<string, KnownAuthor>> {
  const asked = [...new Set(emails)].flatMap((written) => {
    const email = commitEmailFrom(written);
    return email === undefined ? [] : [{ written, email: textForPostgres(email) }];
  });
  if (asked.length === 0) return new Map();
  const { rows } = await sql<AuthorRow>`
    select address.subject as email, person_id as id, (
      select coalesce(called.name, called.login) from identities as called
      where called.person_id = address.person_id and called.kind in ('own-account', 'service-account')
        and coalesce(called.name, called.login) is not null
      order by called.kind, called.id limit 1
    ) as name
    from identities as address join people on people.id = person_id
    where address.kind = 'commit-email' and address.place = '' and conflict is null
      and address.subject = any(${asked.map(({ email }) => email)}::text[])`.execute(database);
  const found = new Map(rows.map(({ email, id, name }) => [email, { id, name: name ?? undefined }]));
  return new Map(
    asked.flatMap(({ written, email }) => {
      const author = found.get(email);
      return author === undefined ? [] : [[written, author] as const];
    }),
  );
}
