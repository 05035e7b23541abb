/** A tree of files at work: which folders are open, where the keyboard is, and what keys do. */

import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { folderQuery } from '../../queries/browse.ts';
import { foldersOf, treeRows, type FileRow } from './tree-rows.ts';

export interface FileTreeProps {
  readonly id: number;
  readonly revision: string | undefined;
  /** Of the file that is looked at. */
  readonly path: string;
}

export interface FileTreeAtWork {
  readonly rows: readonly FileRow[];
  /** Opens a folder, or shuts it. */
  readonly toggle: (folder: string) => void;
}

/** Folders of the file are open from the start. */
export function useFileTree({ id, revision, path }: FileTreeProps): FileTreeAtWork {
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(foldersOf(path)));
  const [openFor, setOpenFor] = useState(path);
  if (openFor !== path) {
    setOpenFor(path);
    setOpen(new Set([...open, ...foldersOf(path)]));
  }
  const paths = ['', ...open];
  const answers = useQueries({ queries: paths.map((each) => folderQuery(id, { revision, path: each })) });
  const folders = new Map(paths.map((each, place) => [each, answers[place]?.data?.entries ?? []]));
  function toggle(folder: string): void {
    const next = new Set(open);
    if (!next.delete(folder)) next.add(folder);
    setOpen(next);
  }
  return { rows: treeRows(folders, open), toggle };
}

export interface FileTreeKeys extends FileTreeAtWork {
  /** The line the keyboard is at. */
  readonly active: number;
  readonly onGo: (place: number) => void;
  readonly onOpen: (row: FileRow) => void;
}

/** Up and down, home and end; right opens or goes in, left shuts or goes out; Enter and space open. */
export function pressInTree(event: KeyboardEvent, { rows, active, toggle, onGo, onOpen }: FileTreeKeys): void {
  const row = rows[active];
  if (row === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  const next = placeAfter(event.key, active, row, rows.length);
  if (next !== undefined) onGo(Math.max(0, Math.min(next, rows.length - 1)));
  else if (event.key === 'Enter' || event.key === ' ') onOpen(row);
  else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') toggle(row.entry.path);
  else return;
  event.preventDefault();
}

/** Undefined where the key moves nothing: then it opens or shuts. */
function placeAfter(key: string, active: number, row: FileRow, count: number): number | undefined {
  const isFolder = row.entry.kind === 'folder';
  switch (key) {
    case 'ArrowDown':
      return active + 1;
    case 'ArrowUp':
      return active - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    case 'ArrowRight':
      if (isFolder && !row.isOpen) return undefined;
      return row.isOpen ? active + 1 : active;
    case 'ArrowLeft':
      return row.isOpen ? undefined : (row.parent ?? active);
    default:
      return undefined;
  }
}
