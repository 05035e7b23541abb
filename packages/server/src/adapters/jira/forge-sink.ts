/** The door through which the Forge app sends development information: the same questions, another address and token. */

import { Failure, type JiraForgeCredential } from '@branchline/domain';
import type { JiraSiteSettings } from '../../ports/jira-site.ts';
import type { HttpClient } from '../http-client/http-client.ts';
import { askJiraThrough, type AskJira } from './ask-jira.ts';
import { forgeRemedy } from './forge-platform.ts';

export function askJiraByForge(
  settings: JiraSiteSettings,
  { appToken }: JiraForgeCredential,
  http: HttpClient,
): AskJira {
  return askJiraThrough(
    {
      // Forge's door has the ordinary version of this API.
      base: `${settings.apiUrl}/ex/jira/${encodeURIComponent(settings.cloudId)}/rest/devinfo/0.10`,
      // There is no other token before Forge calls again.
      tokens: { current: () => Promise.resolve(appToken), after: () => Promise.resolve(appToken) },
      explain: (error) => explained(error, settings),
    },
    http,
  );
}

function explained(error: unknown, { siteUrl }: JiraSiteSettings): unknown {
  if (!(error instanceof Failure) || (error.kind !== 'unauthorized' && error.kind !== 'forbidden')) return error;
  const what = `Jira does not let the Forge app send development information to ${siteUrl}.`;
  return new Failure(error.kind, 'jira', `${what} ${forgeRemedy}`);
}
