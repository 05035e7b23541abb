/** Pages of GitHub about things that were found by git, which GitHub therefore never handed us a link for. */

import type { RepositoryLinks } from '../../../ports/git-service.ts';
import { encodePath } from './api.ts';

export function linksBelow(url: string): RepositoryLinks {
  const page: RepositoryLinks['repository'] = ({ webUrl, name }) => webUrl ?? `${url}/${encodePath(name)}`;
  return {
    repository: page,
    commit: (repository, hash) => `${page(repository)}/commit/${hash}`,
    branch: (repository, name) => `${page(repository)}/tree/${encodePath(name)}`,
    tag: (repository, name) => `${page(repository)}/releases/tag/${encodePath(name)}`,
    file: (repository, hash, path) => `${page(repository)}/blob/${hash}/${encodePath(path)}`,
    compare: (repository, base, head) => `${page(repository)}/compare/${encodePath(base)}...${encodePath(head)}`,
  };
}
