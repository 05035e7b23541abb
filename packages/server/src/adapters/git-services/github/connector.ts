/** GitHub, as a service for everybody and as a server of one's own: one connector that knows both. */

import { Failure, serviceAt, type Credential, type RemoteRepository, type Secret } from '@branchline/domain';
import type { Clock } from '../../../ports/clock.ts';
import type { ConnectionRequest, GitServiceConnection, GitServiceConnector } from '../../../ports/git-service.ts';
import type { Network } from '../../http-client/network.ts';
import { repositoryActions } from './actions.ts';
import { createApi, encodePath, type GitHubApi, type TokenSource } from './api.ts';
import { checkAccount, checkInstallation } from './check.ts';
import { guideOf } from './guide.ts';
import { appTokens, createInstallationTokens, type InstallationWish } from './installation-token.ts';
import { linksBelow } from './links.ts';
import { pullRequestReader } from './pull-requests.ts';
import { findRepository, listRepositories } from './repositories.ts';
import {
  addressesFrom,
  enterpriseServer,
  githubCom,
  parseSettingsOf,
  settingsFormOf,
  type GitHubKind,
} from './settings.ts';
import { appRegistration, oauthProvider } from './sign-in.ts';
import { verifiedEmails } from './verified-emails.ts';
import { appHookSetup, hookSetup } from './webhook-setup.ts';
import { webhookReader } from './webhook.ts';

/** GitHub.com, and GitHub Enterprise Cloud with a domain of its own. */
export function github(network: Network, clock: Clock): GitServiceConnector {
  return connectorOf(githubCom, network, clock);
}

export function githubEnterpriseServer(network: Network, clock: Clock): GitServiceConnector {
  return connectorOf(enterpriseServer, network, clock);
}

function connectorOf(kind: GitHubKind, network: Network, clock: Clock): GitServiceConnector {
  const installationTokens = createInstallationTokens(clock);
  return {
    id: kind.id,
    title: kind.title,
    words: { pullRequest: 'Pull request' },
    settingsForm: settingsFormOf(kind),
    credentialKinds: ['app', 'oauth', 'token'],
    capabilities: ['pull-requests', 'checks', 'actions', 'webhook-setup', 'missed-webhooks'],
    guide: guideOf(kind),
    parseSettings: (input) => parseSettingsOf(kind, input),
    links: (settings) => linksBelow(addressesFrom(kind, settings).url),
    connect: (request) => connect({ kind, network, clock, installationTokens }, request),
    webhook: webhookReader(kind === enterpriseServer),
    oauth: oauthProvider(kind),
    accounts: {
      service: (settings) => serviceAt(addressesFrom(kind, settings).url),
      noreply: 'github',
      ownTokens: {
        page: (settings) => `${addressesFrom(kind, settings).url.replace(/\/+$/, '')}/settings/tokens`,
        rights:
          'A classic token needs repo and user:email; a fine-grained one Contents and Pull requests (read and write), ' +
          'and Email addresses (read).',
      },
    },
    app: appRegistration(kind, network, clock),
  };
}

interface ConnectorTools {
  readonly kind: GitHubKind;
  readonly network: Network;
  readonly clock: Clock;
  readonly installationTokens: (wish: InstallationWish) => TokenSource;
}

function connect(tools: ConnectorTools, request: ConnectionRequest): GitServiceConnection {
  const { kind, network, clock } = tools;
  const { url, apiUrl } = addressesFrom(kind, request.settings);
  const { credential } = request;
  const apiWith = (tokens: TokenSource, budget: string): GitHubApi =>
    createApi({ apiUrl, name: kind.title, network, settings: request.network, budget, for: request.for, tokens });

  if (credential.kind === 'app') {
    // Requests of the app itself are counted apart from those of its installations.
    const appApi = apiWith(appTokens(credential, clock), `${request.budget}/app`);
    const tokens = tools.installationTokens({ credential, apiUrl, appApi });
    return {
      ...connectionWith(apiWith(tokens, request.budget), { of: 'installation', url, request, tokens }),
      check: () => checkInstallation(appApi, kind, credential.installationId),
      webhookSetup: appHookSetup(appApi),
    };
  }
  const token = tokenOf(credential);
  const tokens = { current: async () => token };
  const api = apiWith(tokens, request.budget);
  return {
    ...connectionWith(api, { of: 'account', url, request, tokens }),
    check: () => checkAccount({ api, kind, url, credential: credential.kind === 'oauth' ? 'oauth' : 'token' }),
    verifiedEmails: () => verifiedEmails(api),
    webhookSetup: hookSetup(api),
  };
}

interface ConnectionDetails {
  readonly of: 'account' | 'installation';
  readonly url: string;
  readonly request: ConnectionRequest;
  readonly tokens: TokenSource;
}

function connectionWith(api: GitHubApi, { of, url, request, tokens }: ConnectionDetails) {
  const pullRequests = pullRequestReader(api);
  return {
    listRepositories: (options) => listRepositories(api, of, options),
    findRepository: (remoteId) => findRepository(api, of, remoteId),
    gitAccess: async (repository) => ({
      url: cloneUrlOf(repository, url),
      credential: { kind: 'user-and-password', user: gitUser, password: await tokens.current() },
      network: request.network,
      refs: mirroredRefs,
    }),
    pullRequests,
    actions: repositoryActions(api, pullRequests, linksBelow(url)),
  } satisfies Omit<GitServiceConnection, 'check'>;
}

/** Whatever kind of token it is, git gives it as the password of this user. */
const gitUser = 'x-access-token';

/** Heads of pull requests are what forks bring; their trial merges (`merge` beside `head`) are nobody's work. */
const mirroredRefs = ['refs/heads/*', 'refs/tags/*', 'refs/notes/*', 'refs/pull/*/head'];

/** As handed out, unless that leads to another host than the settings name: our token goes to no other. */
function cloneUrlOf({ cloneUrl, name }: RemoteRepository, url: string): string {
  return URL.parse(cloneUrl)?.origin === new URL(url).origin ? cloneUrl : `${url}/${encodePath(name)}.git`;
}

/** @throws Failure `rejected` for kinds that GitHub's API does not take */
function tokenOf(credential: Exclude<Credential, { kind: 'app' }>): Secret {
  if (credential.kind === 'token') return credential.token;
  if (credential.kind === 'oauth') return credential.accessToken;
  const message = 'GitHub takes a token, OAuth or an app; it cannot be asked with this kind of credential.';
  throw new Failure('rejected', 'git-service', message);
}
