/** Registers the Forge app of a Jira site, shows how it stands, and forgets it. */

import { Failure, type JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import { addRefreshProjectsJob } from '../../ports/job-options.ts';
import type { ForgeTrouble } from '../../ports/jira-site.ts';
import type { Store } from '../../ports/store.ts';
import type { ForgeApp, ForgeInstallation } from '../../ports/store/forge-installations.ts';
import { storedCredentials, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

export interface RegisterForgeAppDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
}

export interface ForgeState {
  readonly app: ForgeApp;
  readonly installation: ForgeInstallation | undefined;
  /** Undefined when it can be used. */
  readonly trouble: ForgeTrouble | undefined;
}

/** Undefined when there is no app, or no such site. */
export async function showForge(deps: RegisterForgeAppDeps, id: JiraSiteId): Promise<ForgeState | undefined> {
  const site = await deps.store.jiraSites.get(id);
  const app = await deps.store.forge.app(id);
  if (site === undefined || app === undefined) return undefined;
  const { forgeTrouble: trouble } = await storedCredentials(deps, site);
  return { app, installation: await deps.store.forge.installation(id), trouble };
}

/**
 * False when there is no such site. Registering the same app again changes nothing.
 * @throws Failure `rejected` for a site without a cloud id, `conflict` while the app before it is the sink
 */
export async function registerForgeApp(deps: RegisterForgeAppDeps, id: JiraSiteId, appId: string): Promise<boolean> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined) return false;
  if (site.cloudId === '') {
    throw new Failure('rejected', 'jira', `${site.siteUrl} is Jira Data Center, which has no Forge apps.`);
  }
  const before = await deps.store.forge.app(id);
  if (before !== undefined && before.appId !== appId) refuseWhileItSends(before);
  await deps.store.forge.register(id, appId, deps.clock.now());
  return true;
}

/** False when there is none. @throws Failure `conflict` while it is the sink, or still holds what it sent */
export async function forgetForgeApp(deps: RegisterForgeAppDeps, id: JiraSiteId): Promise<boolean> {
  const app = await deps.store.forge.app(id);
  if (app === undefined) return false;
  refuseWhileItSends(app);
  await deps.store.transaction(async (tables) => {
    await tables.forge.forget(id);
    await addRefreshProjectsJob(tables.jobs, id, 'person');
  });
  return true;
}

function refuseWhileItSends({ sink, sinkToEmpty, emptyingTrouble }: ForgeApp): void {
  if (sink === 'forge') {
    const message = 'Development information goes through this Forge app. Let the OAuth credentials send it first.';
    throw new Failure('conflict', 'jira', message);
  }
  // An app that is gone can take nothing back, and Jira has deleted what it sent.
  if (sinkToEmpty === 'forge' && emptyingTrouble === undefined) {
    const message = 'What this Forge app sent is still being taken back. Forget it when that is done.';
    throw new Failure('conflict', 'jira', message);
  }
}
