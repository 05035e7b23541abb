/** Takes a disconnected repository back from a Jira site. */

import { Failure, type JiraSiteId } from '@branchline/domain';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

/** Our rows are gone by now and only this job remembers, so it must outlast a site that does not let us in. */
function laterThan(because: string): Failure {
  return new Failure('unavailable', 'jira', `What was sent to Jira is taken back later. ${because}`);
}

/**
 * Does nothing for a site that is gone. One that refuses our credential is paused.
 * @throws Failure when Jira refuses or the site is paused; the job is tried again
 */
export async function removeDevelopmentInformation(
  deps: ConnectJiraDeps,
  request: { readonly jiraRepositoryId: string; readonly jiraSiteId: JiraSiteId },
): Promise<void> {
  const site = await deps.store.jiraSites.get(request.jiraSiteId);
  if (site === undefined) return;
  if (site.pausedBecause !== undefined) throw laterThan(site.pausedBecause);
  const jira = await connectJira(deps, site);
  try {
    await jira.developmentInformation?.removeRepository(request.jiraRepositoryId);
  } catch (error) {
    const isRefused = error instanceof Failure && (error.kind === 'unauthorized' || error.kind === 'forbidden');
    if (!isRefused) throw error;
    await deps.store.jiraSites.pause(site.id, error.message);
    throw laterThan(error.message);
  }
}
