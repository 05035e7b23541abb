/** A Git service for tests that has nothing but a list of repositories: as long, as slow to end and as broken as wanted. */

import { Failure, type ListedRepository, type RemoteRepository } from '@branchline/domain';
import type { GitServiceConnector, ListOptions, RepositoryPage } from '../ports/git-service.ts';

export interface ListedService {
  readonly connector: GitServiceConnector;
  /** What the service has, in the order of its list; tests change it as people would. */
  readonly repositories: ListedRepository[];
  /** Where each page that was asked for began. */
  readonly pagesAsked: number[];
  /** The page that fails next, by its number from 0; forgotten when it has. */
  failOnPage: number | undefined;
  /** Ids that are not in the ordinary list and can still be found. */
  readonly unlisted: ListedRepository[];
}

const pageSize = 100;

/** An entry of the list; `raw` is what a filter sees. */
export function listed(id: number, name: string, changes: Partial<ListedRepository> = {}): ListedRepository {
  const described = {
    remoteId: String(id),
    name,
    owner: name.slice(0, Math.max(0, name.lastIndexOf('/'))),
    cloneUrl: `https://git.example.com/${name}.git`,
    webUrl: `https://git.example.com/${name}`,
    isArchived: false,
    isEmpty: false,
    activeAt: new Date('2026-02-01T00:00:00Z'),
    mayAdminister: true,
    ...changes,
  };
  return { ...described, raw: { id, full_name: described.name, archived: described.isArchived } };
}

/** `count` repositories of one owner. */
export function manyListed(count: number, owner = 'acme'): ListedRepository[] {
  return Array.from({ length: count }, (_, place) => listed(place + 1, `${owner}/app-${place + 1}`));
}

/** Its id is `listed`. */
export function listedService(repositories: readonly ListedRepository[]): ListedService {
  const service: ListedService = {
    repositories: [...repositories],
    unlisted: [],
    pagesAsked: [],
    failOnPage: undefined,
    connector: connectorOf(() => service),
  };
  return service;
}

function connectorOf(service: () => ListedService): GitServiceConnector {
  return {
    id: 'listed',
    title: 'Listed',
    words: { pullRequest: 'Pull request' },
    settingsForm: [],
    credentialKinds: ['none'],
    capabilities: [],
    parseSettings: () => ({}),
    links: () => ({
      repository: ({ webUrl }: RemoteRepository) => webUrl,
      commit: () => undefined,
      branch: () => undefined,
      tag: () => undefined,
      file: () => undefined,
      compare: () => undefined,
    }),
    connect: ({ network, credential }) => ({
      check: async () => ({ account: undefined, version: undefined, missingRights: [], expiresAt: undefined }),
      listRepositories: (options) => pages(service(), options),
      findRepository: async (remoteId) =>
        [...service().repositories, ...service().unlisted].find((each) => each.remoteId === remoteId),
      gitAccess: async ({ cloneUrl }) => ({ url: cloneUrl, credential, network }),
    }),
  };
}

async function* pages(service: ListedService, { after, path }: ListOptions = {}): AsyncIterable<RepositoryPage> {
  const owner = /^\/orgs\/([^/]+)\/repos$/.exec(path ?? '')?.[1];
  const all = owner === undefined ? service.repositories : service.repositories.filter((each) => each.owner === owner);
  for (let page = Number(after ?? 0); ; page += 1) {
    service.pagesAsked.push(page);
    if (service.failOnPage === page) {
      service.failOnPage = undefined;
      throw new Failure('unavailable', 'git-service', 'Listed is not available at the moment.');
    }
    const repositories = all.slice(page * pageSize, (page + 1) * pageSize);
    const isLast = (page + 1) * pageSize >= all.length;
    yield { repositories, raw: repositories.map(({ raw }) => raw), next: isLast ? undefined : String(page + 1) };
    if (isLast) return;
  }
}
