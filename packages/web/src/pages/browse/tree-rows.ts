/** The lines of a tree of files, of which folders may be open, still on their way, or shut. */

import type { FolderView } from '@branchline/contract';

type Entry = FolderView['entries'][number];

/** One line of the tree. */
export interface FileRow {
  readonly entry: Entry;
  /** 1 for what is in the root folder. */
  readonly level: number;
  readonly isOpen: boolean;
  /** The number of the line of the folder it is in; undefined in the root. */
  readonly parent: number | undefined;
  /** Its place among its siblings, from 1, and how many there are. */
  readonly position: number;
  readonly siblings: number;
}

/** @param folders entries by the path of their folder, as far as they are known */
export function treeRows(
  folders: ReadonlyMap<string, readonly Entry[]>,
  open: ReadonlySet<string>,
): readonly FileRow[] {
  const rows: FileRow[] = [];
  function add(path: string, level: number, parent: number | undefined): void {
    const entries = folders.get(path) ?? [];
    for (const [place, entry] of entries.entries()) {
      const isOpen = entry.kind === 'folder' && open.has(entry.path);
      const line = rows.push({ entry, level, isOpen, parent, position: place + 1, siblings: entries.length }) - 1;
      if (isOpen) add(entry.path, level + 1, line);
    }
  }
  add('', 1, undefined);
  return rows;
}

/** The folders that a path is in, outermost first, without the root: `a` and `a/b` of `a/b/c`. */
export function foldersOf(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, place) => names.slice(0, place + 1).join('/'));
}
