/** Adds a Jira site by OAuth credentials (tier A) after trying them, and associates what exists with it. */

import { Failure, Secret, type JiraOAuthCredential } from '@branchline/domain';
import type { JiraSite, JiraSiteSettings } from '../../ports/jira-site.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Store } from '../../ports/store.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import { clientSecretPlace } from './connect-jira.ts';

export interface AddJiraSiteDeps {
  readonly store: Store;
  readonly secretBox: SecretBox;
  readonly jiraSite: (settings: JiraSiteSettings, credential: JiraOAuthCredential) => JiraSite;
  /** The cloud id of a Jira site. @throws Failure */
  readonly findCloudId: (siteUrl: string) => Promise<string>;
}

export interface NewJiraSite {
  readonly name: string;
  /** `https://example.atlassian.net`. */
  readonly siteUrl: string;
  readonly apiUrl: string | undefined;
  readonly clientId: string;
  readonly clientSecret: Secret;
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
  const cloudId = await deps.findCloudId(siteUrl);
  const settings = { siteUrl, cloudId, apiUrl: wanted.apiUrl ?? atlassianApiUrl };
  await deps.jiraSite(settings, { clientId: wanted.clientId, clientSecret: wanted.clientSecret }).check();
  return deps.store.transaction(async (tables) => {
    const site = await tables.jiraSites.add({ ...settings, name: wanted.name, clientId: wanted.clientId });
    const sealed = deps.secretBox.seal(wanted.clientSecret, clientSecretPlace(site.id));
    await tables.jiraSites.saveSealedClientSecret(site.id, sealed);
    return site;
  });
}
