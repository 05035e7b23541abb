/** Takes a disconnected repository back from a Jira site. */

import type { JiraSiteId } from '@branchline/domain';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

/** @throws Failure when Jira refuses; the job is tried again */
export async function removeDevelopmentInformation(
  deps: ConnectJiraDeps,
  request: { readonly jiraRepositoryId: string; readonly jiraSiteId: JiraSiteId },
): Promise<void> {
  const site = await deps.store.jiraSites.get(request.jiraSiteId);
  if (site === undefined) return;
  const jira = await connectJira(deps, site);
  await jira.developmentInformation?.removeRepository(request.jiraRepositoryId);
}
