/** Web pages of one repository: what an administrator wrote for it goes before what its service says. */

import { fillTemplate, type RemoteRepository, type WebLinkTemplates } from '@branchline/domain';
import type { RepositoryLinks } from '../git-service.ts';

/** For services that nobody knows any more. */
export const noLinks: RepositoryLinks = {
  repository: () => undefined,
  commit: () => undefined,
  branch: () => undefined,
  tag: () => undefined,
  file: () => undefined,
  compare: () => undefined,
};

/**
 * The links of one repository, whichever is asked for. A template with `{repository}` makes nothing where there is no
 * page of the repository.
 */
export function linksOfRepository(
  service: RepositoryLinks | undefined,
  repository: RemoteRepository & { readonly settings: { readonly webLinks: WebLinkTemplates } },
): RepositoryLinks {
  const told = service ?? noLinks;
  const own = repository.settings.webLinks;
  const page = own.repository ?? told.repository(repository) ?? repository.webUrl;
  function filled(template: string | undefined, values: Parameters<typeof fillTemplate>[2]): string | undefined {
    if (template === undefined || (page === undefined && template.includes('{repository}'))) return undefined;
    return fillTemplate(template, page ?? '', values);
  }
  const { pullRequest } = own;
  return {
    repository: () => page,
    commit: (_any, commit) => filled(own.commit, { commit }) ?? told.commit(repository, commit),
    branch: (_any, branch) => filled(own.branch, { branch }) ?? told.branch(repository, branch),
    tag: (_any, tag) => filled(own.tag, { tag }) ?? told.tag(repository, tag),
    file: (_any, commit, path) => filled(own.file, { commit, path }) ?? told.file(repository, commit, path),
    compare: (_any, base, head) => told.compare(repository, base, head),
    ...(pullRequest === undefined || (page === undefined && pullRequest.includes('{repository}'))
      ? {}
      : { pullRequest: (_any, id) => fillTemplate(pullRequest, page ?? '', { pullRequest: id }) }),
  };
}
