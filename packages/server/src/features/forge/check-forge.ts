/** Tries the token that a site's Forge app was handed last: nobody tells us when the app is taken away. */

import type { JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { SiteControl } from '../../ports/forge.ts';
import { addCheckForgeJob } from '../../ports/forge-jobs.ts';
import { addRefreshProjectsJob } from '../../ports/job-options.ts';
import type { JiraFinding } from '../../ports/jira-site.ts';
import type { Store } from '../../ports/store.ts';
import type { ForgeInstallation } from '../../ports/store/forge-installations.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import { storedCredentials, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';

export interface CheckForgeDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly siteControl: SiteControl;
}

/** The app ticks each hour; after so long without a call it is taken for gone. */
export const silentAfterMilliseconds = 3 * 3_600_000;
/** "For large sites, it may take minutes" until a new installation has its rights (Forge, Life cycle events). */
const settlingMilliseconds = 15 * 60_000;
const settlingPauseMilliseconds = 60_000;

/** @throws Failure when Jira cannot be asked at the moment */
export async function checkForge(deps: CheckForgeDeps, id: JiraSiteId): Promise<void> {
  const site = await deps.store.jiraSites.get(id);
  const installation = await deps.store.forge.installation(id);
  if (site === undefined || installation === undefined) return;
  if (!isUnheard(installation, deps.clock.now()) && (await tryToken(deps, site, installation)) === 'settling') return;
  await deps.siteControl.check(id);
}

/** Whether Forge has not called for so long that the app must be gone. */
export function isUnheard({ lastSeenAt }: ForgeInstallation, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= silentAfterMilliseconds;
}

async function tryToken(
  deps: CheckForgeDeps,
  site: JiraSiteRow,
  installation: ForgeInstallation,
): Promise<'tried' | 'settling'> {
  const { store, clock } = deps;
  const finding = await findingOf(deps, site, installation);
  if (finding === undefined) return 'tried';
  if (finding.works) {
    await store.forge.endSilence(site.id);
    await greet(deps, site, installation);
    return 'tried';
  }
  const now = clock.now();
  if (now.getTime() - installation.boundAt.getTime() < settlingMilliseconds) {
    await addCheckForgeJob(store.jobs, site.id, new Date(now.getTime() + settlingPauseMilliseconds));
    return 'settling';
  }
  if (installation.silent === undefined) await store.forge.markSilent(site.id, finding.because ?? '', now);
  return 'tried';
}

/** Undefined where there is no token to be tried. A silent installation's is tried, too: it may be back. */
async function findingOf(
  deps: CheckForgeDeps,
  site: JiraSiteRow,
  installation: ForgeInstallation,
): Promise<JiraFinding | undefined> {
  const { forge } = await storedCredentials(deps, site, { ...installation, silent: undefined });
  if (forge === undefined) return undefined;
  const jira = deps.jiraSite(site, { oauth: undefined, account: undefined, forge });
  return (await jira.check()).findings.find(({ ability }) => ability === 'forge-app');
}

/** Only where the app sends: nothing else was lost or held up. Done twice when killed in between, which does no harm. */
async function greet(
  { store, siteControl }: CheckForgeDeps,
  { id, pausedBecause }: JiraSiteRow,
  { greeting }: ForgeInstallation,
): Promise<void> {
  const app = await store.forge.app(id);
  if (app?.sink === 'forge') {
    if (greeting === 'resend') await siteControl.resend(id);
    // A token that was refused meanwhile has paused the site.
    if (greeting !== undefined || pausedBecause !== undefined) await siteControl.goOn(id);
  }
  if (greeting === undefined) return;
  // Without an account it is the app that knows them.
  await addRefreshProjectsJob(store.jobs, id, 'webhook');
  await store.forge.setGreeting(id, undefined);
}
