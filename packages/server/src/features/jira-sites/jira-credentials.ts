/** A Jira site's credentials: each tried before it takes over, each sealed to a place of its own. */

import { Failure, type JiraAccountCredential, type JiraOAuthCredential, type JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JiraCheck, JiraSiteSettings } from '../../ports/jira-site.ts';
import { addRefreshProjectsJob } from '../../ports/job-options.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { JiraAccountName, JiraSiteRow } from '../../ports/store/jira-sites.ts';
import {
  accountTokenPlace,
  clientSecretPlace,
  connectJira,
  storedCredentials,
  type ConnectJiraDeps,
} from './connect-jira.ts';
import { resumeJiraSite } from './control-jira-site.ts';

export interface JiraCredentialDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** @throws Failure when Jira refuses it */
export async function tryOAuth(
  deps: ConnectJiraDeps,
  settings: JiraSiteSettings,
  oauth: JiraOAuthCredential,
): Promise<void> {
  await deps.jiraSite(settings, { oauth, account: undefined }).developmentInformation?.check();
}

/** @throws Failure when Jira refuses it; what the account may do is not asked here */
export async function tryAccount(
  deps: ConnectJiraDeps,
  settings: JiraSiteSettings,
  account: JiraAccountCredential,
): Promise<void> {
  await deps.jiraSite(settings, { oauth: undefined, account }).account?.whoAmI();
}

/** Seals the client secret and saves both. */
export async function saveOAuth(
  { secretBox }: ConnectJiraDeps,
  tables: Tables,
  id: JiraSiteId,
  { clientId, clientSecret }: JiraOAuthCredential,
): Promise<void> {
  await tables.jiraSites.saveClientId(id, clientId);
  await tables.jiraSites.saveSealedClientSecret(id, secretBox.seal(clientSecret, clientSecretPlace(id)));
}

function accountNameOf(account: JiraAccountCredential): JiraAccountName {
  const { kind } = account;
  if (kind === 'service-account') return { kind, email: undefined, clientId: account.clientId };
  return { kind, email: kind === 'personal-access-token' ? undefined : account.email };
}

/** Seals the token, saves the account, and has the projects asked for. */
export async function saveAccount(
  { secretBox }: ConnectJiraDeps,
  tables: Tables,
  id: JiraSiteId,
  account: JiraAccountCredential,
): Promise<void> {
  const secret = account.kind === 'service-account' ? account.clientSecret : account.token;
  const sealedToken = secretBox.seal(secret, accountTokenPlace(id));
  await tables.jiraSites.saveAccount(id, { ...accountNameOf(account), sealedToken });
  await addRefreshProjectsJob(tables.jobs, id, 'person');
}

/**
 * Replaces the OAuth credentials. The old ones are used until the new ones were tried.
 * @throws Failure when Jira refuses the new ones; the old ones stay
 */
export async function replaceOAuth(
  deps: JiraCredentialDeps,
  id: JiraSiteId,
  oauth: JiraOAuthCredential,
): Promise<JiraSiteRow | undefined> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined) return undefined;
  if (isDataCenter(site)) {
    throw new Failure('rejected', 'jira', `${site.siteUrl} is Jira Data Center, which has no OAuth credentials.`);
  }
  await tryOAuth(deps, site, oauth);
  const { findings } = await deps.jiraSite(site, { ...(await storedCredentials(deps, site)), oauth }).check();
  await deps.store.transaction(async (tables) => {
    await saveOAuth(deps, tables, id, oauth);
    await tables.jiraSites.saveFindings(id, findings, deps.clock.now());
  });
  await resumeAfterRefusal(deps, site);
  return deps.store.jiraSites.get(id);
}

/** A site that was paused because Jira refused us goes on. Whatever a person paused stays so. */
async function resumeAfterRefusal(deps: JiraCredentialDeps, site: JiraSiteRow): Promise<void> {
  const { pausedBecause, lastFailure } = site;
  if (pausedBecause !== undefined && pausedBecause === lastFailure?.message) await resumeJiraSite(deps, site.id);
}

/**
 * Adds or replaces the account. The old one is used until the new one was tried.
 * @throws Failure when Jira refuses the new one; the old one stays
 */
export async function replaceAccount(
  deps: JiraCredentialDeps,
  id: JiraSiteId,
  account: JiraAccountCredential,
): Promise<JiraSiteRow | undefined> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined) return undefined;
  if (isDataCenter(site) !== (account.kind === 'personal-access-token')) {
    const wanted = isDataCenter(site) ? 'Data Center: enter a personal access token' : 'Cloud: enter an API token';
    throw new Failure('rejected', 'jira', `${site.siteUrl} is Jira ${wanted}.`);
  }
  await tryAccount(deps, site, account);
  const { findings } = await deps.jiraSite(site, { ...(await storedCredentials(deps, site)), account }).check();
  await deps.store.transaction(async (tables) => {
    await saveAccount(deps, tables, id, account);
    await tables.jiraSites.saveFindings(id, findings, deps.clock.now());
  });
  // At Data Center it is the account that sends.
  if (isDataCenter(site)) await resumeAfterRefusal(deps, site);
  return deps.store.jiraSites.get(id);
}

/** Forgets the account of a site in the cloud; which projects it has is not known any more. */
export async function forgetAccount(deps: JiraCredentialDeps, id: JiraSiteId): Promise<JiraSiteRow | undefined> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined) return undefined;
  if (site.clientId === '') {
    const message = `${site.siteUrl} has no other credentials. Disconnect it instead.`;
    throw new Failure('rejected', 'jira', message);
  }
  const { oauth } = await storedCredentials(deps, site);
  const { findings } = await deps.jiraSite(site, { oauth, account: undefined }).check();
  await deps.store.transaction(async (tables) => {
    await tables.jiraSites.saveAccount(id, undefined);
    await tables.jiraSites.saveFindings(id, findings, deps.clock.now());
    await addRefreshProjectsJob(tables.jobs, id, 'person');
  });
  return deps.store.jiraSites.get(id);
}

/** Finds out what the credentials allow and keeps it; undefined when there is no such site. @throws Failure */
export async function checkJiraSite(deps: JiraCredentialDeps, id: JiraSiteId): Promise<JiraCheck | undefined> {
  const site = await deps.store.jiraSites.get(id);
  if (site === undefined) return undefined;
  const check = await (await connectJira(deps, site)).check();
  await deps.store.jiraSites.saveFindings(id, check.findings, deps.clock.now());
  return check;
}

function isDataCenter({ cloudId }: JiraSiteRow): boolean {
  return cloudId === '';
}
