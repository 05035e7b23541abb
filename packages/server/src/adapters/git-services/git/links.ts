/** Web pages of plain git repositories, from templates of the administrator or of a well-known kind of server. */

import { encodedPath, fillTemplate, parseCloneAddress, type RemoteRepository } from '@branchline/domain';
import type { RepositoryLinks } from '../../../ports/git-service.ts';

/** Templates; each is an address with `{repository}`, `{commit}`, `{branch}`, `{tag}` and `{path}` in it. */
interface LinkTemplates {
  /** The repository's page. Without it, the clone address without `.git`, over https. */
  readonly repository?: string | undefined;
  readonly commit?: string | undefined;
  readonly branch?: string | undefined;
  readonly tag?: string | undefined;
  readonly file?: string | undefined;
}

/** What the administrator set: a preset, templates, or templates that go before those of a preset. */
export interface WebLinks extends LinkTemplates {
  readonly preset?: PresetName | undefined;
}

/** Where pages are, by the kind of server; the pages of these servers' own documentation and of their clone addresses. */
const presets = {
  'azure-devops': {
    commit: '{repository}/commit/{commit}',
    branch: '{repository}?version=GB{branch}',
    tag: '{repository}?version=GT{tag}',
    file: '{repository}?path=/{path}&version=GC{commit}',
  },
  bitbucket: {
    commit: '{repository}/commits/{commit}',
    branch: '{repository}/branch/{branch}',
    tag: '{repository}/commits/tag/{tag}',
    file: '{repository}/src/{commit}/{path}',
  },
  'bitbucket-data-center': {
    commit: '{repository}/commits/{commit}',
    branch: '{repository}/browse?at=refs/heads/{branch}',
    tag: '{repository}/browse?at=refs/tags/{tag}',
    file: '{repository}/browse/{path}?at={commit}',
  },
  cgit: {
    commit: '{repository}/commit/?id={commit}',
    branch: '{repository}/log/?h={branch}',
    tag: '{repository}/tag/?h={tag}',
    file: '{repository}/tree/{path}?id={commit}',
  },
  gitea: {
    commit: '{repository}/commit/{commit}',
    branch: '{repository}/src/branch/{branch}',
    tag: '{repository}/src/tag/{tag}',
    file: '{repository}/src/commit/{commit}/{path}',
  },
  github: {
    commit: '{repository}/commit/{commit}',
    branch: '{repository}/tree/{branch}',
    tag: '{repository}/releases/tag/{tag}',
    file: '{repository}/blob/{commit}/{path}',
  },
  gitiles: {
    commit: '{repository}/+/{commit}',
    branch: '{repository}/+/refs/heads/{branch}',
    tag: '{repository}/+/refs/tags/{tag}',
    file: '{repository}/+/{commit}/{path}',
  },
  gitlab: {
    commit: '{repository}/-/commit/{commit}',
    branch: '{repository}/-/tree/{branch}',
    tag: '{repository}/-/tags/{tag}',
    file: '{repository}/-/blob/{commit}/{path}',
  },
  gitweb: {
    commit: '{repository};a=commit;h={commit}',
    branch: '{repository};a=shortlog;h=refs/heads/{branch}',
    tag: '{repository};a=shortlog;h=refs/tags/{tag}',
    file: '{repository};a=blob;hb={commit};f={path}',
  },
  gogs: {
    commit: '{repository}/commit/{commit}',
    branch: '{repository}/src/{branch}',
    tag: '{repository}/src/{tag}',
    file: '{repository}/src/{commit}/{path}',
  },
} as const satisfies Readonly<Record<string, LinkTemplates>>;

export type PresetName = keyof typeof presets;

export const presetNames = Object.keys(presets) as readonly PresetName[];

/** Links as the administrator set them; without any setting there are none. */
export function linksFrom({ preset, ...own }: WebLinks): RepositoryLinks {
  const defined = Object.fromEntries(Object.entries(own).filter(([, template]) => template !== undefined));
  const templates: LinkTemplates = { ...(preset === undefined ? {} : presets[preset]), ...defined };
  const isSet = Object.keys(templates).length > 0;
  const page = (repository: RemoteRepository): string | undefined =>
    isSet ? (templates.repository ?? pageOf(repository.cloneUrl)) : undefined;
  const link = (kind: keyof LinkTemplates, repository: RemoteRepository, values: Readonly<Record<string, string>>) => {
    const template = templates[kind];
    const base = page(repository);
    if (template === undefined || (base === undefined && template.includes('{repository}'))) return undefined;
    return fillTemplate(template, base ?? '', values);
  };
  return {
    repository: page,
    commit: (repository, commit) => link('commit', repository, { commit }),
    branch: (repository, branch) => link('branch', repository, { branch }),
    tag: (repository, tag) => link('tag', repository, { tag }),
    file: (repository, commit, path) => link('file', repository, { commit, path }),
    compare: () => undefined,
  };
}

/** The page a clone address most likely has; undefined for a folder. */
function pageOf(cloneUrl: string): string | undefined {
  const address = parseCloneAddress(cloneUrl);
  if (address.kind === 'refused' || address.kind === 'folder') return undefined;
  if (address.kind !== 'ssh') return address.url.replace(/\/?(?:\.git)?\/?$/, '');
  const start = /^ssh:/i.test(address.url) ? /^ssh:\/\/[^/]*/i : /^(?:[^@/:]+@)?(?:\[[^\]]*\]|[^:/]+):/;
  const path = address.url.replace(start, '');
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `https://${host}/${encodedPath(path.replace(/^\/+/, '').replace(/\/?(?:\.git)?\/?$/, ''))}`;
}
