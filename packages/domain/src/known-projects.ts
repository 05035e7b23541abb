/** Which projects there are as far as anybody knows, when several Jira sites were asked. */

import type { ProjectKey } from './ids.ts';

/** All sites' projects together; undefined, which refuses no key, when a site could not be asked or there is none. */
export function knownProjects(
  lists: readonly (readonly ProjectKey[] | undefined)[],
): ReadonlySet<ProjectKey> | undefined {
  if (lists.length === 0 || lists.includes(undefined)) return undefined;
  return new Set(lists.flatMap((keys) => keys ?? []));
}

/** Whether text may hold keys of projects now that were refused before. */
export function acceptsMore(
  before: ReadonlySet<ProjectKey> | undefined,
  after: ReadonlySet<ProjectKey> | undefined,
): boolean {
  if (before === undefined) return false;
  return after === undefined || [...after].some((key) => !before.has(key));
}
