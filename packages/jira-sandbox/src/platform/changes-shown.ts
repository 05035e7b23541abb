/** Entries of an issue's changelog as Jira tells them. */

import type { StoredChange } from '../issue-records.ts';
import type { SandboxPerson } from '../people-options.ts';
import { changeItemShown } from './apply-edit.ts';
import { jiraTime, type JsonObject, type PlatformDoor } from './platform-tools.ts';
import { authorShown } from './shown.ts';

/** @param person who looks at them */
export function changesShown(
  door: PlatformDoor,
  changes: readonly StoredChange[],
  person: SandboxPerson,
): readonly JsonObject[] {
  return changes.map((change) => ({
    id: change.id,
    author: authorShown(door, change.author, person),
    created: jiraTime(change.createdAt),
    items: change.items.map(changeItemShown),
    ...(change.historyMetadata === undefined ? {} : { historyMetadata: change.historyMetadata }),
  }));
}
