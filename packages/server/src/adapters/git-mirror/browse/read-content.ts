/** Reads folders and files as a commit has them. */

import { Failure, type CommitHash, type EntryKind, type FileContent, type FolderEntry } from '@branchline/domain';
import { decoded } from '../lines-of.ts';
import type { MirrorReading } from '../read-refs.ts';
import { findAtPath } from './find-object.ts';

const entry = /^(\d{6}) \w+ [0-9a-f]+ +(\d+|-)\t([\s\S]*)$/u;
const kinds: Readonly<Record<string, EntryKind>> = { '040000': 'folder', '120000': 'link', '160000': 'submodule' };

/** See `GitBrowser.folder`. */
export async function readFolder(
  reading: MirrorReading,
  commit: CommitHash,
  path: string,
): Promise<readonly FolderEntry[] | undefined> {
  const folder = await findAtPath(reading, commit, path);
  if (folder?.type !== 'tree') return undefined;
  const { git, call } = reading;
  const output = await git.output({ ...call, arguments: ['ls-tree', '-z', '-l', folder.hash] });
  const lines = output.toString('latin1').split('\0');
  return lines.filter((line) => line !== '').map((line) => entryFrom(line, path));
}

function entryFrom(line: string, folder: string): FolderEntry {
  const [, mode, size, bytes] = entry.exec(line) ?? [];
  if (mode === undefined || bytes === undefined) {
    throw new Failure('invalid-response', 'git', 'The output of git ls-tree is not as expected.');
  }
  const name = decoded(bytes);
  return {
    name,
    path: folder === '' ? name : `${folder}/${name}`,
    kind: kinds[mode] ?? 'file',
    size: size === '-' ? undefined : Number(size),
  };
}

/** Bytes from the beginning in which git looks for a zero. Source: `buffer_is_binary` in git's xdiff-interface.c. */
const binaryLookout = 8000;

/** See `GitBrowser.file`. */
export async function readFile(
  reading: MirrorReading,
  commit: CommitHash,
  path: string,
  limit: number,
): Promise<FileContent | undefined> {
  const file = await findAtPath(reading, commit, path);
  if (file?.type !== 'blob') return undefined;
  const isWanted = file.size <= limit;
  const bytes = await contentOf(reading, file.hash, isWanted ? file.size : binaryLookout);
  const isBinary = bytes.subarray(0, binaryLookout).includes(0);
  return { path, size: file.size, isBinary, bytes: isWanted ? bytes : undefined };
}

/** The first bytes of an object; git is left alone with the rest. */
async function contentOf({ git, call }: MirrorReading, hash: string, bytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  if (bytes === 0) return Buffer.alloc(0);
  for await (const piece of git.stream({ ...call, arguments: ['cat-file', 'blob', hash] })) {
    pieces.push(piece);
    size += piece.length;
    if (size >= bytes) break;
  }
  return Buffer.concat(pieces).subarray(0, bytes);
}
