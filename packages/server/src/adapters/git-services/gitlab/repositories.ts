/** Projects of GitLab, which are our repositories: listed page by page, and found by their stable numbers. */

import { Failure, type ListedRepository } from '@branchline/domain';
import { z } from 'zod';
import type { ListOptions, RepositoryPage } from '../../../ports/git-service.ts';
import { pathBelow } from '../../http-client/path-below.ts';
import { apiUrlOf, GitlabMoment, pageSize, pathWith, webAddressIn, type GitlabApi } from './api.ts';

const Access = z.object({ access_level: z.number() }).nullish();

/** Unknown fields stay: people write filters over all there is. */
export const GitlabProject = z.looseObject({
  id: z.number(),
  path_with_namespace: z.string(),
  http_url_to_repo: z.string().nullish(),
  web_url: z.string().nullish(),
  archived: z.boolean().nullish(),
  /** Set while a deletion waits for its day; nobody can push meanwhile. */
  marked_for_deletion_on: z.string().nullish(),
  empty_repo: z.boolean().nullish(),
  last_activity_at: GitlabMoment.nullish(),
  permissions: z.object({ project_access: Access, group_access: Access }).nullish(),
});
export type GitlabProject = z.infer<typeof GitlabProject>;

/** https://docs.gitlab.com/api/access_requests/#valid-access-levels. Maintainers make webhooks. */
export const accessLevels = { reporter: 20, maintainer: 40 } as const;

export function repositoryFromGitlab(project: GitlabProject, url: string): ListedRepository {
  const name = project.path_with_namespace;
  return {
    remoteId: String(project.id),
    name,
    cloneUrl: webAddressIn(project.http_url_to_repo, undefined) ?? `${url}/${name}.git`,
    webUrl: webAddressIn(project.web_url, undefined),
    owner: name.slice(0, Math.max(name.lastIndexOf('/'), 0)),
    isArchived: project.archived === true || typeof project.marked_for_deletion_on === 'string',
    isEmpty: project.empty_repo === true,
    activeAt: project.last_activity_at ?? undefined,
    mayAdminister: mayAdminister(project),
    raw: project,
  };
}

/** Undefined where GitLab names no membership: an administrator of the server may everything without one. */
function mayAdminister({ permissions }: GitlabProject): boolean | undefined {
  const levels = [permissions?.project_access, permissions?.group_access].flatMap(
    (access) => access?.access_level ?? [],
  );
  return levels.length === 0 ? undefined : Math.max(...levels) >= accessLevels.maintainer;
}

// By ids, and not by numbers of pages: a page then costs the same wherever it is, and projects that are made or
// deleted meanwhile shift nothing. Without `membership` it would be every public project of the server.
const everyProject = pathWith('/projects', {
  membership: 'true',
  order_by: 'id',
  sort: 'asc',
  pagination: 'keyset',
  per_page: String(pageSize),
});

export async function* listProjects(api: GitlabApi, options: ListOptions = {}): AsyncIterable<RepositoryPage> {
  const isOurs = options.path === undefined;
  let path: string | undefined = firstPath(api, options);
  while (path !== undefined) {
    const answered: { readonly items: readonly Raw[]; readonly next: string | undefined } = await api.page(path, Raw);
    const { items } = answered;
    const last = items.at(-1)?.project.id;
    // Going on behind the last id instead of where the link leads survives any proxy.
    const goesOn = answered.next !== undefined && (!isOurs || last !== undefined);
    const next: string | undefined = goesOn && isOurs ? String(last) : answered.next;
    yield {
      repositories: items.map(({ project, raw }) => ({ ...repositoryFromGitlab(project, api.url), raw })),
      raw: items.map(({ raw }) => raw),
      next: goesOn ? next : undefined,
    };
    path = goesOn && next !== undefined ? pathBehind(api, options.path, next) : undefined;
  }
}

/** An entry both ways: as the service sent it, and as we read it. */
const Raw = z.unknown().transform((raw, context) => {
  const parsed = GitlabProject.safeParse(raw);
  if (parsed.success) return { project: parsed.data, raw };
  for (const { path, message } of parsed.error.issues) context.addIssue({ code: 'custom', path, message });
  return z.NEVER;
});
type Raw = z.infer<typeof Raw>;

function firstPath(api: GitlabApi, { path, after }: ListOptions): string {
  if (after !== undefined) return pathBehind(api, path, after);
  if (path === undefined) return everyProject;
  const own = pathWithin(api, path);
  return own.includes('per_page=') ? own : pathWith(own, { per_page: String(pageSize) });
}

function pathBehind(api: GitlabApi, path: string | undefined, after: string): string {
  return path === undefined ? pathWith(everyProject, { id_after: after }) : pathWithin(api, after);
}

/** The path below the API's address, which people may write with `/api/v4` in front. */
function pathWithin(api: GitlabApi, path: string): string {
  const below = pathBelow(apiUrlOf(api.url), path.trim().replace(/^\/api\/v4(?=\/)/, ''));
  if (below === undefined) {
    const example = '/groups/acme/projects?include_subgroups=true';
    const message = `The path "${path}" does not lie below GitLab's API. Write it like this: ${example}.`;
    throw new Failure('rejected', 'git-service', message);
  }
  return below;
}

/** Wherever it has moved; undefined when it is gone or our account may not see it. */
export async function findProject(api: GitlabApi, remoteId: string): Promise<ListedRepository | undefined> {
  try {
    const { project, raw } = await api.get(`/projects/${encodeURIComponent(remoteId)}`, Raw);
    return { ...repositoryFromGitlab(project, api.url), raw };
  } catch (failure) {
    if (failure instanceof Failure && failure.kind === 'not-found') return undefined;
    throw failure;
  }
}
