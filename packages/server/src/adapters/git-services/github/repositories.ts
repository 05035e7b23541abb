/** GitHub's repositories in our words, and their lists, page by page. */

import { Failure, type ListedRepository, type RemoteRepository } from '@branchline/domain';
import type { ListOptions, RepositoryPage } from '../../../ports/git-service.ts';
import { pathBelow } from '../../http-client/path-below.ts';
import { pageSize, RepositoryEntry, RepositoryList, type GitHubApi, type ListPage } from './api.ts';

/**
 * Lists without `next` of an earlier walk begin here. In the order of creation, what is made, renamed or pushed to
 * meanwhile moves nothing that is still to come.
 */
const listOfAccount = `/user/repos?affiliation=owner,collaborator,organization_member&sort=created&direction=asc&per_page=${pageSize}`;
const listOfInstallation = `/installation/repositories?per_page=${pageSize}`;

export async function* listRepositories(
  api: GitHubApi,
  of: 'account' | 'installation',
  { after, path }: ListOptions = {},
): AsyncIterable<RepositoryPage> {
  const standard = of === 'account' ? listOfAccount : listOfInstallation;
  let next: string | undefined = after ?? (path === undefined ? standard : ownList(path));
  if (after !== undefined) refuseElsewhere(after);
  while (next !== undefined) {
    const page: ListPage<RepositoryList> | undefined = await api.page(next, RepositoryList);
    if (page === undefined) return;
    next = page.next;
    yield { repositories: entriesIn(page.answer).map((entry) => listedFrom(entry, of)), raw: page.answer, next };
  }
}

/** Undocumented but stable: it is where GitHub redirects from former names. */
export async function findRepository(
  api: GitHubApi,
  of: 'account' | 'installation',
  remoteId: string,
): Promise<ListedRepository | undefined> {
  if (!/^\d{1,16}$/.test(remoteId)) return undefined;
  const entry = await api.find(`/repositories/${remoteId}`, RepositoryEntry);
  return entry === undefined ? undefined : listedFrom(entry, of);
}

function entriesIn(list: RepositoryList): readonly RepositoryEntry[] {
  if (Array.isArray(list)) return list;
  return 'repositories' in list ? (list.repositories as RepositoryEntry[]) : list.items;
}

function listedFrom(entry: RepositoryEntry, of: 'account' | 'installation'): ListedRepository {
  const active = Date.parse(entry.pushed_at ?? entry.updated_at ?? '');
  return {
    ...remoteRepositoryFrom(entry),
    owner: entry.full_name.slice(0, entry.full_name.lastIndexOf('/')),
    isArchived: (entry.archived ?? false) || (entry.disabled ?? false),
    isEmpty: entry.pushed_at === null,
    activeAt: Number.isNaN(active) ? undefined : new Date(active),
    // An app has one webhook for all; repositories have nothing to say about that.
    mayAdminister: of === 'account' ? (entry.permissions?.admin ?? undefined) : undefined,
    raw: entry,
  };
}

export function remoteRepositoryFrom(
  entry: Pick<RepositoryEntry, 'id' | 'full_name' | 'clone_url' | 'html_url'>,
): RemoteRepository {
  return {
    remoteId: String(entry.id),
    name: entry.full_name,
    cloneUrl: entry.clone_url,
    webUrl: entry.html_url,
  };
}

/** A list that somebody chose, with full pages. */
function ownList(path: string): string {
  refuseElsewhere(path);
  const [place = '', search = ''] = path.split('?', 2);
  const query = new URLSearchParams(search);
  if (!query.has('per_page')) query.set('per_page', String(pageSize));
  return `${place}?${query.toString()}`;
}

/** What lies below an API with a path of its own lies below any. */
const someApi = 'https://api.invalid/base';

/** Only what is below the API's address may see our credential. */
function refuseElsewhere(path: string): void {
  if (!path.includes('#') && pathBelow(someApi, path) !== undefined) return;
  throw new Failure(
    'rejected',
    'git-service',
    `The path "${path}" is no list of GitHub's API. Give path and query below the API's address, such as /orgs/acme/repos.`,
  );
}
