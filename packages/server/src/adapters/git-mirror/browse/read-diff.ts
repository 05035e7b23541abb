/** Reads which files differ between two commits, and how. */

import {
  Failure,
  type CommitHash,
  type DiffOptions,
  type DiffRange,
  type FileChange,
  type FileDiff,
} from '@branchline/domain';
import type { Cut } from '../../../ports/git-browser.ts';
import { linesOf } from '../lines-of.ts';
import { diffTreeOptions, FileReader } from '../read-files.ts';
import type { MirrorReading } from '../read-refs.ts';
import { findAtPath, findObjects, type FoundObject } from './find-object.ts';
import { patchParser } from './parse-patch.ts';

/** The commit before: the one named, or the first parent; undefined for a root. */
async function startOf(reading: MirrorReading, { from, to }: DiffRange): Promise<CommitHash | undefined> {
  if (from !== undefined) return from;
  const [parent] = await findObjects(reading, [`${to}^1^{commit}`]);
  return parent?.hash as CommitHash | undefined;
}

/** See `GitBrowser.changes`. At most `fileListLimit` files, whatever the limit. */
export async function readChanges(reading: MirrorReading, range: DiffRange, limit: number): Promise<Cut<FileChange>> {
  const from = await startOf(reading, range);
  const { git, call } = reading;
  const reader = new FileReader([range.to]);
  // A second hash stands for the parent.
  const input = [`${[range.to, ...(from === undefined ? [] : [from])].join(' ')}\n`];
  for await (const piece of git.stream({ ...call, arguments: ['diff-tree', ...diffTreeOptions], input })) {
    reader.add(piece);
  }
  reader.end();
  const [files] = reader.take();
  if (files === undefined || files.unreadable) {
    throw new Failure('not-found', 'git', `${call.doing} failed. The local copy does not have the commit ${range.to}.`);
  }
  return { found: files.files.slice(0, limit), isCut: files.fileCount > Math.min(limit, files.files.length) };
}

/** See `GitBrowser.diff`. */
export async function readDiff(
  reading: MirrorReading,
  range: DiffRange,
  { path, previousPath }: Pick<FileChange, 'path' | 'previousPath'>,
  options: DiffOptions & { readonly limit: number },
): Promise<FileDiff | undefined> {
  const from = await startOf(reading, range);
  const before = from === undefined ? undefined : await findAtPath(reading, from, previousPath ?? path);
  const after = await findAtPath(reading, range.to, path);
  if (before?.hash === after?.hash) return undefined;
  const words = ['diff', ...patchOptions, `--unified=${options.context}`, ...(options.ignoresWhitespace ? ['-w'] : [])];
  const parser = patchParser(options.limit);
  const { git, call } = reading;
  const environment = { GIT_LITERAL_PATHSPECS: '1' };
  const sides = await sidesOf(reading, { before, after }, { from, to: range.to, path });
  for await (const block of linesOf(git.stream({ ...call, environment, arguments: [...words, ...sides] }))) {
    for (const line of block) parser.add(line);
    if (parser.isFull) break;
  }
  return parser.end();
}

// The algorithm that counts the lines of changed files, so that both agree. Histogram needs 20 seconds where every other
// of 50,000 lines changed; this one a tenth of a second.
const patchOptions = ['--no-color', '--no-ext-diff', '--no-textconv', '--diff-algorithm=default'];

interface Places {
  readonly from: CommitHash | undefined;
  readonly to: CommitHash;
  readonly path: string;
}

/** Two contents by their own names, so that a rename is no matter; one alone is held against a folder without files. */
async function sidesOf(
  reading: MirrorReading,
  { before, after }: { readonly before: FoundObject | undefined; readonly after: FoundObject | undefined },
  { from, to, path }: Places,
): Promise<readonly string[]> {
  if (before?.type === 'blob' && after?.type === 'blob') return [before.hash, after.hash, '--'];
  const nothing = await emptyFolder(reading);
  return after?.type === 'blob' ? [nothing, to, '--', path] : [from ?? nothing, nothing, '--', path];
}

/** Git knows it without having it; its name depends on how the repository makes hashes. */
async function emptyFolder({ git, call }: MirrorReading): Promise<string> {
  const output = await git.output({ ...call, arguments: ['hash-object', '-t', 'tree', '--stdin'], input: [''] });
  return output.toString('latin1').trimEnd();
}
