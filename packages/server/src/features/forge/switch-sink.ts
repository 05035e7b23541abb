/** Changes the sink of a site: everything goes through the new one first, then what the old one sent is taken back. */

import { Failure, type JiraSiteId } from '@branchline/domain';
import type { SiteControl } from '../../ports/forge.ts';
import { addFollowSinkJob } from '../../ports/forge-jobs.ts';
import type { DevelopmentInformation, DevelopmentSink } from '../../ports/jira-site.ts';
import type { Store } from '../../ports/store.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import { storedCredentials, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

export interface SwitchSinkDeps extends ConnectJiraDeps {
  readonly store: Store;
}

export type SwitchSinkResult = 'switched' | 'unchanged' | 'no-app';

/** @throws Failure `conflict` when there is nothing to send with, or Jira's when it refuses: nothing is changed then */
export async function switchSink(
  deps: SwitchSinkDeps,
  id: JiraSiteId,
  sink: DevelopmentSink,
): Promise<SwitchSinkResult> {
  const site = await deps.store.jiraSites.get(id);
  const app = await deps.store.forge.app(id);
  if (site === undefined || app === undefined) return 'no-app';
  if (app.sink === sink) return 'unchanged';
  await (await requireSink(deps, site, sink)).check();
  await deps.store.transaction(async (tables) => {
    await tables.forge.switchSink(id, sink, app.sink);
    await addFollowSinkJob(tables.jobs, id);
  });
  return 'switched';
}

async function requireSink(
  deps: ConnectJiraDeps,
  site: JiraSiteRow,
  sink: DevelopmentSink,
): Promise<DevelopmentInformation> {
  const found = await sinkOf(deps, site, sink);
  if (found !== undefined) return found;
  if (sink === 'oauth') {
    const message = 'This site has no OAuth credentials. Add them, then let them send.';
    throw new Failure('conflict', 'jira', message);
  }
  const { forgeTrouble } = await storedCredentials(deps, site);
  const why = forgeTrouble === undefined ? 'It is not installed.' : `${forgeTrouble.because} ${forgeTrouble.remedy}`;
  throw new Failure('conflict', 'jira', `The Forge app cannot send at the moment. ${why}`);
}

/** What one of the two may do now, whichever the site is set to. */
async function sinkOf(
  deps: ConnectJiraDeps,
  site: JiraSiteRow,
  sink: DevelopmentSink,
): Promise<DevelopmentInformation | undefined> {
  const credentials = await storedCredentials(deps, site);
  return deps.jiraSite(site, { ...credentials, sink }).developmentInformation;
}

export interface FollowSinkDeps extends SwitchSinkDeps {
  readonly siteControl: SiteControl;
}

/** One step of it; the schedule comes back each minute until it is done. @throws Failure when Jira cannot be asked */
export async function followSink(deps: FollowSinkDeps, id: JiraSiteId): Promise<void> {
  const { store, siteControl } = deps;
  const site = await store.jiraSites.get(id);
  const app = await store.forge.app(id);
  if (site === undefined || app?.sinkToEmpty === undefined) return;
  if (app.resendDue) {
    // Done twice when killed in between, which does no harm.
    await siteControl.resend(id);
    await store.forge.noteResent(id);
    return;
  }
  if (site.pausedBecause !== undefined || (await siteControl.waiting(id)) !== 0) return;
  await store.forge.noteEmptied(id, await emptied(deps, site, app.sinkToEmpty));
}

/** Undefined when it worked; else why it did not. */
async function emptied(deps: ConnectJiraDeps, site: JiraSiteRow, sink: DevelopmentSink): Promise<string | undefined> {
  try {
    const former = await sinkOf(deps, site, sink);
    if (former === undefined && sink === 'forge') {
      const because = (await storedCredentials(deps, site)).forgeTrouble?.because ?? 'The Forge app is not installed.';
      return `${because} If it was uninstalled, Jira has deleted what it sent: forget the app then.`;
    }
    await former?.removeByProperty('installation', await deps.store.installation.id());
    return undefined;
  } catch (error) {
    // The other one sends: it is not to be paused because of this.
    const isRefused = error instanceof Failure && (error.kind === 'unauthorized' || error.kind === 'forbidden');
    if (!isRefused) throw error;
    return error.message;
  }
}
