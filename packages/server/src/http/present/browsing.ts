/** What a repository holds → the contract's shapes. */

import type { BlameView, BrowsedFileView, ChangesView, FolderView, ShownCommit } from '@branchline/contract';
import type { BlameStretch, FileContent, FolderEntry } from '@branchline/domain';
import { shownFileLimit } from '../../features/browsing/browse-repository.ts';
import type { RepositoryPlace } from '../../features/browsing/open-repository.ts';
import { pictureTypeOf } from '../../features/browsing/picture-type.ts';
import type { Changes } from '../../features/browsing/show-changes.ts';
import { presentFileChange } from './git-shapes.ts';

export function presentEntry({ size, ...entry }: FolderEntry): FolderView['entries'][number] {
  return { ...entry, size: size ?? null };
}

/** Text in UTF-8, or where it is none, in Latin-1, which any bytes are. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  }
}

/** A drawing is both a picture and text. */
export function presentFile(
  { path, size, isBinary, bytes }: FileContent,
  { commit, repository, links }: Pick<RepositoryPlace, 'repository' | 'links'> & { readonly commit: string },
): Pick<BrowsedFileView, 'path' | 'size' | 'kind' | 'text' | 'webUrl'> {
  const webUrl = links.file(repository, commit as Parameters<typeof links.file>[1], path) ?? null;
  const isPicture = bytes !== undefined && pictureTypeOf(bytes) !== undefined;
  const isShown = bytes !== undefined && size <= shownFileLimit;
  const text = isShown && !isBinary ? textOf(bytes) : null;
  const kind = isPicture ? 'image' : isBinary ? 'binary' : isShown ? 'text' : 'large';
  return { path, size, kind, text, webUrl };
}

export function presentStretch({ before, ...stretch }: BlameStretch): BlameView['stretches'][number] {
  return { ...stretch, before: before?.commit ?? null, pathBefore: before?.path ?? null };
}

/** The commits of a list by their hashes. */
export function byHash(commits: readonly ShownCommit[]): ReadonlyMap<string, ShownCommit> {
  return new Map(commits.map((commit) => [commit.hash, commit]));
}

export function presentChanges({ from, files, comparison }: Changes): Omit<ChangesView, 'repository' | 'commit'> {
  return {
    base: from ?? null,
    standing: comparison === undefined ? null : { ...comparison, mergeBase: comparison.mergeBase ?? null },
    files: files.found.map(presentFileChange),
    isCut: files.isCut,
  };
}
