/** Checks everything an installation needs, each part on its own: what is broken does not hide what else is. */

import type { Clock } from '../../ports/clock.ts';
import { checkDatabase, type CheckDatabaseDeps } from './check-database.ts';
import { checkDisk, checkGit, checkKeys, checkProgram, type CheckMachineDeps } from './check-machine.ts';
import { checkPublicAddress, type CheckPublicAddressDeps } from './check-public-address.ts';
import {
  checkClock,
  checkIntegration,
  checkJiraSite,
  checkMail,
  checkWebhooks,
  type CheckServicesDeps,
} from './check-services.ts';
import { brokenBy, well, type Finding } from './finding.ts';

export interface CheckInstallationDeps
  extends CheckMachineDeps, CheckDatabaseDeps, CheckServicesDeps, CheckPublicAddressDeps {
  readonly store: CheckDatabaseDeps['store'];
  readonly clock: Clock;
  /** Gives up on work that takes too long. @throws Error in words */
  readonly within: <T>(work: Promise<T>) => Promise<T>;
}

/** What was found, in the order in which one would look. */
export interface HealthReport {
  readonly checkedAt: Date;
  /** Of Branchline. */
  readonly version: string;
  readonly findings: readonly Finding[];
}

type Found = Finding | undefined | readonly (Finding | undefined)[];

async function part(
  { within }: Pick<CheckInstallationDeps, 'within'>,
  check: string,
  work: () => Promise<Found>,
): Promise<readonly Finding[]> {
  try {
    return [await within(work())].flat().filter((finding) => finding !== undefined);
  } catch (error) {
    return [brokenBy(check, error, undefined)];
  }
}

async function checkJiraSites(deps: CheckInstallationDeps): Promise<Found> {
  const sites = await deps.store.jiraSites.list();
  if (sites.length === 0) return well('Jira site', 'No Jira site is connected, so nothing is sent.');
  return Promise.all(
    sites.map((site) =>
      deps.within(checkJiraSite(deps, site)).catch((error: unknown) => {
        return brokenBy('Jira site', error, undefined, { subject: site.name });
      }),
    ),
  );
}

async function checkIntegrations({ store, clock }: CheckInstallationDeps): Promise<Found> {
  const [integrations, figures] = await Promise.all([store.integrations.list(), store.figures.webhooks()]);
  const now = clock.now();
  return integrations.flatMap((integration) => {
    const figure = figures.find(({ integrationId }) => integrationId === integration.id);
    return [checkIntegration(integration, now), figure && checkWebhooks(integration, figure, now)];
  });
}

/** Those that need no database. */
export async function checkMachine(
  deps: CheckMachineDeps & Pick<CheckInstallationDeps, 'within'>,
): Promise<readonly Finding[]> {
  const parts = [
    part(deps, 'program', async () => checkProgram(deps)),
    part(deps, 'git', () => checkGit(deps)),
    part(deps, 'data folder', () => checkDisk(deps)),
  ];
  return (await Promise.all(parts)).flat();
}

/** Asks Jira sites and the mail server, so it takes as long as the slowest of them, and no longer than `within` allows. */
export async function checkInstallation(deps: CheckInstallationDeps): Promise<HealthReport> {
  const parts = await Promise.all([
    checkMachine(deps),
    part(deps, 'database', () => checkDatabase(deps)),
    part(deps, 'keys', () => checkKeys(deps)),
    deps.isServing ? part(deps, 'public address', () => checkPublicAddress(deps)) : [],
    part(deps, 'Jira site', () => checkJiraSites(deps)),
    part(deps, 'integration', () => checkIntegrations(deps)),
    part(deps, 'mail', () => checkMail(deps)),
  ]);
  // Last: by now those that were asked have told the time.
  const clock = await part(deps, 'clock', async () => checkClock(deps));
  const { branchline: version } = deps.machine.versions;
  return { checkedAt: deps.clock.now(), version, findings: [...parts.flat(), ...clock] };
}
