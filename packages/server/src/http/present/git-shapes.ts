/** Repositories, commits and changed files as pages show them → the contract's shapes. */

import type { FileChangeView, FileDiffView, ShownCommit, ShownRepository } from '@branchline/contract';
import { shownCloneUrl, shownName, type FileChange, type FileDiff } from '@branchline/domain';
import type { RepositoryPlace } from '../../features/browsing/open-repository.ts';
import type { CommitToShow } from '../../features/browsing/shown-commits.ts';
import { moment } from './repository.ts';

/** For the heading of a page. */
export function presentShownRepository({ repository, integrationName, links }: RepositoryPlace): ShownRepository {
  return {
    id: repository.id,
    name: shownName(repository),
    integrationName,
    webUrl: links.repository(repository) ?? null,
    cloneUrl: shownCloneUrl(repository.cloneUrl) ?? null,
    defaultBranch: repository.defaultBranch ?? null,
    indexedAt: moment(repository.indexedAt),
  };
}

/** The first line of a message. */
export function titleOf(message: string): string {
  return message.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
}

/** One commit of a list. */
export function presentShownCommit(
  { commit, person, links }: CommitToShow,
  place: Pick<RepositoryPlace, 'repository' | 'links'>,
): ShownCommit {
  const { hash, message, author, parents } = commit;
  return {
    hash,
    title: titleOf(message),
    message,
    author: { name: author.name, email: author.email, person: person ?? null },
    authoredAt: author.at.toISOString(),
    parents: [...parents],
    keys: links.map(({ key, foundIn }) => ({ key, foundIn })),
    webUrl: place.links.commit(place.repository, hash) ?? null,
  };
}

export function presentFileChange(file: FileChange): FileChangeView {
  return {
    path: file.path,
    previousPath: file.previousPath ?? null,
    change: file.change,
    linesAdded: file.linesAdded ?? null,
    linesRemoved: file.linesRemoved ?? null,
  };
}

/** @param file as it was asked about */
export function presentFileDiff(
  diff: FileDiff,
  file: { readonly path: string; readonly previousPath: string | undefined },
): FileDiffView {
  return {
    path: file.path,
    previousPath: file.previousPath ?? null,
    isBinary: diff.isBinary,
    isCut: diff.isCut,
    hunks: diff.hunks.map(({ lines, ...hunk }) => ({
      ...hunk,
      lines: lines.map(({ before, after, ...line }) => ({ ...line, before: before ?? null, after: after ?? null })),
    })),
  };
}
