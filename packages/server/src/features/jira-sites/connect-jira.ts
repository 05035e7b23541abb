/** Makes a Jira site that can be spoken to from its row and its sealed secret. */

import { Secret, type JiraOAuthCredential, type JiraSiteId } from '@branchline/domain';
import type { JiraSite, JiraSiteSettings } from '../../ports/jira-site.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Tables } from '../../ports/store.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';

export interface ConnectJiraDeps {
  readonly store: Tables;
  readonly secretBox: SecretBox;
  /** Cheap to call; one token cache per site is kept behind it. */
  readonly jiraSite: (settings: JiraSiteSettings, credential: JiraOAuthCredential) => JiraSite;
}

/** Where a site's client secret is sealed to. */
export function clientSecretPlace(id: JiraSiteId): string {
  return `jira-site/${id}/client-secret`;
}

/** Connects with the site's own credential. */
export async function connectJira(deps: ConnectJiraDeps, site: JiraSiteRow): Promise<JiraSite> {
  const sealed = await deps.store.jiraSites.sealedClientSecret(site.id);
  const clientSecret = sealed === undefined ? new Secret('') : deps.secretBox.open(sealed, clientSecretPlace(site.id));
  return deps.jiraSite(site, { clientId: site.clientId, clientSecret });
}
