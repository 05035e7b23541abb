/** The connector of Pocket: what a sixth Git service needs besides its `api.ts` and one line in the registry. */

import { Failure, type RemoteRepository, type ServiceSettings } from '@branchline/domain';
import { z } from 'zod';
import type { Network } from '../../adapters/http-client/network.ts';
import { pathBelow } from '../../adapters/http-client/path-below.ts';
import type {
  ChangedSince,
  ConnectionCheck,
  ConnectionRequest,
  GitServiceConnection,
  GitServiceConnector,
  ListOptions,
  PullRequestPage,
  RepositoryLinks,
  RepositoryPage,
} from '../../ports/git-service.ts';
import {
  PocketAccount,
  pocketApi,
  PocketPullRequest,
  PocketRepository,
  personFromPocket,
  pullRequestFromPocket,
  repositoryFromPocket,
  type PocketApi,
} from './api.ts';

const Settings = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });

export function pocket(network: Network): GitServiceConnector {
  return {
    id: 'pocket',
    title: 'Pocket',
    words: { pullRequest: 'Pull request' },
    settingsForm: [
      {
        name: 'url',
        label: 'Address',
        kind: 'address',
        isRequired: true,
        help: 'The address under which you open Pocket.',
        example: 'https://pocket.example.com',
        standard: undefined,
      },
    ],
    credentialKinds: ['token'],
    capabilities: ['pull-requests'],
    parseSettings,
    links: (settings) => linksFrom(urlOf(settings)),
    connect: (request) => connect(network, request),
  };
}

function parseSettings(input: unknown): ServiceSettings {
  const parsed = Settings.safeParse(input);
  const url = parsed.success ? URL.parse(parsed.data.url) : null;
  if (url === null || url.username !== '' || url.password !== '') {
    const message = 'The setting "url" must be the address of Pocket. Example: https://pocket.example.com.';
    throw new Failure('rejected', 'git-service', message);
  }
  return { url: url.href.replace(/\/$/, '') };
}

function urlOf(settings: ServiceSettings): string {
  return String(settings['url']);
}

function linksFrom(url: string): RepositoryLinks {
  const page = ({ webUrl, name }: RemoteRepository): string => webUrl ?? `${url}/${name}`;
  const piecewise = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
  return {
    repository: page,
    commit: (repository, hash) => `${page(repository)}/commit/${hash}`,
    branch: (repository, name) => `${page(repository)}/branch/${piecewise(name)}`,
    tag: (repository, name) => `${page(repository)}/tag/${piecewise(name)}`,
    file: (repository, hash, path) => `${page(repository)}/file/${hash}/${piecewise(path)}`,
    compare: (repository, base, head) => `${page(repository)}/compare/${piecewise(base)}...${piecewise(head)}`,
  };
}

function connect(network: Network, request: ConnectionRequest): GitServiceConnection {
  const { settings, credential, budget } = request;
  if (credential.kind !== 'token') throw new Failure('rejected', 'git-service', 'Pocket takes an access token.');
  const baseUrl = `${urlOf(settings)}/api`;
  const http = network.client({ name: 'Pocket', baseUrl, settings: request.network, budget, for: request.for });
  const api = pocketApi(http, baseUrl, credential.token);
  return {
    check: () => check(api),
    listRepositories: (options) => listRepositories(api, baseUrl, options),
    findRepository: (remoteId) =>
      orUndefined(api.get(`/repositories/${remoteId}`, PocketRepository).then((one) => repositoryFromPocket(one, one))),
    // Our token goes to the address in the settings, whatever the service says of itself.
    gitAccess: async ({ name }) => ({
      url: `${urlOf(settings)}/${name}.git`,
      credential: { kind: 'user-and-password', user: 'token', password: credential.token },
      network: request.network,
      refs: ['refs/heads/*', 'refs/tags/*', 'refs/notes/*', 'refs/pull/*/head'],
    }),
    pullRequests: {
      get: ({ remoteId: repository }, remoteId) =>
        orUndefined(
          api
            .get(`/repositories/${repository}/pull-requests/${remoteId}`, PocketPullRequest)
            .then(pullRequestFromPocket),
        ),
      changedSince: (repository, wanted) => changedSince(api, repository, wanted),
    },
  };
}

async function check(api: PocketApi): Promise<ConnectionCheck> {
  const account = await api.get('/me', PocketAccount);
  const without = 'nothing can be read';
  const missingRights = account.rights.includes('read')
    ? []
    : [{ name: 'read', weight: 'needed', without, grantUrl: undefined } as const];
  return { account: personFromPocket(account), version: account.version, missingRights, expiresAt: undefined };
}

async function* listRepositories(
  api: PocketApi,
  baseUrl: string,
  { after, path = '/repositories' }: ListOptions = {},
): AsyncIterable<RepositoryPage> {
  const below = pathBelow(baseUrl, path);
  if (below === undefined)
    throw new Failure('rejected', 'git-service', `The path "${path}" does not lie below the API of Pocket.`);
  for (let at: string | undefined = after ?? below; at !== undefined;) {
    const { items = [], next }: Awaited<ReturnType<typeof api.page<unknown>>> = await api.page(at, z.unknown());
    const repositories = items.map((raw) => {
      const parsed = PocketRepository.safeParse(raw);
      if (parsed.success) return repositoryFromPocket(parsed.data, raw);
      throw new Failure('invalid-response', 'git-service', 'Pocket listed something that is no repository.');
    });
    yield { repositories, raw: items, next };
    at = next;
  }
}

async function* changedSince(
  api: PocketApi,
  { remoteId }: RemoteRepository,
  { since, after, validator }: ChangedSince,
): AsyncIterable<PullRequestPage> {
  const first = `/repositories/${remoteId}/pull-requests?since=${(since ?? new Date(0)).toISOString()}`;
  for (let at: string | undefined = after ?? first; at !== undefined;) {
    const page: Awaited<ReturnType<typeof api.page<z.infer<typeof PocketPullRequest>>>> = await api.page(
      at,
      PocketPullRequest,
      at === first ? validator : undefined,
    );
    const pullRequests = (page.items ?? []).map(pullRequestFromPocket);
    yield { pullRequests, next: page.next, validator: at === first ? page.etag : undefined };
    at = page.next;
  }
}

async function orUndefined<Answer>(asked: Promise<Answer>): Promise<Answer | undefined> {
  return asked.catch((failure: unknown) => {
    if (failure instanceof Failure && failure.kind === 'not-found') return undefined;
    throw failure;
  });
}
