/** Sorts, groups and filters the files that an issue's commits changed, as one list of lines for the page. */

import type { RolledUpFile } from '@branchline/contract';
import { texts } from './texts.ts';

export const fileSorts = ['path', 'changed', 'added', 'removed', 'commits', 'latest'] as const;
export type FileSort = (typeof fileSorts)[number];

export const fileGroupings = [
  'tree',
  'none',
  'repository',
  'extension',
  'change',
  'extension-change',
  'change-extension',
  'person',
] as const;
export type FileGrouping = (typeof fileGroupings)[number];

export interface FileArrangement {
  readonly sort: FileSort;
  readonly group: FileGrouping;
  /** Part of a path, in any case; empty for all. */
  readonly search: string;
  /** Keys of the groups that are folded. */
  readonly folded: ReadonlySet<string>;
}

export type FileLine =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly depth: number;
      readonly label: string;
      readonly isFolded: boolean;
      readonly fileCount: number;
      readonly linesAdded: number;
      readonly linesRemoved: number;
    }
  | {
      readonly kind: 'file';
      readonly key: string;
      readonly depth: number;
      readonly label: string;
      readonly file: RolledUpFile;
    };

/** @param nameOf a repository's name by its id */
export function arrangeFiles(
  files: readonly RolledUpFile[],
  arrangement: FileArrangement,
  nameOf: (repositoryId: number) => string,
): readonly FileLine[] {
  const wanted = arrangement.search.trim().toLowerCase();
  const found = wanted === '' ? files : files.filter((file) => isFound(file, wanted));
  const sorted = [...found].sort((a, b) => compare(a, b, arrangement.sort));
  const { group } = arrangement;
  if (group === 'none') return sorted.map((file) => lineOf(file, 0, file.path));
  if (group === 'tree') return treeLines(sorted, arrangement, nameOf);
  const groups = groupsOf(sorted, (file) => labelsOf(file, group, nameOf));
  return [...groups]
    .sort(([a], [b]) => byWords(a, b))
    .flatMap(([label, members]) => {
      const key = `${group} ${label}`;
      const heading = headingOf(key, 0, label, members, arrangement.folded);
      return heading.isFolded ? [heading] : [heading, ...members.map((file) => lineOf(file, 1, file.path, key))];
    });
}

function isFound({ path, previousPath }: RolledUpFile, wanted: string): boolean {
  return path.toLowerCase().includes(wanted) || (previousPath?.toLowerCase().includes(wanted) ?? false);
}

/** The most first; equal ones by path. */
function compare(a: RolledUpFile, b: RolledUpFile, sort: FileSort): number {
  const distance = sort === 'path' ? 0 : weightOf(b, sort) - weightOf(a, sort);
  return distance === 0 ? byWords(a.path, b.path) || a.repositoryId - b.repositoryId : distance;
}

function weightOf(file: RolledUpFile, sort: Exclude<FileSort, 'path'>): number {
  if (sort === 'commits') return file.commits.length;
  if (sort === 'latest') return Date.parse(file.lastChangedAt);
  const added = sort === 'removed' ? 0 : file.linesAdded;
  return added + (sort === 'added' ? 0 : file.linesRemoved);
}

function byWords(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function labelsOf(
  file: RolledUpFile,
  group: Exclude<FileGrouping, 'none' | 'tree'>,
  nameOf: (repositoryId: number) => string,
): readonly string[] {
  const change = texts.change[file.change];
  const extension = extensionOf(file.path);
  if (group === 'repository') return [nameOf(file.repositoryId)];
  if (group === 'person') return file.people;
  if (group === 'extension') return [extension];
  if (group === 'change') return [change];
  return [group === 'extension-change' ? `${extension} · ${change}` : `${change} · ${extension}`];
}

/** `.ts`, `.gz`; names that only begin with a dot have none. */
function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : texts.rollUp.noExtension;
}

/** A file may be in several groups: several people changed it. */
function groupsOf(
  files: readonly RolledUpFile[],
  labels: (file: RolledUpFile) => readonly string[],
): ReadonlyMap<string, readonly RolledUpFile[]> {
  const groups = new Map<string, RolledUpFile[]>();
  for (const file of files) {
    for (const label of labels(file)) {
      const members = groups.get(label);
      if (members === undefined) groups.set(label, [file]);
      else members.push(file);
    }
  }
  return groups;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: RolledUpFile[];
}

/** Folders before files; a folder that holds nothing but one folder stands on one line with it. */
function treeLines(
  sorted: readonly RolledUpFile[],
  { folded }: FileArrangement,
  nameOf: (repositoryId: number) => string,
): readonly FileLine[] {
  const repositories = groupsOf(sorted, ({ repositoryId }) => [String(repositoryId)]);
  if (repositories.size < 2) return [...repositories].flatMap(([id, files]) => linesIn(folderOf(files), id, 0, folded));
  const named = [...repositories].map(([id, files]) => ({ id, files, name: nameOf(Number(id)) }));
  return named
    .sort((a, b) => byWords(a.name, b.name))
    .flatMap(({ id, files, name }) => {
      const heading = headingOf(`tree ${id}`, 0, name, files, folded);
      return heading.isFolded ? [heading] : [heading, ...linesIn(folderOf(files), id, 1, folded)];
    });
}

function folderOf(files: readonly RolledUpFile[]): Folder {
  const top: Folder = { folders: new Map(), files: [] };
  for (const file of files) {
    let place = top;
    for (const name of file.path.split('/').slice(0, -1)) {
      const next = place.folders.get(name) ?? { folders: new Map(), files: [] };
      place.folders.set(name, next);
      place = next;
    }
    place.files.push(file);
  }
  return top;
}

function linesIn(folder: Folder, path: string, depth: number, folded: ReadonlySet<string>): readonly FileLine[] {
  const folders = [...folder.folders]
    .sort(([a], [b]) => byWords(a, b))
    .flatMap(([name, child]) => {
      const [label, end] = straightOn(name, child);
      const key = `${path}/${label}`;
      const heading = headingOf(`tree ${key}`, depth, `${label}/`, filesIn(end), folded);
      return heading.isFolded ? [heading] : [heading, ...linesIn(end, key, depth + 1, folded)];
    });
  const files = folder.files.map((file) => lineOf(file, depth, file.path.slice(file.path.lastIndexOf('/') + 1)));
  return [...folders, ...files];
}

function straightOn(name: string, folder: Folder): readonly [string, Folder] {
  const [only, ...others] = folder.folders;
  if (only === undefined || others.length > 0 || folder.files.length > 0) return [name, folder];
  return straightOn(`${name}/${only[0]}`, only[1]);
}

function filesIn(folder: Folder): readonly RolledUpFile[] {
  return [...folder.files, ...[...folder.folders.values()].flatMap(filesIn)];
}

function headingOf(
  key: string,
  depth: number,
  label: string,
  files: readonly RolledUpFile[],
  folded: ReadonlySet<string>,
): FileLine & { readonly kind: 'group' } {
  return {
    kind: 'group',
    key,
    depth,
    label,
    isFolded: folded.has(key),
    fileCount: files.length,
    linesAdded: files.reduce((sum, file) => sum + file.linesAdded, 0),
    linesRemoved: files.reduce((sum, file) => sum + file.linesRemoved, 0),
  };
}

function lineOf(file: RolledUpFile, depth: number, label: string, group = ''): FileLine {
  return { kind: 'file', key: `${group} ${file.repositoryId} ${file.path}`, depth, label, file };
}
