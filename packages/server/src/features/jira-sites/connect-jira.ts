/** Makes a Jira site that can be spoken to from its row and its sealed secret. */

import { Secret, type JiraAccountCredential, type JiraSiteId } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JiraCredentials, JiraSite, JiraSiteSettings } from '../../ports/jira-site.ts';
import type { SecretBox } from '../../ports/secret-box.ts';
import type { Tables } from '../../ports/store.ts';
import type { ForgeInstallation } from '../../ports/store/forge-installations.ts';
import type { JiraSiteRow } from '../../ports/store/jira-sites.ts';
import { forgeTroubleOf } from './forge-trouble.ts';

export interface ConnectJiraDeps {
  readonly store: Tables;
  readonly secretBox: SecretBox;
  readonly clock: Clock;
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

/** Where the token of our Forge app at a site is sealed to. */
export function forgeTokenPlace(id: JiraSiteId): string {
  return `jira-site/${id}/forge-app-token`;
}

/** The site's credentials, opened. @param installation taken for that of the site's Forge app, when given */
export async function storedCredentials(
  deps: ConnectJiraDeps,
  site: JiraSiteRow,
  installation?: ForgeInstallation,
): Promise<JiraCredentials> {
  const [oauth, account] = [await storedOAuth(deps, site), await storedAccount(deps, site)];
  return { oauth, account, ...(await storedForge(deps, site, installation)) };
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
  const { kind, email, clientId = '' } = account;
  if (kind === 'personal-access-token') return { kind, token };
  if (kind === 'service-account') return { kind, clientId, clientSecret: token };
  return kind === 'api-token' ? { kind, email: email ?? '', token } : { kind, email, token };
}

/** What our app at the site was handed last, or why there is nothing of use; nothing where no app is registered. */
async function storedForge(
  deps: ConnectJiraDeps,
  { id, cloudId }: JiraSiteRow,
  given: ForgeInstallation | undefined,
): Promise<Pick<JiraCredentials, 'forge' | 'forgeTrouble' | 'sink'>> {
  const app = await deps.store.forge.app(id);
  if (app === undefined) return {};
  const { sink } = app;
  const installation = given ?? (await deps.store.forge.installation(id));
  const sealed = await deps.store.forge.sealedAppToken(id);
  const forgeTrouble = forgeTroubleOf(installation, deps.clock.now());
  if (installation === undefined || sealed === undefined || forgeTrouble !== undefined) return { sink, forgeTrouble };
  const appToken = deps.secretBox.open(sealed, forgeTokenPlace(id));
  // The form in which Forge's documentation names a Jira site; invocation tokens do not carry it.
  const contextId = `ari:cloud:jira::site/${cloudId}`;
  return { sink, forge: { installationId: installation.installationId, contextId, appToken } };
}
