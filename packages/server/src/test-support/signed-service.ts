/** A Git service for tests that one can sign in to in every way there is, and that refuses, lacks and ends as told. */

import { Failure, Secret, serviceAt, type Credential, type ServicePerson } from '@branchline/domain';
import type {
  ConnectionRequest,
  GitServiceConnection,
  GitServiceConnector,
  MissingRight,
} from '../ports/git-service.ts';
import type { AppInstallation, AppRegistration } from '../ports/git-service/sign-in.ts';
import type { RepositoryActions } from '../ports/git-service/actions.ts';
import { hashOf, pullRequestOf } from './example-rows.ts';
import { listed } from './listed-service.ts';

export interface SignedService {
  /** Its id is `signed`; its one setting is `url`. */
  readonly connector: GitServiceConnector;
  /** Every connection that was made. */
  readonly connections: ConnectionRequest[];
  /** The account behind a credential; undefined: it is refused. Tests change it. */
  accountOf: (credential: Credential) => string | undefined;
  missingRights: readonly MissingRight[];
  expiresAt: Date | undefined;
  /** The codes that register an app. */
  readonly codes: Set<string>;
  installations: readonly AppInstallation[];
  /** The three secrets of an app that is registered. */
  nameSecret: (name: string) => Secret;
  /** Pages of the list. */
  pages: number;
  /** Of whichever account. */
  verifiedEmails: readonly string[];
}

export function person(login: string): ServicePerson {
  return {
    remoteId: `id-${login}`,
    login,
    name: undefined,
    email: undefined,
    webUrl: undefined,
    avatarUrl: `https://signed.example/${login}.png`,
  };
}

/** Refuses the token `bad`; everybody is `ada` unless the token says `as <login>`. */
function ordinaryAccount(credential: Credential): string | undefined {
  if (credential.kind !== 'token') return 'ada';
  const token = credential.token.reveal();
  return token === 'bad' ? undefined : (/^as (\w+)$/.exec(token)?.[1] ?? 'ada');
}

export function signedService(): SignedService {
  const service: SignedService = {
    connections: [],
    accountOf: ordinaryAccount,
    missingRights: [],
    expiresAt: undefined,
    codes: new Set(['good-code']),
    installations: [installation('77', 'acme')],
    nameSecret: (name) => new Secret(`marked-app-${name}`),
    pages: 1,
    verifiedEmails: [],
    connector: connectorOf(() => service),
  };
  return service;
}

export function installation(installationId: string, login: string, isSuspended = false): AppInstallation {
  return { installationId, account: person(login), isSuspended, webUrl: `https://signed.example/${login}` };
}

function connectorOf(service: () => SignedService): GitServiceConnector {
  const unlinked = () => undefined;
  return {
    id: 'signed',
    title: 'Signed',
    words: { pullRequest: 'Pull request' },
    settingsForm: [
      {
        name: 'url',
        label: 'Address',
        kind: 'address',
        isRequired: true,
        help: 'Where it is.',
        example: 'https://signed.example',
        standard: 'https://signed.example',
      },
    ],
    credentialKinds: ['token', 'oauth', 'app', 'none'],
    capabilities: ['actions'],
    parseSettings(input) {
      const { url } = input as { readonly url?: unknown };
      if (typeof url === 'string' && URL.canParse(url)) return { url };
      throw new Failure(
        'rejected',
        'git-service',
        'The setting "url" must be an address such as https://signed.example.',
      );
    },
    links: () => ({
      repository: unlinked,
      commit: unlinked,
      branch: unlinked,
      tag: unlinked,
      file: unlinked,
      compare: unlinked,
    }),
    connect: (request) => connectionOf(service(), request),
    webhook: {
      recognises: () => false,
      verify: () => undefined,
      describe: () => ({ event: 'push', deliveryId: undefined }),
      read: () => ({ kind: 'ignore', reason: 'Nothing is read here.' }),
      manualSteps: () => [],
    },
    oauth: {
      endpoints: ({ url }) => ({ authorizeUrl: `${String(url)}/authorize`, tokenUrl: `${String(url)}/token` }),
      scopes: (purpose) => (purpose === 'person' ? ['write'] : ['read', 'hooks']),
      clientAuthentication: 'body',
      switchAccountParameters: { prompt: 'select_account' },
      registrationUrl: ({ url }) => `${String(url)}/applications`,
    },
    app: registrationOf(service),
    accounts: { service: ({ url }) => serviceAt(String(url)), noreply: 'github' },
  };
}

function connectionOf(service: SignedService, request: ConnectionRequest): GitServiceConnection {
  service.connections.push(request);
  function account(): string {
    const login = service.accountOf(request.credential);
    if (login !== undefined) return login;
    throw new Failure('unauthorized', 'git-service', 'Signed refused our credential.');
  }
  return {
    async check() {
      const { missingRights, expiresAt } = service;
      return { account: person(account()), version: '1.0', missingRights, expiresAt };
    },
    verifiedEmails: async () => service.verifiedEmails,
    async *listRepositories({ after } = {}) {
      for (let page = Number(after ?? 0); page < service.pages; page += 1) {
        account();
        const next = page + 1 < service.pages ? String(page + 1) : undefined;
        yield { repositories: [listed(page + 1, `acme/app-${page + 1}`)], raw: undefined, next };
      }
    },
    async findRepository() {
      account();
      return undefined;
    },
    gitAccess: async ({ cloneUrl }) => ({ url: cloneUrl, credential: { kind: 'none' } }),
    actions: actionsAs(account),
    tokenRotation: { rotate: async () => ({ token: new Secret('good'), expiresAt: service.expiresAt }) },
  };
}

const noDrafts = {
  kind: 'refuses',
  title: 'No drafts',
  operator: 'starts-with',
  text: 'wip/',
  isCertain: true,
} as const;

/** Whoever asks does everything, and it is theirs. */
function actionsAs(account: () => string): RepositoryActions {
  const opened = () => ({ ...pullRequestOf(7), author: person(account()) });
  return {
    branchRules: async () => ({ rules: [noDrafts], isForEveryName: true }),
    createBranch: async (_, name) => ({ name, head: hashOf(account().length), webUrl: undefined }),
    deleteBranch: async () => void account(),
    createPullRequest: async () => ({ pullRequest: opened(), shortcomings: [] }),
    pullRequestTemplates: async () => [{ name: 'default', text: `Written by ${account()}.` }],
    reviewersFor: async () => [person(account())],
    labels: async () => ['bug'],
    merge: async () => opened(),
    approve: async () => void account(),
  };
}

function registrationOf(service: () => SignedService): AppRegistration {
  return {
    form: ({ url }, wish) => ({
      action: `${String(url)}/apps/new?state=${wish.state}`,
      fields: { manifest: JSON.stringify({ name: wish.name, hook: wish.webhookUrl, setup: wish.setupUrl }) },
    }),
    async register({ url }, _network, code) {
      if (!service().codes.delete(code)) {
        throw new Failure('not-found', 'git-service', 'Signed does not know this code. Begin again.');
      }
      return {
        appId: 'client-1',
        slug: 'ours',
        name: 'Ours',
        webUrl: `${String(url)}/apps/ours`,
        clientSecret: service().nameSecret('client-secret'),
        privateKey: service().nameSecret('private-key'),
        webhookSecret: service().nameSecret('webhook-secret'),
      };
    },
    installUrl: ({ url }, slug, state) => `${String(url)}/apps/${slug}/installations/new?state=${state}`,
    installations: async () => service().installations,
  };
}
