/** Makes a JiraSite out of the credentials there are: OAuth credentials send, an account reads and acts. */

import type { Clock } from '../../ports/clock.ts';
import type { DevelopmentInformation, JiraCredentials, JiraSite, JiraSiteSettings } from '../../ports/jira-site.ts';
import type { RemoteLinkTable } from '../../ports/store/remote-links.ts';
import type { HttpClient } from '../http-client/http-client.ts';
import { createAccessTokens } from './access-token.ts';
import { createAccountReports } from './account-reports.ts';
import { createAskJira, type AskJira } from './ask-jira.ts';
import { accountRemedy, authorizationOf, createAskPlatform, type AskPlatform } from './ask-platform.ts';
import { checkAbilities, checkForge, type AccountSide } from './check-abilities.ts';
import { createDataCenterPeople } from './data-center-people.ts';
import { createDevelopmentInformation } from './development-information.ts';
import { createImpersonation } from './forge-impersonation.ts';
import { askByForge, forgeRemedy } from './forge-platform.ts';
import { askJiraByForge } from './forge-sink.ts';
import { createIssueProperties } from './issue-properties.ts';
import { createIssueWriter } from './issue-writer.ts';
import { createChanges } from './jira-changes.ts';
import { createPeople } from './jira-people.ts';
import { createAccount, createIssues, createProjects } from './jira-platform.ts';
import { ordinaryLimits } from './limits.ts';
import type { JiraLimits } from './limits.ts';
import { askAsServiceAccount, serviceAccountTokens } from './service-account.ts';
import { createRemoteLinks } from './remote-links.ts';
import { pacedClient } from './paced-client.ts';
import { createSendPace } from './send-pace.ts';
import { readWorkingTime } from './working-time.ts';
import { createWritePace, type WritePace } from './write-pace.ts';

export interface JiraSiteTools {
  readonly settings: JiraSiteSettings;
  readonly credentials: JiraCredentials;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Narrower than Jira's own, for tests; `keysAs` switches to the older way of naming issues. */
  readonly limits?: Partial<JiraLimits>;
  /** Remembers links in issues, for Jira Data Center; it gets no development information without. */
  readonly remoteLinks?: RemoteLinkTable;
}

/** Cheap to make, but it keeps the access token and the pace of writes: make one for each site and keep it. */
export function createJiraSite(tools: JiraSiteTools): JiraSite {
  const { credentials } = tools;
  const forge = forgeSideOf(tools);
  const account = accountSideOf(tools);
  const developmentInformation = developmentOf(tools) ?? linksOf(tools, account);
  const side = account ?? forge;
  const pace = createWritePace(tools);
  const sinkTrouble = credentials.sink === 'forge' ? credentials.forgeTrouble : undefined;
  return {
    async check() {
      const { findings } = await checkAbilities(developmentInformation, side, sinkTrouble);
      return { findings: [...findings, ...(await checkForge(forge?.ask, credentials.forgeTrouble))] };
    },
    ...(developmentInformation === undefined ? {} : { developmentInformation }),
    ...(account === undefined ? {} : { account: account.account }),
    ...(side === undefined ? {} : { projects: side.projects, ...offersOf(tools, side.ask, pace) }),
    ...forgeOffers(tools, forge?.ask, pace),
    ...reportsOf(tools),
  };
}

function developmentOf(tools: JiraSiteTools): DevelopmentInformation | undefined {
  const ask = askJiraOf(tools);
  return ask && createDevelopmentInformation(ask, { ...ordinaryLimits, ...tools.limits });
}

/** Through the one door that the site is set to. */
function askJiraOf(tools: JiraSiteTools): AskJira | undefined {
  const { settings, credentials, http, clock } = tools;
  const { oauth: credential, forge, sink } = credentials;
  const paced = pacedClient(http, createSendPace(tools));
  if (sink === 'forge') return forge && askJiraByForge(settings, forge, paced);
  if (credential === undefined) return undefined;
  return createAskJira(settings, paced, createAccessTokens({ settings, credential, http, clock }));
}

/** Jira Data Center takes nothing else. */
function linksOf(
  { settings: { siteUrl }, remoteLinks: memory }: JiraSiteTools,
  side: AccountSide | undefined,
): DevelopmentInformation | undefined {
  if (side?.ask.isDataCenter !== true || memory === undefined) return undefined;
  return createRemoteLinks({ ask: side.ask, siteUrl, memory });
}

function accountSideOf(tools: JiraSiteTools): AccountSide | undefined {
  const { settings, credentials, http, clock } = tools;
  const credential = credentials.account;
  if (credential === undefined) return undefined;
  if (credential.kind !== 'service-account') {
    return sideOf(createAskPlatform(settings, credential, http), accountRemedy(credential));
  }
  const account = { settings, credential, http, clock };
  return sideOf(askAsServiceAccount(account, serviceAccountTokens(account)), accountRemedy(credential));
}

/** The app itself may ask and act, too; where there is an account, that goes first. */
function forgeSideOf({ settings, credentials: { forge }, http }: JiraSiteTools): AccountSide | undefined {
  return forge && sideOf(askByForge(settings, forge.appToken, 'the Forge app', http), forgeRemedy);
}

function sideOf(ask: AskPlatform, remedy: string): AccountSide {
  return { ask, remedy, account: createAccount(ask), projects: createProjects(ask) };
}

/** What whoever asks can be asked for besides. */
function offersOf({ settings, clock }: JiraSiteTools, ask: AskPlatform, pace: WritePace) {
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

/** What only the app can do: act as others, and keep with issues what its own search looks at. */
function forgeOffers(
  tools: JiraSiteTools,
  ask: AskPlatform | undefined,
  pace: WritePace,
): Pick<JiraSite, 'writerFor' | 'issueProperties'> {
  const { settings, http, clock } = tools;
  const { forge } = tools.credentials;
  if (forge === undefined || ask === undefined) return {};
  const impersonation = createImpersonation({ settings, forge, http, clock });
  return {
    issueProperties: createIssueProperties(ask, pace),
    async writerFor(account) {
      const token = await impersonation.tokenFor(account);
      return token && createIssueWriter(askByForge(settings, token, 'the person in whose name we act', http), pace);
    },
  };
}

/** Only tokens of Atlassian's API are taken where accounts are reported. */
function reportsOf(tools: JiraSiteTools): Pick<JiraSite, 'accountReports'> {
  const { settings, http, clock } = tools;
  const authorization = reporterOf(tools);
  if (authorization === undefined) return {};
  return { accountReports: createAccountReports({ apiUrl: settings.apiUrl, http, clock, authorization }) };
}

function reporterOf({ settings, credentials, http, clock }: JiraSiteTools) {
  const { account: credential, forge } = credentials;
  if (credential?.kind === 'scoped-api-token') return () => Promise.resolve(authorizationOf(credential));
  if (forge !== undefined) return () => Promise.resolve({ scheme: 'Bearer', secret: forge.appToken } as const);
  if (credential?.kind !== 'service-account') return undefined;
  const tokens = serviceAccountTokens({ settings, credential, http, clock });
  return async () => ({ scheme: 'Bearer', secret: await tokens.current() }) as const;
}
