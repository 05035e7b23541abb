/** Everything that is configured, as one document without secrets. */

import { configurationVersion, type ConfigurationFile } from '@branchline/contract';
import { readClients } from './client-units.ts';
import { readAccounts, readProviders } from './people-units.ts';
import { readNames, type ConfigurationDeps } from './place.ts';
import { readIntegration } from './read-integrations.ts';
import { readJiraSite } from './read-jira-sites.ts';

/** @throws ProblemError when two things have the same name */
export async function exportConfiguration(deps: ConfigurationDeps): Promise<ConfigurationFile> {
  const named = await readNames(deps);
  const { branchNames, retention, mail } = await deps.store.settings.installation();
  const integrations = [...named.integrations.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const sites = [...named.sites.values()].toSorted((a, b) => (a.siteUrl < b.siteUrl ? -1 : 1));
  return {
    version: configurationVersion,
    installation: {
      branchNames: { ...branchNames, byIssueType: { ...branchNames.byIssueType } },
      retention,
      mail: { ...mail, alertsTo: [...mail.alertsTo], alerts: [...mail.alerts] },
    },
    oauthClients: [...(await readClients(deps))],
    integrations: (await Promise.all(integrations.map((each) => readIntegration(deps, named, each)))).map(documentOf),
    jiraSites: (await Promise.all(sites.map((each) => readJiraSite(deps, named, each)))).map(documentOf),
    identityProviders: [...(await readProviders(deps))],
    accounts: [...(await readAccounts(deps))],
  };
}

function documentOf<Document>({ document }: { readonly document: Document }): Document {
  return document;
}
