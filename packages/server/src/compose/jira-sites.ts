/** Keeps one site object for each set of credentials, because it holds access tokens and the pace of writes. */

import { createHash } from 'node:crypto';
import { createJiraSite, type JiraSiteTools } from '../adapters/jira/create-jira-site.ts';
import type { JiraCredentials, JiraSite, JiraSiteSettings } from '../ports/jira-site.ts';

/** Far above what one installation speaks to: tokens of Forge come and go by the hour, and what they were is let go. */
const mostKept = 100;

/** The same object for the same settings and credentials, as long as it is among those used last. */
export function keepJiraSites(
  tools: Omit<JiraSiteTools, 'settings' | 'credentials'>,
): (settings: JiraSiteSettings, credentials: JiraCredentials) => JiraSite {
  const sites = new Map<string, JiraSite>();
  return (settings, credentials) => {
    const name = nameOf(settings, credentials);
    const site = sites.get(name) ?? createJiraSite({ ...tools, settings, credentials });
    // Last in line again.
    sites.delete(name);
    sites.set(name, site);
    for (const longestUnused of sites.keys()) {
      if (sites.size <= mostKept) break;
      sites.delete(longestUnused);
    }
    return site;
  };
}

/** Of the same credentials the same, and nobody can read them in it. */
function nameOf({ siteUrl, apiUrl, cloudId }: JiraSiteSettings, credentials: JiraCredentials): string {
  const { oauth, account, forge, forgeTrouble, sink } = credentials;
  const secret = account?.kind === 'service-account' ? account.clientSecret : account?.token;
  const parts = [siteUrl, apiUrl, cloudId, oauth?.clientId, oauth?.clientSecret.reveal(), account, secret?.reveal()];
  const ofForge = [forge?.installationId, forge?.contextId, forge?.appToken.reveal(), forgeTrouble, sink];
  return createHash('sha256')
    .update(JSON.stringify([...parts, ...ofForge]))
    .digest('base64url');
}
