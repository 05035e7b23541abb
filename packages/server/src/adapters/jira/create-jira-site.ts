/** Makes a JiraSite out of the credentials there are: OAuth credentials send, an account reads and acts. */

import type { JiraAccountCredential } from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { DevelopmentInformation, JiraCredentials, JiraSite, JiraSiteSettings } from '../../ports/jira-site.ts';
import type { HttpClient } from '../http-client/http-client.ts';
import { createAccessTokens } from './access-token.ts';
import { createAccountReports } from './account-reports.ts';
import { createAskJira } from './ask-jira.ts';
import { authorizationOf, createAskPlatform, type AskPlatform } from './ask-platform.ts';
import { checkAbilities, type AccountSide } from './check-abilities.ts';
import { createDataCenterPeople } from './data-center-people.ts';
import { createDevelopmentInformation } from './development-information.ts';
import { createIssueProperties } from './issue-properties.ts';
import { createIssueWriter } from './issue-writer.ts';
import { createChanges } from './jira-changes.ts';
import { createPeople } from './jira-people.ts';
import { createAccount, createIssues, createProjects } from './jira-platform.ts';
import { ordinaryLimits } from './limits.ts';
import type { JiraLimits } from './limits.ts';
import { readWorkingTime } from './working-time.ts';
import { createWritePace } from './write-pace.ts';

export interface JiraSiteTools {
  readonly settings: JiraSiteSettings;
  readonly credentials: JiraCredentials;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Narrower than Jira's own, for tests; `keysAs` switches to the older way of naming issues. */
  readonly limits?: Partial<JiraLimits>;
}

/** Cheap to make, but it keeps the access token and the pace of writes: make one for each site and keep it. */
export function createJiraSite(tools: JiraSiteTools): JiraSite {
  const developmentInformation = developmentOf(tools);
  const side = accountSideOf(tools);
  return {
    check: () => checkAbilities(developmentInformation, side),
    ...(developmentInformation === undefined ? {} : { developmentInformation }),
    ...(side === undefined
      ? {}
      : { account: side.account, projects: side.projects, ...accountOffers(tools, side.ask) }),
    ...reportsOf(tools),
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

/** What whoever asks as an account can be asked for besides. */
function accountOffers({ settings, clock, sleep }: JiraSiteTools, ask: AskPlatform) {
  const pace = createWritePace({ clock, sleep });
  const issues = createIssues(ask);
  return {
    issues,
    changes: createChanges(ask, clock),
    issueProperties: createIssueProperties(ask, pace),
    people: ask.isDataCenter
      ? createDataCenterPeople(ask, settings.siteUrl)
      : createPeople(ask, issues, settings.siteUrl),
    writer: createIssueWriter(ask, pace),
    workingTime: () => readWorkingTime(ask),
  } satisfies Partial<JiraSite>;
}

/** Only tokens with scopes are taken where accounts are reported. */
function reportsOf({ settings, credentials, http, clock }: JiraSiteTools): Pick<JiraSite, 'accountReports'> {
  const credential: JiraAccountCredential | undefined = credentials.account;
  if (credential?.kind !== 'scoped-api-token') return {};
  const authorization = () => Promise.resolve(authorizationOf(credential));
  return { accountReports: createAccountReports({ apiUrl: settings.apiUrl, http, clock, authorization }) };
}
