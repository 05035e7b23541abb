/** Makes a JiraSite out of the credentials there are: OAuth credentials send, an account reads and acts. */

import type { Clock } from '../../ports/clock.ts';
import type { DevelopmentInformation, JiraCredentials, JiraSite, JiraSiteSettings } from '../../ports/jira-site.ts';
import type { HttpClient } from '../http-client/http-client.ts';
import { createAccessTokens } from './access-token.ts';
import { createAskJira } from './ask-jira.ts';
import { createAskPlatform } from './ask-platform.ts';
import { checkAbilities, type AccountSide } from './check-abilities.ts';
import { createDevelopmentInformation } from './development-information.ts';
import { createAccount, createIssues, createProjects } from './jira-platform.ts';
import { ordinaryLimits } from './limits.ts';
import type { JiraLimits } from './limits.ts';

export interface JiraSiteTools {
  readonly settings: JiraSiteSettings;
  readonly credentials: JiraCredentials;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Narrower than Jira's own, for tests; `keysAs` switches to the older way of naming issues. */
  readonly limits?: Partial<JiraLimits>;
}

/** Cheap to make, but it keeps the access token: make one for each site and keep it. */
export function createJiraSite(tools: JiraSiteTools): JiraSite {
  const developmentInformation = developmentOf(tools);
  const side = accountSideOf(tools);
  return {
    check: () => checkAbilities(developmentInformation, side),
    ...(developmentInformation === undefined ? {} : { developmentInformation }),
    ...(side === undefined ? {} : { account: side.account, projects: side.projects, issues: createIssues(side.ask) }),
  };
}

function developmentOf({
  settings,
  credentials,
  http,
  clock,
  limits,
}: JiraSiteTools): DevelopmentInformation | undefined {
  const credential = credentials.oauth;
  if (credential === undefined) return undefined;
  const ask = createAskJira(settings, http, createAccessTokens({ settings, credential, http, clock }));
  return createDevelopmentInformation(ask, { ...ordinaryLimits, ...limits });
}

function accountSideOf({ settings, credentials, http }: JiraSiteTools): AccountSide | undefined {
  const credential = credentials.account;
  if (credential === undefined) return undefined;
  const ask = createAskPlatform(settings, credential, http);
  return { credential, ask, account: createAccount(ask), projects: createProjects(ask) };
}
