/** Takes a disconnected repository back from a Jira site. */

import { Failure, type JiraSiteId } from '@branchline/domain';
import type { DevelopmentInformation } from '../../ports/jira-site.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

/** Only the job remembers what is to go, so it must outlast a site that does not let us in. */
function laterThan(because: string): Failure {
  return new Failure('unavailable', 'jira', `What was sent to Jira is taken back later. ${because}`);
}

/**
 * Does nothing for a site that is gone. One that refuses our credential is paused.
 * @throws Failure when Jira refuses or the site is paused; the job is tried again
 */
export async function takeBackFrom(
  deps: ConnectJiraDeps,
  id: JiraSiteId,
  takeBack: (development: DevelopmentInformation) => Promise<void>,
): Promise<void> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined) return;
  if (site.pausedBecause !== undefined) throw laterThan(site.pausedBecause);
  const { developmentInformation } = await connectJira(deps, site);
  if (developmentInformation === undefined) return;
  try {
    await takeBack(developmentInformation);
  } catch (error) {
    const isRefused = error instanceof Failure && (error.kind === 'unauthorized' || error.kind === 'forbidden');
    if (!isRefused) throw error;
    await deps.store.jiraSites.pause(site.id, error.message);
    throw laterThan(error.message);
  }
}

/** @throws Failure when Jira refuses or the site is paused; the job is tried again */
export async function removeDevelopmentInformation(
  deps: ConnectJiraDeps,
  request: { readonly jiraRepositoryId: string; readonly jiraSiteId: JiraSiteId },
): Promise<void> {
  await takeBackFrom(deps, request.jiraSiteId, (development) => development.removeRepository(request.jiraRepositoryId));
}
