/** Reads what people said by hand, for whoever writes rows: both lock the repository first, so neither misses the other. */

import { withLinksByHand, type IssueKey, type KeyLink, type LinksByHand, type RepositoryId } from '@branchline/domain';
import { sql } from 'kysely';
import type { LinkableKind } from '../../ports/store/manual-links.ts';
import type { Database } from './database.ts';

/** By name. Call it in a transaction: the repository's row stays locked until its end. */
export async function linksByHand(
  database: Database,
  repository: RepositoryId,
  kind: LinkableKind,
): Promise<ReadonlyMap<string, LinksByHand>> {
  await sql`select from repositories where id = ${repository} for no key update`.execute(database);
  const { rows } = await sql<{ name: string; added: readonly IssueKey[]; removed: readonly IssueKey[] }>`
    select name, coalesce(array_agg(key order by key) filter (where state = 'added'), '{}') as added,
      coalesce(array_agg(key) filter (where state = 'removed'), '{}') as removed
    from manual_links where repository_id = ${repository} and kind = ${kind} group by name`.execute(database);
  return new Map(rows.map(({ name, added, removed }) => [name, { added: new Set(added), removed: new Set(removed) }]));
}

/** The same things, with the links that count. */
export function linkedByHand<Thing extends { readonly links: readonly KeyLink[] }>(
  things: readonly Thing[],
  byHand: ReadonlyMap<string, LinksByHand>,
  nameOf: (thing: Thing) => string,
): readonly Thing[] {
  if (byHand.size === 0) return things;
  return things.map((thing) => {
    const said = byHand.get(nameOf(thing));
    return said === undefined ? thing : { ...thing, links: withLinksByHand(thing.links, said) };
  });
}
