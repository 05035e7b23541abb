/** How each route of the API is asked rightly, and as nobody should: the table that every route must be in. */

import type { RouteName } from '@branchline/contract';
import { noSuchWord, ofFirst, type RouteCase } from './route-case.ts';
import { actingCases } from './route-cases-acting.ts';
import { browsingCases } from './route-cases-browsing.ts';
import { historyCases } from './route-cases-history.ts';
import { accountCases } from './route-cases-accounts.ts';
import { issuePartCases } from './route-cases-issue-parts.ts';
import { repositoryCases } from './route-cases-repositories.ts';
import { jobCases } from './route-cases-jobs.ts';
import { peopleCases, smartCommitCases } from './route-cases-people.ts';
import { settingsCases } from './route-cases-settings.ts';
import { accessToken, sandboxAsSite } from './test-server.ts';

/** The example of a service in which one can sign in every way, see `signedService`. */
const signedIn = { connector: 'signed', settings: { url: 'https://signed.example' } } as const;
/** The draft among the examples; the one that `beginIntegrationDraft` begins is connected. */
const ofDraft = (rest = '') => ({ path: `/3${rest}`, malformed: { path: `/one${rest}` } });
const pending = { path: '/1', malformed: undefined };
const association = { integrationId: 1, repositoryId: null, projects: ['ABC'], actions: ['see'] };

/** Paths are what follows the part of the route before `:`. */
export const routeCases: { readonly [Name in RouteName]: RouteCase } = {
  showOverview: { malformed: undefined },
  listIntegrations: {
    path: '?search=code&service=git&state=waiting&attention=no&sort=indexed&order=descending&limit=10',
    malformed: { path: '?sort=color' },
  },
  addIntegration: {
    body: () => ({ connector: 'git', settings: { cloneUrl: 'https://git.example/team/other.git' } }),
    malformed: { body: { connector: 'git' } },
  },
  showIntegration: ofFirst(),
  pauseIntegration: {
    path: '/1/pause',
    body: () => ({ because: 'The service moves.' }),
    malformed: { path: '/1/pause', body: { because: 7 } },
  },
  resumeIntegration: ofFirst('/resume'),
  reindexIntegration: ofFirst('/reindex'),
  previewIntegrationRemoval: ofFirst('/removal'),
  removeIntegration: ofFirst(),
  ...accountCases,
  ...actingCases,
  ...browsingCases,
  ...historyCases,
  ...settingsCases,
  listGitServices: { malformed: undefined },
  tryIntegration: {
    path: '',
    body: () => ({ ...signedIn, credential: { kind: 'token', token: 'good' } }),
    malformed: { body: { ...signedIn, credential: { kind: 'wish' } } },
  },
  checkIntegration: ofFirst('/check'),
  rotateToken: { path: '/2/rotate-token', malformed: { path: '/two/rotate-token' } },
  editIntegration: {
    path: '/1',
    body: () => ({ name: 'Other' }),
    malformed: { path: '/1', body: { name: 7 } },
  },
  listOAuthClients: { malformed: undefined },
  saveOAuthClient: {
    body: () => ({ ...signedIn, clientId: 'id', clientSecret: 'secret' }),
    malformed: { body: { ...signedIn, clientId: '' } },
  },
  removeOAuthClient: ofFirst(),
  startOAuth: { body: () => ({ ...signedIn, switchesAccount: true }), malformed: { body: { integrationId: 'one' } } },
  showPendingCredential: pending,
  cancelPendingCredential: pending,
  listApps: { malformed: undefined },
  startApp: { body: () => ({ ...signedIn, name: 'Ours' }), malformed: { body: { ...signedIn, name: 'x'.repeat(35) } } },
  listAppInstallations: ofFirst('/installations'),
  installApp: ofFirst('/installations'),
  forgetApp: ofFirst(),
  listWebhookDeliveries: {
    path: '?integration=1&outcome=waiting&event=trigger&since=2026-01-01T00:00:00Z&search=code&limit=10',
    malformed: { path: '?outcome=lost' },
  },
  countWebhookDeliveries: { path: '?outcome=ignored&matched=no', malformed: { path: '?matched=perhaps' } },
  showWebhookDelivery: { path: '/1', malformed: noSuchWord },
  replayWebhooks: { body: () => ({ ids: [1] }), malformed: { body: { filter: { outcom: 'failed' } } } },
  listWebhookEndpoints: { malformed: undefined },
  makeWebhookEndpoint: { body: () => ({ integrationId: 1 }), malformed: { body: { integrationId: 'one' } } },
  changeWebhookSecret: ofFirst('/secret'),
  showIntegrationWebhooks: ofFirst('/webhooks'),
  setUpWebhooks: ofFirst('/webhooks'),
  listIntegrationDrafts: { malformed: undefined },
  beginIntegrationDraft: {
    body: () => ({ ...signedIn, credential: { kind: 'token', token: 'good' } }),
    malformed: { body: { ...signedIn, credential: { kind: 'wish' } } },
  },
  showIntegrationDraft: ofDraft(),
  checkIntegrationDraft: ofDraft('/check'),
  connectIntegrationDraft: {
    ...ofDraft('/connect'),
    path: '/5/connect',
    body: () => ({ name: 'Drafted' }),
    malformed: { path: '/5/connect', body: { name: 7 } },
  },
  cancelIntegrationDraft: ofDraft(),
  tryRepositoryList: {
    path: '/1/repository-list/try',
    body: () => ({}),
    malformed: { path: '/1/repository-list/try', body: { filter: 7 } },
  },
  makeSshKey: { malformed: undefined },
  showRepositoryChoice: ofFirst('/repository-choice'),
  saveRepositoryChoice: {
    path: '/1/repository-choice',
    body: () => ({ include: ['team/*'], futureOwners: false }),
    malformed: { path: '/1/repository-choice', body: { current: 'some' } },
  },
  listListedRepositories: {
    path: '/1/listed-repositories?search=a&taken=yes',
    malformed: { path: '/1/listed-repositories?limit=0' },
  },
  listRepositoryOwners: ofFirst('/repository-owners'),
  discoverRepositories: ofFirst('/discover'),
  listRepositories: { malformed: undefined },
  ...repositoryCases,
  reindexRepository: ofFirst('/reindex'),
  reindexPullRequest: ofFirst('/pull-requests/7/reindex'),
  pauseRepository: ofFirst('/pause'),
  resumeRepository: ofFirst('/resume'),
  listIssues: { path: '?search=abc&limit=10', malformed: { path: '?limit=0' } },
  showIssue: { path: '/abc-1', malformed: { path: '/abc' } },
  showIssueDevelopment: { path: '/abc-1/development', malformed: { path: '/abc/development' } },
  ...issuePartCases,
  showLinks: { path: `/1/commit/${'a'.repeat(40)}/links`, malformed: { path: '/1/commit/abc1234/links' } },
  changeLinks: {
    path: '/1/pull-request/7/links',
    body: () => ({ add: ['abc-1'], remove: ['ABC-2'] }),
    malformed: { path: '/1/pull-request/7/links', body: { add: ['ABC-1'], remove: ['abc-1'] } },
  },
  listManualLinks: { path: '?repository=1&key=abc-1', malformed: { path: '?key=abc' } },
  listJiraSites: { malformed: undefined },
  addJiraSite: {
    body: ({ sandbox }) => ({ ...sandboxAsSite(sandbox), siteUrl: sandbox.siteUrl.replace('127.0.0.1', 'localhost') }),
    malformed: { body: { name: 'Jira', siteUrl: 'not an address', clientId: 'x', clientSecret: 'x' } },
  },
  showJiraSite: { path: '/1', malformed: noSuchWord },
  pauseJiraSite: ofFirst('/pause'),
  resumeJiraSite: ofFirst('/resume'),
  resendJiraSite: ofFirst('/resend'),
  removeJiraSite: ofFirst(),
  checkJiraSite: ofFirst('/check'),
  replaceJiraOAuth: {
    path: '/1/oauth',
    body: ({ sandbox: { clientId, clientSecret } }) => ({ clientId, clientSecret }),
    malformed: { path: '/1/oauth', body: { clientId: 'x' } },
  },
  replaceJiraAccount: {
    path: '/1/account',
    body: ({ sandbox }) => ({ kind: 'scoped-api-token', token: sandbox.scopedApiToken }),
    malformed: { path: '/1/account', body: { kind: 'password', token: 'x' } },
  },
  forgetJiraAccount: ofFirst('/account'),
  showForge: ofFirst('/forge'),
  registerForgeApp: {
    path: '/1/forge',
    body: () => ({ appId: '01234567-89ab-cdef-0123-456789abcdef' }),
    malformed: { path: '/1/forge', body: { appId: 'branchline' } },
  },
  switchSink: {
    path: '/1/forge/sink',
    body: () => ({ sink: 'oauth' }),
    malformed: { path: '/1/forge/sink', body: { sink: 'both' } },
  },
  forgetForgeApp: ofFirst('/forge'),
  listRefused: ofFirst('/refused'),
  listJiraProjects: { path: '/1/projects?search=ab&limit=10', malformed: { path: '/1/projects?limit=0' } },
  listAssociations: ofFirst('/associations'),
  showPlaceAssociation: {
    path: '/1/associations/place?integrationId=1',
    malformed: { path: '/1/associations/place' },
  },
  saveAssociation: {
    path: '/1/associations',
    body: () => association,
    malformed: { path: '/1/associations', body: { ...association, projects: ['not a key'] } },
  },
  inheritAssociation: {
    path: '/1/associations?integrationId=1',
    malformed: { path: '/1/associations' },
  },
  showEffectiveAssociation: {
    path: '/1/associations/effective?repositoryId=1',
    malformed: { path: '/1/associations/effective?repositoryId=one' },
  },
  previewAssociation: {
    path: '/1/associations/preview',
    body: () => ({ integrationId: 1, repositoryId: null, inherit: true }),
    malformed: { path: '/1/associations/preview', body: { ...association, inherit: true } },
  },
  previewClearing: {
    path: '/1/clearings/preview?integrationId=1',
    malformed: { path: '/1/clearings/preview?repositoryId=1' },
  },
  listClearings: ofFirst('/clearings'),
  clearJiraSite: {
    path: '/1/clearings',
    body: () => ({ integrationId: 1, repositoryId: 1 }),
    malformed: { path: '/1/clearings', body: { integrationId: null, repositoryId: 1 } },
  },
  liftClearing: { path: '/1/clearings/1', malformed: { path: '/1/clearings/first' } },
  showReconciliation: ofFirst('/reconciliation'),
  startReconciliation: ofFirst('/reconciliation'),
  resendDifferences: ofFirst('/reconciliation/resend'),
  makeJiraWebhook: ofFirst('/webhook'),
  showJiraWebhook: ofFirst('/webhook'),
  changeJiraWebhookSecret: ofFirst('/webhook/secret'),
  forgetJiraWebhook: ofFirst('/webhook'),
  ...peopleCases,
  triggerIndexing: {
    body: () => ({ cloneUrl: 'https://git.example/team/code' }),
    malformed: { body: { cloneUrl: '' } },
  },
  ...jobCases,
  showOpenApi: { malformed: undefined },
  listBudgets: { malformed: undefined },
  showHealthReport: { malformed: undefined },
  ...smartCommitCases,
  explainThing: { path: '?thing=abc1234', malformed: { path: '?thing=' } },
  explainText: {
    body: () => ({ text: 'ABC-1 fixed', field: 'text' }),
    malformed: { body: { text: 'ABC-1', field: 'poem' } },
  },
  signIn: { body: () => ({ token: accessToken }), malformed: { body: { token: 7 } } },
  signOut: { malformed: undefined },
};
