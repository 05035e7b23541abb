/** Settings may have changed, or the issue may have moved, since a command was written down: then it is not run after all. */

import {
  decideAccess,
  presentAssociations,
  presentKey,
  projectOf,
  shownName,
  type SmartCommitSettings,
} from '@branchline/domain';
import type { Tables } from '../../ports/store.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import type { SmartCommitReason, SmartCommitRun } from '../../ports/store/smart-commits.ts';

/** Undefined when it is still to be run. */
export async function whyNotOurs(
  store: Tables,
  { commit, jiraSiteId, key }: SmartCommitRun,
  { processor }: Pick<SmartCommitSettings, 'processor'>,
): Promise<{ readonly reason: SmartCommitReason; readonly message: string } | undefined> {
  const former = await store.issueAliases.near(jiraSiteId, [key]);
  // Jira follows a former key to wherever the issue is: the project it is in today decides.
  const project = projectOf(presentKey(key, former));
  if (processor !== 'branchline') {
    const message = `Smart commits of ${project} are ${processor === 'off' ? 'switched off' : 'left to Jira'} by now.`;
    return { reason: 'not-allowed', message };
  }
  const { repositoryId, integrationId } = commit;
  const repository = await store.repositories.get(repositoryId);
  if (repository?.settings.runsSmartCommits === false) return switchedOff(repository);
  const associations = presentAssociations(await store.associations.list(jiraSiteId), former);
  const question = { jiraSiteId, repositoryId, integrationId, action: 'smart-commit', project } as const;
  if (decideAccess(question, associations).allowed) return undefined;
  const message = `${project} may no longer use smart commits of this repository. Allow them in its association.`;
  return { reason: 'not-allowed', message };
}

/** An administrator wants nothing commanded by commits of the repository. */
export function switchedOff(repository: Pick<RepositoryStanding, 'name' | 'settings'>): {
  readonly reason: SmartCommitReason;
  readonly message: string;
} {
  const message = `Smart commits are switched off in the settings of the repository ${shownName(repository)}.`;
  return { reason: 'not-allowed', message };
}
