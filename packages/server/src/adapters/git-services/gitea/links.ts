/** Web pages of Gitea and Forgejo. */

import type { RemoteRepository } from '@branchline/domain';
import type { RepositoryLinks } from '../../../ports/git-service.ts';
import { encodedPath as encoded } from './settings.ts';

/** `url` is where people find the server, for repositories whose page the service has not told. */
export function familyLinks(url: string): RepositoryLinks {
  const page = (repository: RemoteRepository): string => repository.webUrl ?? `${url}/${encoded(repository.name)}`;
  return {
    repository: page,
    commit: (repository, hash) => `${page(repository)}/commit/${hash}`,
    branch: (repository, name) => `${page(repository)}/src/branch/${encoded(name)}`,
    tag: (repository, name) => `${page(repository)}/src/tag/${encoded(name)}`,
    file: (repository, hash, path) => `${page(repository)}/src/commit/${hash}/${encoded(path)}`,
    compare: (repository, base, head) => `${page(repository)}/compare/${encoded(base)}...${encoded(head)}`,
  };
}
