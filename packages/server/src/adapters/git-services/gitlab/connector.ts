/** GitLab.com and GitLab self-managed: one connector twice, differing in what the address is at first. */

import { Failure, serviceAt, type Credential, type Secret, type ServiceSettings } from '@branchline/domain';
import { z } from 'zod';
import type {
  ConnectionRequest,
  FormField,
  GitServiceConnection,
  GitServiceConnector,
} from '../../../ports/git-service.ts';
import type { Network } from '../../http-client/network.ts';
import { gitlabActions } from './actions.ts';
import { allowanceFrom, apiUrlOf, gitlabApi, judge } from './api.ts';
import { checkGitlab } from './check.ts';
import { checksAtGitlab } from './checks.ts';
import { gitlabGuide } from './guide.ts';
import { gitlabLinks, urlOf, type GitlabSettings } from './links.ts';
import { gitlabPullRequests } from './pull-requests.ts';
import { findProject, listProjects } from './repositories.ts';
import { gitlabOAuth } from './sign-in.ts';
import { gitlabTokenRotation } from './token-rotation.ts';
import { gitlabWebhook } from './webhook.ts';
import { gitlabWebhookSetup } from './webhook-setup.ts';

interface Edition {
  readonly id: string;
  readonly title: string;
  /** One sentence for choosing it. */
  readonly about: string;
  readonly address: Pick<FormField, 'help' | 'example' | 'standard'>;
  /** The page, below the address, where OAuth clients are made. */
  readonly applications: string;
}

/** GitLab.com, the service of GitLab itself. */
export function gitlab(network: Network): GitServiceConnector {
  return connectorFor(network, {
    id: 'gitlab',
    title: 'GitLab.com',
    about: 'gitlab.com, the service of GitLab itself.',
    address: {
      help: 'The address under which you open GitLab.',
      example: 'https://gitlab.com',
      standard: 'https://gitlab.com',
    },
    applications: '/-/user_settings/applications',
  });
}

/** A GitLab server of one's own, in whichever edition. */
export function gitlabSelfManaged(network: Network): GitServiceConnector {
  return connectorFor(network, {
    id: 'gitlab-self-managed',
    title: 'GitLab self-managed',
    about: 'A GitLab server that your organisation runs itself, in any edition.',
    address: {
      help: 'The address under which you open GitLab, with its path when it lies below one.',
      example: 'https://gitlab.example.com',
      standard: undefined,
    },
    applications: '/admin/applications',
  });
}

function connectorFor(network: Network, edition: Edition): GitServiceConnector {
  const { id, title, about, address, applications } = edition;
  return {
    id,
    title,
    words: { pullRequest: 'Merge request' },
    settingsForm: [{ name: 'url', label: 'Address', kind: 'address', isRequired: true, ...address }],
    credentialKinds: ['token', 'oauth'],
    capabilities: ['pull-requests', 'checks', 'actions', 'webhook-setup', 'missed-webhooks', 'token-rotation'],
    guide: gitlabGuide(about),
    parseSettings: (input) => parseSettings(input, address),
    links: (settings) => gitlabLinks(urlOf(settings)),
    connect: (request) => connect(network, title, request),
    webhook: gitlabWebhook,
    oauth: gitlabOAuth(applications),
    accounts: {
      service: (settings) => serviceAt(urlOf(settings)),
      noreply: 'gitlab',
      ownTokens: {
        page: (settings) => `${urlOf(settings).replace(/\/+$/, '')}/-/user_settings/personal_access_tokens`,
        rights: 'It needs api and read_repository.',
      },
    },
  };
}

function parseSettings(input: unknown, { example, standard }: Edition['address']): ServiceSettings {
  const written = z.strictObject({ url: z.string().optional() }).safeParse(input);
  if (!written.success) {
    const problem = written.error.issues.map(({ message }) => message).join(' ');
    throw new Failure('rejected', 'git-service', `The settings of GitLab are its "url" and nothing else: ${problem}.`);
  }
  const text = written.data.url?.trim() ?? '';
  const url = normalised(text === '' ? (standard ?? '') : text);
  if (url === undefined) {
    const message = `The setting "url" must be the address under which people open GitLab, without user or password.`;
    throw new Failure('rejected', 'git-service', `${message} Example: ${example}`);
  }
  return { url } satisfies GitlabSettings;
}

/** Origin and path. People also paste the address of the API, or of the page they happen to see at first. */
function normalised(text: string): string | undefined {
  const address = URL.parse(text);
  const isWeb = address !== null && /^https?:$/.test(address.protocol);
  if (!isWeb || address.username !== '' || address.password !== '') return undefined;
  const path = address.pathname.replace(/\/+$/, '').replace(/\/(?:api\/v4|users\/sign_in)$/, '');
  return `${address.origin}${path.replace(/\/+$/, '')}`;
}

/** GitLab's git takes any user name beside a token, and this one beside OAuth's. */
const gitUser = 'oauth2';

/** Not the merged states GitLab makes of merge requests, nor what it keeps alive for itself. */
const mirroredRefs = ['refs/heads/*', 'refs/tags/*', 'refs/notes/*', 'refs/merge-requests/*/head'];

function connect(network: Network, title: string, request: ConnectionRequest): GitServiceConnection {
  const { settings, credential, network: reach, budget } = request;
  const url = urlOf(settings);
  const token = tokenOf(title, credential);
  const http = network.client({
    name: title,
    baseUrl: apiUrlOf(url),
    settings: reach,
    budget,
    for: request.for,
    readAllowance: allowanceFrom,
    judge,
  });
  const api = gitlabApi(http, url, token);
  return {
    check: () => checkGitlab(api, credential.kind),
    listRepositories: (options) => listProjects(api, options),
    findRepository: (remoteId) => findProject(api, remoteId),
    gitAccess: async (repository) => ({
      url: cloneUrlWithin(url, repository),
      credential: { kind: 'user-and-password', user: gitUser, password: token },
      network: reach,
      refs: mirroredRefs,
    }),
    pullRequests: {
      ...gitlabPullRequests(api),
      checks: (repository, pullRequest) => checksAtGitlab(api, repository, pullRequest),
    },
    actions: gitlabActions(api),
    webhookSetup: gitlabWebhookSetup(api),
    ...(credential.kind === 'token' ? { tokenRotation: gitlabTokenRotation(api) } : {}),
  };
}

function tokenOf(title: string, credential: Credential): Secret {
  if (credential.kind === 'token') return credential.token;
  if (credential.kind === 'oauth') return credential.accessToken;
  throw new Failure('rejected', 'git-service', `${title} takes an access token or OAuth, and no ${credential.kind}.`);
}

/**
 * A server that is wrong about its own address names another host in its clone addresses; our token goes to the
 * address in the settings and nowhere else.
 */
function cloneUrlWithin(url: string, repository: { readonly name: string; readonly cloneUrl: string }): string {
  const isWithin = URL.parse(repository.cloneUrl)?.origin === new URL(url).origin;
  return isWithin ? repository.cloneUrl : `${url}/${repository.name}.git`;
}
