/** Makes a JiraSite out of Jira's OAuth credentials for self-hosted tools: outbound only, no app in Jira. */

import type { JiraOAuthCredential } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { JiraSite, JiraSiteSettings } from '../../ports/jira-site.ts';
import type { HttpClient } from '../http-client/http-client.ts';
import { createAccessTokens } from './access-token.ts';
import { createAskJira } from './ask-jira.ts';
import { createDevelopmentInformation } from './development-information.ts';
import { ordinaryLimits } from './limits.ts';
import type { JiraLimits } from './limits.ts';

export interface JiraCloudTools {
  readonly settings: JiraSiteSettings;
  readonly credential: JiraOAuthCredential;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Narrower than Jira's own, for tests; `keysAs` switches to the older way of naming issues. */
  readonly limits?: Partial<JiraLimits>;
}

/** Cheap to make, but it keeps the access token: make one for each site and keep it. */
export function createJiraCloudSite(tools: JiraCloudTools): JiraSite {
  const ask = createAskJira(tools.settings, tools.http, createAccessTokens(tools));
  return {
    check: () => ask.probe(),
    developmentInformation: createDevelopmentInformation(ask, { ...ordinaryLimits, ...tools.limits }),
  };
}
