/** How far repositories have been looked at, counted without reading each: there may be ten thousand. */

import type { PushedPlaces } from '@branchline/domain';
import { sql } from 'kysely';
import type { RepositoryCoverage } from '../../ports/store/repositories.ts';
import type { Database } from './database.ts';

/** See `RepositoryTable.coverage`. */
export async function repositoryCoverage(
  database: Database,
  places: readonly PushedPlaces[] | 'all',
): Promise<RepositoryCoverage> {
  const nothing = { repositories: 0, notYetIndexed: 0, failed: 0 };
  if (places.length === 0) return nothing;
  const wanted =
    places === 'all'
      ? sql`true`
      : sql.join(
          places.map(
            ({ integrations, exceptions, repositories }) => sql`
              (integration_id = any(${integrations}::integer[]) and repositories.id <> all(${exceptions}::integer[]))
              or repositories.id = any(${repositories}::integer[])`,
          ),
          sql` or `,
        );
  const { rows } = await sql<RepositoryCoverage>`
    select count(*) as repositories,
      count(*) filter (where indexed_at is null and integration_id not in (
        select id from integrations where mode = 'webhook-only')) as "notYetIndexed",
      count(*) filter (where state = 'failed') as failed
    from repositories where ${wanted}`.execute(database);
  return rows[0] ?? nothing;
}
