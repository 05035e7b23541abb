/** The rows in which changed files are drawn, one below the other: one list, so that any number of them scrolls alike. */

import type { DiffLineView, FileChangeView, FileDiffView, Problem } from '@branchline/contract';
import { columnsOf } from './columns-of.ts';
import { diffTexts } from './diff-texts.ts';
import { isPicture } from './picture-name.ts';
import { shownLines, type DiffHunk, type RevealedLines, type ShownGap, type ShownLine } from './shown-lines.ts';

/** How far the lines of a file have come. */
export type FileLoad =
  /** `huge` and `generated` wait until somebody asks. */
  | { readonly state: 'asleep'; readonly because: 'far' | 'huge' | 'generated' }
  | { readonly state: 'reading' }
  | { readonly state: 'failed'; readonly problem: Problem }
  /** `context` lines around each change were asked for. */
  | { readonly state: 'ready'; readonly diff: FileDiffView; readonly context: number };

/** One changed file as somebody looks at it. A new object whenever something about it changes. */
export interface FileView {
  readonly file: FileChangeView;
  readonly isOpen: boolean;
  readonly load: FileLoad;
  readonly revealed: readonly RevealedLines[];
}

export type DiffLayout = 'unified' | 'split';

interface InFile {
  readonly key: string;
  readonly view: FileView;
}
export interface LineRow extends InFile {
  readonly kind: 'line';
  readonly line: DiffLineView;
  readonly hunk: DiffHunk;
  /** The line it was, or became. */
  readonly partner: DiffLineView | undefined;
  readonly startsChange: boolean;
}
export interface PairRow extends InFile {
  readonly kind: 'pair';
  readonly left: DiffLineView | undefined;
  readonly right: DiffLineView | undefined;
  readonly hunk: DiffHunk;
  readonly startsChange: boolean;
}
export interface GapRow extends InFile {
  readonly kind: 'gap';
  readonly gap: ShownGap;
}
export type DiffRow =
  | LineRow
  | PairRow
  | GapRow
  | (InFile & { readonly kind: 'heading' | 'pictures' | 'failed' | 'reading' | 'asleep' })
  | (InFile & { readonly kind: 'note'; readonly text: string });

/** What a file's rows come to. */
export interface FileRows {
  readonly rows: readonly DiffRow[];
  /** Columns of its longest line. */
  readonly columns: number;
}

const known = { unified: new WeakMap<FileView, FileRows>(), split: new WeakMap<FileView, FileRows>() } as const;

/** The same rows for the same view: a list of thousands of files changes one at a time. */
export function rowsOfFile(view: FileView, layout: DiffLayout, hidesWhitespace: boolean): FileRows {
  const before = known[layout].get(view);
  if (before !== undefined) return before;
  const body = view.isOpen ? bodyOf(view, layout, hidesWhitespace) : [];
  const rows: readonly DiffRow[] = [{ kind: 'heading', key: `${view.file.path}/`, view }, ...body];
  const made = { rows, columns: columnsOfFile(view.load) };
  known[layout].set(view, made);
  return made;
}

function bodyOf(view: FileView, layout: DiffLayout, hidesWhitespace: boolean): readonly DiffRow[] {
  const { file, load } = view;
  const key = (what: string) => `${file.path}/${what}`;
  const pictures: readonly DiffRow[] = isPicture(file.path) ? [{ kind: 'pictures', key: key('pictures'), view }] : [];
  if (load.state !== 'ready') return [...pictures, { kind: load.state, key: key('lines'), view }];
  const { diff } = load;
  const noteRow = (text: string): DiffRow => ({ kind: 'note', key: key('note'), view, text });
  if (diff.isBinary) return pictures.length > 0 ? pictures : [noteRow(diffTexts.binary)];
  if (diff.hunks.length === 0) return [...pictures, noteRow(whyNoLines(file, hidesWhitespace))];
  const shown = shownLines(diff, load.context, view.revealed);
  const lines = layout === 'split' ? pairRows(view, shown) : lineRows(view, shown);
  const count = shown.reduce((sum, { kind }) => sum + (kind === 'line' ? 1 : 0), 0);
  return [...pictures, ...lines, ...(diff.isCut ? [noteRow(diffTexts.cut(count))] : [])];
}

function whyNoLines(file: FileChangeView, hidesWhitespace: boolean): string {
  const lines = (file.linesAdded ?? 0) + (file.linesRemoved ?? 0);
  if (lines > 0 && hidesWhitespace) return diffTexts.onlyWhitespace;
  if (file.change === 'added') return diffTexts.emptyAdded;
  if (file.change === 'deleted') return diffTexts.emptyDeleted;
  if (file.change === 'renamed') return diffTexts.sameRenamed;
  if (file.change === 'copied') return diffTexts.sameCopied;
  return diffTexts.sameContent;
}

function gapRow(view: FileView, gap: ShownGap): GapRow {
  return { kind: 'gap', key: `${view.file.path}/gap${gap.first}-${gap.last ?? ''}`, view, gap };
}

function keyOfLine(view: FileView, line: DiffLineView): string {
  return `${view.file.path}/${line.before ?? ''}-${line.after ?? ''}`;
}

function lineRows(view: FileView, shown: readonly (ShownLine | ShownGap)[]): readonly DiffRow[] {
  const partners = partnersOf(shown);
  let wasChanged = false;
  return shown.map((each) => {
    if (each.kind === 'gap') {
      wasChanged = false;
      return gapRow(view, each);
    }
    const { line, hunk } = each;
    const isChanged = line.kind !== 'same';
    const startsChange = isChanged && !wasChanged;
    wasChanged = isChanged;
    const partner = partners.get(line);
    return { kind: 'line', key: keyOfLine(view, line), view, line, hunk, partner, startsChange };
  });
}

/** Lines that stand for each other in a change: the first removed for the first added, and so on. */
function partnersOf(shown: readonly (ShownLine | ShownGap)[]): ReadonlyMap<DiffLineView, DiffLineView> {
  const partners = new Map<DiffLineView, DiffLineView>();
  for (const { removed, added } of changesOf(shown)) {
    for (const [index, before] of removed.entries()) {
      const after = added[index];
      if (after === undefined) break;
      partners.set(before, after);
      partners.set(after, before);
    }
  }
  return partners;
}

interface Change {
  readonly removed: DiffLineView[];
  readonly added: DiffLineView[];
}

function changesOf(shown: readonly (ShownLine | ShownGap)[]): readonly Change[] {
  const changes: Change[] = [];
  let change: Change | undefined;
  for (const each of shown) {
    if (each.kind === 'gap' || each.line.kind === 'same') {
      change = undefined;
    } else {
      if (change === undefined || (each.line.kind === 'removed' && change.added.length > 0)) {
        change = { removed: [], added: [] };
        changes.push(change);
      }
      change[each.line.kind].push(each.line);
    }
  }
  return changes;
}

function pairRows(view: FileView, shown: readonly (ShownLine | ShownGap)[]): readonly DiffRow[] {
  const rows: DiffRow[] = [];
  const changes = changesOf(shown);
  let next = 0;
  for (let index = 0; index < shown.length;) {
    const each = shown[index];
    if (each === undefined) break;
    if (each.kind === 'gap') {
      rows.push(gapRow(view, each));
      index += 1;
    } else if (each.line.kind === 'same') {
      const { line, hunk } = each;
      rows.push({ kind: 'pair', key: keyOfLine(view, line), view, left: line, right: line, hunk, startsChange: false });
      index += 1;
    } else {
      const change = changes[next] ?? { removed: [], added: [] };
      rows.push(...pairsOf(view, each.hunk, change));
      index += Math.max(1, change.removed.length + change.added.length);
      next += 1;
    }
  }
  return rows;
}

function pairsOf(view: FileView, hunk: DiffHunk, { removed, added }: Change): readonly PairRow[] {
  return Array.from({ length: Math.max(removed.length, added.length) }, (_nothing, index) => {
    const left = removed[index];
    const right = added[index];
    const key = `${view.file.path}/${left?.before ?? ''}-${right?.after ?? ''}`;
    return { kind: 'pair', key, view, left, right, hunk, startsChange: index === 0 };
  });
}

function columnsOfFile(load: FileLoad): number {
  if (load.state !== 'ready') return 0;
  let most = 0;
  for (const { lines } of load.diff.hunks) for (const { text } of lines) most = Math.max(most, columnsOf(text, most));
  return most;
}
