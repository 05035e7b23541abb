/** Web pages of GitLab. */

import type { RemoteRepository, ServiceSettings } from '@branchline/domain';
import type { RepositoryLinks } from '../../../ports/git-service.ts';

/** Where people find the server, without a slash at the end; `parseSettings` has seen to it. */
export function urlOf(settings: ServiceSettings): string {
  return (settings as GitlabSettings).url;
}

/** What `parseSettings` makes. */
export type GitlabSettings = { readonly url: string };

/** `url` is where people find the server, for repositories whose page GitLab has not told. */
export function gitlabLinks(url: string): RepositoryLinks {
  const page = (repository: RemoteRepository, ...pieces: readonly string[]): string =>
    [repository.webUrl ?? `${url}/${encoded(repository.name)}`, ...pieces].join('/-/');
  return {
    repository: (repository) => page(repository),
    commit: (repository, hash) => page(repository, `commit/${hash}`),
    branch: (repository, name) => page(repository, `tree/${encoded(name)}`),
    tag: (repository, name) => page(repository, `tags/${encoded(name)}`),
    file: (repository, hash, path) => page(repository, `blob/${hash}/${encoded(path)}`),
    compare: (repository, from, to) => page(repository, `compare/${encoded(from)}...${encoded(to)}`),
  };
}

/** Piece by piece, so that slashes stay. */
function encoded(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/');
}
