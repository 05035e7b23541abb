/** Adds a Jira site by OAuth credentials, by an account, or by both, after trying them. */

import { Failure } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JiraCredentials, JiraSiteSettings } from '../../ports/jira-site.ts';
import type { Store } from '../../ports/store.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import type { ConnectJiraDeps } from './connect-jira.ts';
import { saveAccount, saveOAuth, tryAccount, tryOAuth } from './jira-credentials.ts';

export interface AddJiraSiteDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** The cloud id of a Jira site. @throws Failure */
  readonly findCloudId: (siteUrl: string) => Promise<string>;
}

export interface NewJiraSite extends JiraCredentials {
  readonly name: string;
  /** `https://example.atlassian.net`. */
  readonly siteUrl: string;
  readonly apiUrl: string | undefined;
}

/** Where Atlassian's own API is. */
const atlassianApiUrl = 'https://api.atlassian.com';

/**
 * Saves the site. Nothing is sent until repositories are associated with it.
 * @throws Failure when the site cannot be found or refuses the credential; nothing is saved then
 */
export async function addJiraSite(deps: AddJiraSiteDeps, wanted: NewJiraSite): Promise<JiraSiteRow> {
  const siteUrl = wanted.siteUrl.replace(/\/+$/, '');
  const existing = (await deps.store.jiraSites.list()).find((site) => site.siteUrl === siteUrl);
  if (existing !== undefined) {
    throw new Failure('conflict', 'jira', `${siteUrl} is connected already, as "${existing.name}".`);
  }
  const settings = await settingsOf(deps, siteUrl, wanted);
  const { oauth, account } = wanted;
  if (oauth !== undefined) await tryOAuth(deps, settings, oauth);
  if (account !== undefined) await tryAccount(deps, settings, account);
  const { findings } = await deps.jiraSite(settings, { oauth, account }).check();
  return deps.store.transaction(async (tables) => {
    const { id } = await tables.jiraSites.add({ ...settings, name: wanted.name, clientId: '' });
    if (oauth !== undefined) await saveOAuth(deps, tables, id, oauth);
    if (account !== undefined) await saveAccount(deps, tables, id, account);
    await tables.jiraSites.saveFindings(id, findings, deps.clock.now());
    const site = await tables.jiraSites.get(id);
    if (site === undefined) throw new Error('a Jira site that was just added is gone');
    return site;
  });
}

/** Data Center has no cloud id, and is known by its kind of token. */
async function settingsOf(
  deps: AddJiraSiteDeps,
  siteUrl: string,
  { oauth, account, apiUrl = atlassianApiUrl }: NewJiraSite,
): Promise<JiraSiteSettings> {
  if (account?.kind !== 'personal-access-token') return { siteUrl, apiUrl, cloudId: await deps.findCloudId(siteUrl) };
  if (oauth === undefined) return { siteUrl, apiUrl: siteUrl, cloudId: '' };
  const message =
    'A personal access token is for Jira Data Center, which has no OAuth credentials. Leave out one of both.';
  throw new Failure('rejected', 'jira', message);
}
