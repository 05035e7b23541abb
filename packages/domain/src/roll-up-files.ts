/** Adds up what several commits did to files: what came of each in the end, through renames. */

import type { CommitHash } from './ids.ts';
import type { FileChange, FileChangeKind } from './git-history.ts';

/** One commit's changes of files. */
export interface FileChanges {
  readonly hash: CommitHash;
  readonly parents: readonly CommitHash[];
  /** Whoever made it, by whatever name they are told apart. */
  readonly author: string;
  /** When it was committed. */
  readonly at: Date;
  readonly files: readonly FileChange[];
}

/** A file that one or several commits changed. */
export interface RolledUpFile {
  /** Its last one. */
  readonly path: string;
  /**
   * `added`: it was not there before the first of the commits; `deleted`: it is not there after the last, even when it
   * was not there before either; `renamed`: it is there under another path than before.
   */
  readonly change: FileChangeKind;
  /** Where it was before the first of the commits, or what it is a copy of. */
  readonly previousPath: string | undefined;
  /** Of all the commits together. */
  readonly linesAdded: number;
  readonly linesRemoved: number;
  /** Newest first. */
  readonly commits: readonly CommitHash[];
  /** Each author once, whoever changed it last first. */
  readonly authors: readonly string[];
  /** No commit could count its lines. */
  readonly isBinary: boolean;
  readonly lastChangedAt: Date;
}

interface Tally {
  readonly first: FileChange;
  last: FileChange;
  linesAdded: number;
  linesRemoved: number;
  readonly commits: CommitHash[];
  readonly authors: string[];
  isBinary: boolean;
  lastChangedAt: Date;
}

/** In order of their last paths. @param changes of one repository, in any order */
export function rollUpFiles(changes: readonly FileChanges[]): readonly RolledUpFile[] {
  const tallies = new Map<string, Tally>();
  for (const commit of oldestFirst(changes)) {
    // Two files may change places in one commit: all of them are looked up before any is put anew.
    const left = new Set(
      commit.files.map(({ change, previousPath }) => (change === 'renamed' ? previousPath : undefined)),
    );
    const moved = commit.files.map((file) => [file, earlierOf(tallies, left, file)] as const);
    for (const [file] of moved) if (file.change === 'renamed') tallies.delete(file.previousPath ?? file.path);
    for (const [file, earlier] of moved) tallies.set(file.path, counted(earlier, commit, file));
  }
  return [...tallies].map(([path, tally]) => fileFrom(path, tally)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** What is known of the file so far, by the path it had before this change. @param left paths that others left just now */
function earlierOf(
  tallies: ReadonlyMap<string, Tally>,
  left: ReadonlySet<string | undefined>,
  { path, previousPath, change }: FileChange,
): Tally | undefined {
  const before = change === 'renamed' && previousPath !== undefined ? tallies.get(previousPath) : undefined;
  return before ?? (left.has(path) ? undefined : tallies.get(path));
}

function counted(earlier: Tally | undefined, { hash, author, at }: FileChanges, file: FileChange): Tally {
  const tally = earlier ?? {
    first: file,
    last: file,
    linesAdded: 0,
    linesRemoved: 0,
    commits: [],
    authors: [],
    isBinary: true,
    lastChangedAt: at,
  };
  tally.last = file;
  tally.linesAdded += file.linesAdded ?? 0;
  tally.linesRemoved += file.linesRemoved ?? 0;
  tally.isBinary &&= file.linesAdded === undefined;
  tally.lastChangedAt = at;
  if (tally.commits.at(-1) !== hash) tally.commits.push(hash);
  tally.authors.push(author);
  return tally;
}

function fileFrom(path: string, { first, last, commits, authors, ...sums }: Tally): RolledUpFile {
  const { change, previousPath } = outcomeOf(path, first, last);
  return {
    path,
    change,
    previousPath,
    ...sums,
    commits: commits.toReversed(),
    authors: [...new Set(authors.toReversed())],
  };
}

function outcomeOf(path: string, first: FileChange, last: FileChange): Pick<RolledUpFile, 'change' | 'previousPath'> {
  const isNew = first.change === 'added' || first.change === 'copied';
  const before = isNew ? undefined : first.change === 'renamed' ? first.previousPath : first.path;
  const elsewhere = before === path ? undefined : before;
  if (last.change === 'deleted') return { change: 'deleted', previousPath: elsewhere };
  if (isNew) return { change: first.change, previousPath: first.change === 'copied' ? first.previousPath : undefined };
  if (elsewhere !== undefined) return { change: 'renamed', previousPath: elsewhere };
  const isOnlyOfType = first.change === 'type-changed' && last.change === 'type-changed';
  return { change: isOnlyOfType ? 'type-changed' : 'modified', previousPath: undefined };
}

/** By the clock; of the same second, as after a rebase, parents before their children. */
function oldestFirst(changes: readonly FileChanges[]): readonly FileChanges[] {
  const bySecond = Map.groupBy(changes, ({ at }) => at.getTime());
  return [...bySecond].toSorted(([one], [other]) => one - other).flatMap(([, together]) => parentsFirst(together));
}

function parentsFirst(together: readonly FileChanges[]): readonly FileChanges[] {
  if (together.length === 1) return together;
  const waiting = new Map(together.map((each) => [each.hash, each]));
  const begun = new Set<FileChanges>();
  const sorted: FileChanges[] = [];
  // With a stack of its own: a rebase may have put thousands of commits into one second.
  for (const start of together) {
    const stack = [start];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const parents = begun.has(top) ? [] : top.parents.flatMap((hash) => waiting.get(hash) ?? []);
      begun.add(top);
      stack.push(...parents.filter((parent) => !begun.has(parent)));
      if (stack.at(-1) !== top) continue;
      stack.pop();
      if (waiting.delete(top.hash)) sorted.push(top);
    }
  }
  return sorted;
}
