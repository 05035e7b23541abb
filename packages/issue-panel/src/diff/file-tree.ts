/** Changed files as a tree of folders; a folder with nothing but one folder in it is one line with it. */

import type { FileChangeView } from '@branchline/contract';

export interface TreeLine {
  readonly kind: 'folder' | 'file';
  /** The whole path. */
  readonly path: string;
  /** What of the path this line says. */
  readonly name: string;
  /** 0 for the outermost. */
  readonly depth: number;
  readonly isOpen: boolean;
  /** Undefined for a folder. */
  readonly file: FileChangeView | undefined;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: FileChangeView[];
}

/**
 * @param filter part of a path, in any case; empty for all
 * @param closed paths of folders that are folded
 */
export function treeLines(
  files: readonly FileChangeView[],
  filter: string,
  closed: ReadonlySet<string>,
): readonly TreeLine[] {
  const root: Folder = { folders: new Map(), files: [] };
  const wanted = filter.toLowerCase();
  for (const file of files) {
    if (!file.path.toLowerCase().includes(wanted)) continue;
    let folder = root;
    for (const name of file.path.split('/').slice(0, -1)) {
      const inner = folder.folders.get(name) ?? { folders: new Map(), files: [] };
      folder.folders.set(name, inner);
      folder = inner;
    }
    folder.files.push(file);
  }
  const lines: TreeLine[] = [];
  addLines(lines, root, { path: '', depth: 0, closed });
  return lines;
}

/** As the tree has them from its top to its bottom, so that who goes through the files goes down the tree. */
export function inTreeOrder(files: readonly FileChangeView[]): readonly FileChangeView[] {
  return treeLines(files, '', new Set()).flatMap(({ file }) => (file === undefined ? [] : [file]));
}

interface Place {
  /** Of the folder, with a slash at its end unless it is the root. */
  readonly path: string;
  readonly depth: number;
  readonly closed: ReadonlySet<string>;
}

function addLines(lines: TreeLine[], folder: Folder, { path, depth, closed }: Place): void {
  for (const [first, inner] of [...folder.folders].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const { name, end } = alone(first, inner);
    const whole = `${path}${name}`;
    const isOpen = !closed.has(whole);
    lines.push({ kind: 'folder', path: whole, name, depth, isOpen, file: undefined });
    if (isOpen) addLines(lines, end, { path: `${whole}/`, depth: depth + 1, closed });
  }
  for (const file of folder.files) {
    lines.push({ kind: 'file', path: file.path, name: file.path.slice(path.length), depth, isOpen: false, file });
  }
}

/** Goes on as long as there is nothing but one more folder. */
function alone(name: string, folder: Folder): { readonly name: string; readonly end: Folder } {
  let whole = name;
  let end = folder;
  while (end.files.length === 0 && end.folders.size === 1) {
    const [only] = end.folders;
    if (only === undefined) break;
    whole = `${whole}/${only[0]}`;
    [, end] = only;
  }
  return { name: whole, end };
}
