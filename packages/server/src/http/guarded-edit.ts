/** An edit that nobody else's edit of the same thing comes between, and that is refused when it starts from the past. */

import type { NamedLocks } from '../ports/store/named-locks.ts';
import { changedMeanwhile, editedByOthers } from './problems.ts';
import { namesVersion, versionOf } from './versions.ts';

/** What is edited. */
export interface Edited {
  /** The same for everybody who edits it, in every process. */
  readonly name: string;
  /** As it is now, with its version. @throws ProblemError when it is not there */
  readonly show: () => Promise<unknown>;
  /** The header as it came; undefined: whoever edits does not care. */
  readonly ifMatch: string | undefined;
}

/**
 * Does the edit, after everybody who came earlier and before everybody who comes later.
 * @throws ProblemError `changed-meanwhile` when `ifMatch` does not name what is there; nothing is done then
 */
export async function guardedEdit<T>(locks: NamedLocks, edited: Edited, edit: () => Promise<T>): Promise<T> {
  const { name, show, ifMatch } = edited;
  const held = await locks.hold(name, async () => {
    if (ifMatch !== undefined && !namesVersion(ifMatch, versionOf(await show()))) throw changedMeanwhile();
    return edit();
  });
  if (held.outcome === 'held-too-long') throw editedByOthers();
  return held.result;
}
