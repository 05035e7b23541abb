/** Makes a Jira site that can be spoken to from its row and its sealed secret. */

import { Secret, type JiraAccountCredential, type JiraSiteId } from '@branchline/domain';
import type { JiraCredentials, JiraSite, JiraSiteSettings } from '../../ports/jira-site.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Tables } from '../../ports/store.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';

export interface ConnectJiraDeps {
  readonly store: Tables;
  readonly secretBox: SecretBox;
  /** Cheap to call; one token cache per site is kept behind it. */
  readonly jiraSite: (settings: JiraSiteSettings, credentials: JiraCredentials) => JiraSite;
}

/** Where a site's client secret is sealed to. */
export function clientSecretPlace(id: JiraSiteId): string {
  return `jira-site/${id}/client-secret`;
}

/** Where the token of a site's account is sealed to. */
export function accountTokenPlace(id: JiraSiteId): string {
  return `jira-site/${id}/account-token`;
}

/** Connects with the site's own credentials. */
export async function connectJira(deps: ConnectJiraDeps, site: JiraSiteRow): Promise<JiraSite> {
  return deps.jiraSite(site, await storedCredentials(deps, site));
}

/** The site's credentials, opened. */
export async function storedCredentials(deps: ConnectJiraDeps, site: JiraSiteRow): Promise<JiraCredentials> {
  return { oauth: await storedOAuth(deps, site), account: await storedAccount(deps, site) };
}

async function storedOAuth(deps: ConnectJiraDeps, { id, clientId }: JiraSiteRow): Promise<JiraCredentials['oauth']> {
  if (clientId === '') return undefined;
  const sealed = await deps.store.jiraSites.sealedClientSecret(id);
  const clientSecret = sealed === undefined ? new Secret('') : deps.secretBox.open(sealed, clientSecretPlace(id));
  return { clientId, clientSecret };
}

async function storedAccount(
  deps: ConnectJiraDeps,
  { id, account }: JiraSiteRow,
): Promise<JiraAccountCredential | undefined> {
  const sealed = account && (await deps.store.jiraSites.sealedAccountToken(id));
  if (account === undefined || sealed === undefined) return undefined;
  const token = deps.secretBox.open(sealed, accountTokenPlace(id));
  const { kind, email } = account;
  if (kind === 'personal-access-token') return { kind, token };
  return kind === 'api-token' ? { kind, email: email ?? '', token } : { kind, email, token };
}
