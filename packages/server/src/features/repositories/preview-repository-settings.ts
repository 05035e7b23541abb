/** Shows what settings would come to with what a repository really has; nothing is saved. */

import { tagCounter, tagNameOfRef, type RepositoryId, type RepositorySettings } from '@branchline/domain';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import { linksOfRepository } from '../../ports/git-service/repository-links.ts';
import type { Tables } from '../../ports/store.ts';
import type { RepositorySamples } from '../../ports/store/repository-settings.ts';

export interface PreviewRepositorySettingsDeps {
  readonly store: Tables;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
}

/** A page of something; `about` is the hash, path or name it is shown with. */
export interface PreviewedLink {
  readonly kind: 'repository' | 'commit' | 'file' | 'branch' | 'tag' | 'pullRequest';
  readonly about: string;
  readonly url: string | undefined;
}

export interface RepositorySettingsPreview {
  readonly links: readonly PreviewedLink[];
  readonly counted: readonly string[];
  readonly leftOut: readonly string[];
}

/** Where the repository has none of a kind yet. */
const stand = { commit: '0123456789abcdef0123456789abcdef01234567', path: 'README.md', branch: 'main', tag: 'v1.0' };

function linksFor(
  links: ReturnType<typeof linksOfRepository>,
  name: string,
  has: RepositorySamples,
): readonly PreviewedLink[] {
  const commit = has.commit ?? (stand.commit as NonNullable<RepositorySamples['commit']>);
  const { path = stand.path, branch = stand.branch, tag = stand.tag, pullRequest } = has;
  // Only the link of the service itself needs the repository, and that one knows which it is for.
  const any = { remoteId: '', name, cloneUrl: '', webUrl: undefined };
  const told: readonly PreviewedLink[] = [
    { kind: 'repository', about: name, url: links.repository(any) },
    { kind: 'commit', about: commit, url: links.commit(any, commit) },
    { kind: 'file', about: path, url: links.file(any, commit, path) },
    { kind: 'branch', about: branch, url: links.branch(any, branch) },
    { kind: 'tag', about: tag, url: links.tag(any, tag) },
  ];
  const own = links.pullRequest;
  if (own === undefined) return told;
  const id = pullRequest ?? '1';
  return [...told, { kind: 'pullRequest', about: id, url: own(any, id) }];
}

/** Undefined when there is no such repository. */
export async function previewRepositorySettings(
  { store, connectors }: PreviewRepositorySettingsDeps,
  id: RepositoryId,
  settings: RepositorySettings,
): Promise<RepositorySettingsPreview | undefined> {
  const repository = await store.repositories.get(id);
  const integration = repository && (await store.integrations.get(repository.integrationId));
  if (repository === undefined || integration === undefined) return undefined;
  const service = connectors.get(integration.connector)?.links(integration.settings);
  const links = linksOfRepository(service, { ...repository, settings });
  const [samples, heads] = await Promise.all([store.repositorySettings.samples(id), store.repositories.heads(id)]);
  const tags = heads.flatMap(({ ref }) => tagNameOfRef(ref) ?? []);
  const counts = tagCounter(settings.tags);
  return {
    links: linksFor(links, repository.name, samples),
    counted: tags.filter(counts),
    leftOut: tags.filter((name) => !counts(name)),
  };
}
