/** How each route of the API is asked rightly, and as nobody should: the table that every route must be in. */

import type { RouteName } from '@branchline/contract';
import { digestOfToken } from '../features/accounts/sessions.ts';
import { exampleCode, exampleLink, examplePassword, examplePending, exampleSession } from './account-examples.ts';
import { accessToken, sandboxAsSite, type TestServer } from './test-server.ts';

/** How one route is asked: rightly, and as nobody should. */
export interface RouteCase {
  readonly path?: string;
  readonly body?: (test: TestServer) => object;
  /** What does not fit; undefined where there is nothing that could not. */
  readonly malformed: { readonly path?: string; readonly body?: unknown } | undefined;
  /** By the session of an account: the access token has no account of its own. */
  readonly by?: 'session';
}

const noSuchWord = { path: '/one' } as const;
const integration = (rest = '') => ({ path: `/1${rest}`, malformed: { path: `/one${rest}` } });
/** The example of a service in which one can sign in every way, see `signedService`. */
const signedIn = { connector: 'signed', settings: { url: 'https://signed.example' } } as const;
const pending = { path: '/1', malformed: undefined };
const association = { integrationId: 1, repositoryId: null, projects: ['ABC'], actions: ['see'] };

const by = 'session' as const;
const changedPassword = 'another phrase of several words';

/** In the order in which the API lists them: what changes the password comes before what signs in with it. */
const accountCases = {
  showMe: { malformed: undefined },
  changeOwnPassword: {
    body: () => ({ before: examplePassword, after: changedPassword }),
    malformed: { body: { before: 1 } },
    by,
  },
  listOwnSessions: { malformed: undefined, by },
  endOwnSession: { path: `/${digestOfToken(exampleSession)}`, malformed: { path: `/${'x'.repeat(101)}` }, by },
  beginSecondFactor: { malformed: undefined, by },
  confirmSecondFactor: { body: () => ({ code: exampleCode }), malformed: { body: { code: 123_456 } }, by },
  removeSecondFactor: { malformed: undefined, by },
  listApiTokens: { malformed: undefined, by },
  addApiToken: { body: () => ({ name: 'CI', scope: 'read' }), malformed: { body: { name: 'CI', scope: 'wish' } }, by },
  removeApiToken: integration(),
  signInWithPassword: {
    body: () => ({ login: 'ada', password: changedPassword }),
    malformed: { body: { login: '' } },
  },
  signInWithCode: { body: () => ({ pending: examplePending, code: exampleCode }), malformed: { body: {} } },
  showPasswordLink: { path: `/${exampleLink}`, malformed: { path: `/${'x'.repeat(101)}` } },
  choosePassword: {
    path: `/${exampleLink}`,
    body: () => ({ password: changedPassword }),
    malformed: { path: `/${exampleLink}`, body: {} },
  },
  listAccounts: { malformed: undefined },
  addAccount: {
    body: () => ({ login: 'eve', name: 'Eve', role: 'manager' }),
    malformed: { body: { login: 'eve', name: 'Eve', role: 'king' } },
  },
  changeAccount: { path: '/2', body: () => ({ name: 'Robert' }), malformed: { path: '/2', body: { role: 'king' } } },
  removeAccount: { path: '/2', malformed: { path: '/two' } },
  makePasswordLink: { path: '/2/password-link', malformed: { path: '/two/password-link' } },
  listAllApiTokens: { malformed: undefined },
  listSignInWays: { malformed: undefined },
  listIdentityProviders: { malformed: undefined },
  addIdentityProvider: {
    body: () => ({ name: 'Other', issuer: 'https://other.example', clientId: 'id', clientSecret: 'secret' }),
    malformed: { body: { name: 'Other', issuer: 'nowhere', clientId: 'id', clientSecret: 'secret' } },
  },
  changeIdentityProvider: {
    path: '/1',
    body: () => ({ name: 'Another', clientSecret: 'secret' }),
    malformed: { path: '/1', body: { name: '' } },
  },
  removeIdentityProvider: integration(),
} as const satisfies Partial<Record<RouteName, RouteCase>>;

/** In the order in which the API lists them; see `addPeopleExamples`. */
const ownCredential = { credential: { kind: 'token', token: 'good' } };
const peopleCases = {
  listPeople: { path: '?search=example&kind=commit-email&limit=10', malformed: { path: '?limit=0' } },
  addPerson: {
    body: () => ({ identity: { kind: 'commit-email', email: 'new@example.org' } }),
    malformed: { body: { identity: { kind: 'name', name: 'Ada' } } },
  },
  showPerson: { path: '/1', malformed: noSuchWord },
  erasePerson: { path: '/4', malformed: noSuchWord },
  joinPerson: { path: '/1/join', body: () => ({ personId: 2 }), malformed: { path: '/1/join', body: {} } },
  splitPerson: {
    path: '/1/split',
    body: () => ({ identityIds: [2] }),
    malformed: { path: '/1/split', body: { identityIds: [] } },
  },
  savePersonalConnection: {
    path: '/1/connections/2',
    body: () => ownCredential,
    malformed: { path: '/1/connections/2', body: { credential: { kind: 'app', app: 1, installationId: '1' } } },
  },
  checkPersonalConnection: { path: '/1/connections/2/check', malformed: { path: '/1/connections/two/check' } },
  removePersonalConnection: { path: '/1/connections/2', malformed: { path: '/1/connections/two' } },
  listSuggestions: { malformed: { path: '?after=none' } },
  findSuggestions: { malformed: undefined },
  confirmLink: integration('/confirm'),
  rejectLink: integration('/reject'),
  showJiraPeopleSettings: integration('/people-settings'),
  saveJiraPeopleSettings: {
    path: '/1/people-settings',
    body: () => ({ trustsEmail: false }),
    malformed: { path: '/1/people-settings', body: { trustsEmail: 'no' } },
  },
} as const;

const smartCommitCases = {
  listSmartCommands: {
    path: '?state=failed&issue=abc-1&repository=1&jiraSite=1&commit=00ff&limit=10',
    malformed: { path: '?issue=abc' },
  },
  showSmartCommand: { path: '/1', malformed: noSuchWord },
  retrySmartCommand: integration('/retry'),
  showSmartCommitSettings: integration('/smart-commits'),
  saveSmartCommitSettings: {
    path: '/1/smart-commits',
    body: () => ({ project: 'ABC', settings: { processor: 'branchline' } }),
    malformed: { path: '/1/smart-commits', body: { project: null, settings: { processor: 'both' } } },
  },
  saveSmartCommitMails: {
    body: () => ({ address: 'ada@example.org', wanted: false }),
    malformed: { body: { wanted: false } },
  },
  listAuditLog: { path: '?what=smart-commit/&limit=10', malformed: { path: '?limit=0' } },
} as const satisfies Partial<Readonly<Record<RouteName, RouteCase>>>;

/** Paths are what follows the part of the route before `:`. */
export const routeCases: { readonly [Name in RouteName]: RouteCase } = {
  showOverview: { malformed: undefined },
  listIntegrations: { malformed: undefined },
  addIntegration: {
    body: () => ({ connector: 'git', settings: { cloneUrl: 'https://git.example/team/other.git' } }),
    malformed: { body: { connector: 'git' } },
  },
  showIntegration: integration(),
  pauseIntegration: integration('/pause'),
  resumeIntegration: integration('/resume'),
  reindexIntegration: integration('/reindex'),
  previewIntegrationRemoval: integration('/removal'),
  removeIntegration: integration(),
  ...accountCases,
  listGitServices: { malformed: undefined },
  tryIntegration: {
    path: '',
    body: () => ({ ...signedIn, credential: { kind: 'token', token: 'good' } }),
    malformed: { body: { ...signedIn, credential: { kind: 'wish' } } },
  },
  checkIntegration: integration('/check'),
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
  removeOAuthClient: integration(),
  startOAuth: { body: () => ({ ...signedIn, switchesAccount: true }), malformed: { body: { integrationId: 'one' } } },
  showPendingCredential: pending,
  cancelPendingCredential: pending,
  listApps: { malformed: undefined },
  startApp: { body: () => ({ ...signedIn, name: 'Ours' }), malformed: { body: { ...signedIn, name: 'x'.repeat(35) } } },
  listAppInstallations: integration('/installations'),
  installApp: integration('/installations'),
  forgetApp: integration(),
  listWebhookDeliveries: {
    path: '?integration=1&outcome=waiting&event=trigger&since=2026-01-01T00:00:00Z&search=code&limit=10',
    malformed: { path: '?outcome=lost' },
  },
  showWebhookDelivery: { path: '/1', malformed: noSuchWord },
  replayWebhooks: { body: () => ({ ids: [1] }), malformed: { body: { filter: { outcom: 'failed' } } } },
  listWebhookEndpoints: { malformed: undefined },
  makeWebhookEndpoint: { body: () => ({ integrationId: 1 }), malformed: { body: { integrationId: 'one' } } },
  changeWebhookSecret: integration('/secret'),
  showIntegrationWebhooks: integration('/webhooks'),
  setUpWebhooks: integration('/webhooks'),
  showRepositoryChoice: integration('/repository-choice'),
  saveRepositoryChoice: {
    path: '/1/repository-choice',
    body: () => ({ include: ['team/*'], futureOwners: false }),
    malformed: { path: '/1/repository-choice', body: { current: 'some' } },
  },
  listListedRepositories: {
    path: '/1/listed-repositories?search=a&taken=yes',
    malformed: { path: '/1/listed-repositories?limit=0' },
  },
  listRepositoryOwners: integration('/repository-owners'),
  discoverRepositories: integration('/discover'),
  listRepositories: { malformed: undefined },
  showRepository: { path: '/1', malformed: noSuchWord },
  reindexRepository: integration('/reindex'),
  reindexPullRequest: integration('/pull-requests/7/reindex'),
  pauseRepository: integration('/pause'),
  resumeRepository: integration('/resume'),
  listIssues: { path: '?search=abc&limit=10', malformed: { path: '?limit=0' } },
  showIssue: { path: '/abc-1', malformed: { path: '/abc' } },
  showIssueDevelopment: { path: '/abc-1/development', malformed: { path: '/abc/development' } },
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
  pauseJiraSite: integration('/pause'),
  resumeJiraSite: integration('/resume'),
  resendJiraSite: integration('/resend'),
  removeJiraSite: integration(),
  checkJiraSite: integration('/check'),
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
  forgetJiraAccount: integration('/account'),
  showForge: integration('/forge'),
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
  forgetForgeApp: integration('/forge'),
  listRefused: integration('/refused'),
  listAssociations: integration('/associations'),
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
  listClearings: integration('/clearings'),
  clearJiraSite: {
    path: '/1/clearings',
    body: () => ({ integrationId: 1, repositoryId: 1 }),
    malformed: { path: '/1/clearings', body: { integrationId: null, repositoryId: 1 } },
  },
  liftClearing: { path: '/1/clearings/1', malformed: { path: '/1/clearings/first' } },
  showReconciliation: integration('/reconciliation'),
  startReconciliation: integration('/reconciliation'),
  resendDifferences: integration('/reconciliation/resend'),
  makeJiraWebhook: integration('/webhook'),
  showJiraWebhook: integration('/webhook'),
  changeJiraWebhookSecret: integration('/webhook/secret'),
  forgetJiraWebhook: integration('/webhook'),
  ...peopleCases,
  triggerIndexing: {
    body: () => ({ cloneUrl: 'https://git.example/team/code' }),
    malformed: { body: { cloneUrl: '' } },
  },
  listJobs: { malformed: undefined },
  listBudgets: { malformed: undefined },
  ...smartCommitCases,
  explainText: {
    body: () => ({ text: 'ABC-1 fixed', field: 'text' }),
    malformed: { body: { text: 'ABC-1', field: 'poem' } },
  },
  signIn: { body: () => ({ token: accessToken }), malformed: { body: { token: 7 } } },
  signOut: { malformed: undefined },
};
