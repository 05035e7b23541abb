/** Lists and finds repositories, and says how git fetches them. */

import {
  Failure,
  Secret,
  type Credential,
  type GitAccess,
  type ListedRepository,
  type NetworkSettings,
  type RemoteRepository,
} from '@branchline/domain';
import { z } from 'zod';
import type { ListOptions, RepositoryPage } from '../../../ports/git-service.ts';
import { pathBelow } from '../../http-client/path-below.ts';
import { apiUrlOf, withPage, type FamilyApi } from './api.ts';
import { encodedPath } from './settings.ts';
import { Repository } from './shapes.ts';

/** Those the account owns, works on, or reaches through a team. */
const ownList = '/user/repos';

/** Lists are bare, searches are wrapped. The entries stay as they are for filters that people write. */
const List = z.union([z.array(z.unknown()), z.object({ data: z.array(z.unknown()).nullable() })]);

export async function* listRepositories(api: FamilyApi, options: ListOptions = {}): AsyncIterable<RepositoryPage> {
  const first = (): string => withPage(listBelow(api, options.path ?? ownList), 1);
  let next: string | undefined = options.after === undefined ? first() : listBelow(api, options.after);
  while (next !== undefined) {
    const page: Awaited<ReturnType<typeof listPage>> = await listPage(api, next);
    yield page;
    next = page.next;
  }
}

async function listPage(api: FamilyApi, path: string): Promise<RepositoryPage> {
  const { answer, next } = await api.page(path, List, (list) => entriesOf(list).length);
  const entries = entriesOf(answer).map((raw) => ({ raw, parsed: Repository.safeParse(raw) }));
  const foreign = entries.find(({ parsed }) => !parsed.success);
  if (foreign !== undefined) {
    const message = `The list at ${path.split('?', 1)[0]} holds entries that are no repositories.`;
    throw new Failure('invalid-response', 'git-service', message);
  }
  const repositories = entries.flatMap(({ raw, parsed }) => (parsed.success ? [listedFrom(parsed.data, raw)] : []));
  return { repositories, raw: answer, next };
}

function entriesOf(list: z.infer<typeof List>): readonly unknown[] {
  return Array.isArray(list) ? list : (list.data ?? []);
}

/** @throws Failure `rejected` when it leads elsewhere than into the API */
function listBelow({ url }: FamilyApi, path: string): string {
  const below = path === '/' ? undefined : pathBelow(apiUrlOf(url), path);
  if (below !== undefined) return below;
  const message = `The path "${path.slice(0, 200)}" is none of this service's API.`;
  throw new Failure('rejected', 'git-service', `${message} One that is: "/orgs/acme/repos".`);
}

export function listedFrom(repository: Repository, raw: unknown): ListedRepository {
  const { full_name: name, archived, empty, updated_at, permissions } = repository;
  return {
    ...remoteFrom(repository),
    owner: name.slice(0, Math.max(name.lastIndexOf('/'), 0)),
    isArchived: archived ?? false,
    isEmpty: empty ?? false,
    activeAt: updated_at,
    mayAdminister: permissions?.admin,
    raw,
  };
}

export function remoteFrom({ id, full_name, clone_url, html_url }: Repository): RemoteRepository {
  return { remoteId: String(id), name: full_name, cloneUrl: clone_url, webUrl: html_url || undefined };
}

export async function findRepository(api: FamilyApi, remoteId: string): Promise<ListedRepository | undefined> {
  if (!/^\d+$/.test(remoteId)) return undefined;
  const raw = await api.find(`/repositories/${remoteId}`, z.unknown());
  const parsed = Repository.safeParse(raw);
  if (raw !== undefined && !parsed.success) {
    throw new Failure('invalid-response', 'git-service', `The service does not describe repository ${remoteId}.`);
  }
  return parsed.success ? listedFrom(parsed.data, raw) : undefined;
}

/** `owner/name`, ready to be put into a path of the API. */
export function repositoryPath(repository: Pick<RemoteRepository, 'name'>): string {
  return `/repos/${encodedPath(repository.name)}`;
}

/** Branches, tags, notes, and the heads of pull requests. */
const mirroredRefs = ['refs/heads/*', 'refs/tags/*', 'refs/notes/*', 'refs/pull/*/head'];

// The server looks at the password only when it is a token; the user's name may be anything but empty.
const anyUser = 'oauth2';

export function gitAccess(
  url: string,
  credential: Credential,
  network: NetworkSettings,
  { cloneUrl, name }: RemoteRepository,
): GitAccess {
  // Where the server calls itself something else than we do, our credential must not follow that name.
  const isOurs = URL.parse(cloneUrl)?.origin === new URL(url).origin;
  return {
    url: isOurs ? cloneUrl : `${url}/${encodedPath(name)}.git`,
    credential: credentialForGit(credential),
    network,
    refs: mirroredRefs,
  };
}

function credentialForGit(credential: Credential): Credential {
  if (credential.kind === 'token') return { kind: 'user-and-password', user: anyUser, password: credential.token };
  if (credential.kind === 'oauth') {
    return { kind: 'user-and-password', user: anyUser, password: credential.accessToken };
  }
  return credential;
}

/** As the API takes it; undefined for none. */
export function authorizationFrom(
  credential: Credential,
): { readonly scheme: 'token' | 'Bearer' | 'Basic'; readonly secret: Secret } | undefined {
  switch (credential.kind) {
    case 'token':
      return { scheme: 'token', secret: credential.token };
    case 'oauth':
      return { scheme: 'Bearer', secret: credential.accessToken };
    case 'user-and-password': {
      const pair = `${credential.user}:${credential.password.reveal()}`;
      return { scheme: 'Basic', secret: new Secret(Buffer.from(pair).toString('base64')) };
    }
    default:
      throw new Failure(
        'rejected',
        'git-service',
        `This service takes no credential of the kind "${credential.kind}".`,
      );
  }
}
