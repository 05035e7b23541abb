/** Makes whatever names certain issues news for a Jira site. */

import { formerKeysOf, mayPush, presentKey, type IssueKey, type JiraSiteId } from '@branchline/domain';
import { addPushJobs } from '../../ports/job-options.ts';
import type { Tables } from '../../ports/store.ts';

/** `as-it-was`: what was an event is one. `quietly`: what Jira was offered before fires no automation again. */
export type SendingManner = 'as-it-was' | 'quietly';

/**
 * By whatever key it names them: former keys are looked up. Other sites get their rows with the next push, too: to
 * them nothing is new. Call it in the transaction that writes why.
 */
export async function sendKeysAgain(
  tables: Tables,
  id: JiraSiteId,
  keys: readonly IssueKey[],
  manner: SendingManner,
): Promise<void> {
  if (keys.length === 0) return;
  const former = await tables.issueAliases.near(id, keys);
  const all = keys.flatMap((key) => {
    const present = presentKey(key, former);
    return [key, present, ...formerKeysOf(present, former)];
  });
  const associations = await tables.associations.list(id);
  const quietFor = manner === 'quietly' ? id : undefined;
  for (const repositoryId of await tables.development.renumberKeys([...new Set(all)], quietFor)) {
    const repository = await tables.repositories.get(repositoryId);
    if (repository === undefined) continue;
    const where = { jiraSiteId: id, integrationId: repository.integrationId, repositoryId };
    const isConcerned = mayPush(where, associations) || (await tables.pushes.mayHold(repositoryId, id));
    if (isConcerned) await addPushJobs(tables.jobs, repositoryId, id);
  }
}
