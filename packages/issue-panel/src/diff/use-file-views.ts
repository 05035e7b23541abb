/** What somebody looks at of each changed file: folded or not, which lines are there, what else was asked to be seen. */

import type { FileChangeView, FileDiffView, Problem } from '@branchline/contract';
import { useEffect, useRef, useState } from 'react';
import type { FileLoad, FileView } from './diff-rows.ts';
import { isGenerated } from './generated-name.ts';
import { contextFor, usualContext, type RevealedLines } from './shown-lines.ts';

/** How the lines of a file are asked for. */
export interface DiffQuestion {
  readonly whitespace: 'show' | 'ignore';
  /** Unchanged lines around each change. */
  readonly context: number;
}

export interface FileViewsOptions {
  readonly files: readonly FileChangeView[];
  readonly whitespace: DiffQuestion['whitespace'];
  readonly loadDiff: (file: FileChangeView, question: DiffQuestion, stopping: AbortSignal) => Promise<FileDiffView>;
  readonly problemOf: (error: unknown) => Problem;
}

export interface FileViews {
  readonly views: readonly FileView[];
  /** Reads the lines of files that come near; those that wait to be asked for stay. */
  readonly near: (paths: Iterable<string>) => void;
  /** Reads a file's lines because somebody asked, again when it failed. */
  readonly load: (path: string) => void;
  readonly fold: (path: string, isOpen: boolean) => void;
  readonly reveal: (path: string, lines: RevealedLines) => void;
  /** Shows changes and what is close to them again. */
  readonly unreveal: (path: string) => void;
}

/** Changed lines of a file beyond which it waits until somebody asks. */
export const hugeFile = 5000;

interface Kept {
  readonly files: readonly FileChangeView[];
  readonly whitespace: DiffQuestion['whitespace'];
  readonly views: ReadonlyMap<string, FileView>;
}

export function useFileViews(options: FileViewsOptions): FileViews {
  const { files, whitespace } = options;
  const [kept, setKept] = useState<Kept>(() => ({ files, whitespace, views: firstViews(files) }));
  const readings = useRef(new Map<string, AbortController>());
  const isNew = kept.files !== files || kept.whitespace !== whitespace;
  const views = isNew ? (kept.files === files ? unread(kept.views) : firstViews(files)) : kept.views;
  if (isNew) setKept({ files, whitespace, views });
  useEffect(() => {
    const running = readings.current;
    return () => {
      for (const reading of running.values()) reading.abort();
      running.clear();
    };
    // Other files, or lines asked for differently: what is on its way is of no use.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [files, whitespace]);
  function change(path: string, changed: Partial<FileView>): void {
    setKept((now) => {
      const view = now.views.get(path);
      if (view === undefined) return now;
      return { ...now, views: new Map(now.views).set(path, { ...view, ...changed }) };
    });
  }
  function read(view: FileView, context: number): void {
    const { path } = view.file;
    readings.current.get(path)?.abort();
    const reading = new AbortController();
    readings.current.set(path, reading);
    if (view.load.state !== 'ready') change(path, { load: { state: 'reading' } });
    const isOver = () => reading.signal.aborted;
    options.loadDiff(view.file, { whitespace, context }, reading.signal).then(
      (diff) => isOver() || change(path, { load: { state: 'ready', diff, context } }),
      (error: unknown) => isOver() || change(path, { load: { state: 'failed', problem: options.problemOf(error) } }),
    );
  }
  function withView(path: string, then: (view: FileView) => void): void {
    const view = views.get(path);
    if (view !== undefined) then(view);
  }
  return {
    views: [...views.values()],
    near(paths) {
      for (const path of paths) withView(path, (view) => isFar(view.load) && read(view, contextFor(view.revealed)));
    },
    load: (path) => withView(path, (view) => read(view, contextFor(view.revealed))),
    fold: (path, isOpen) => change(path, { isOpen }),
    unreveal: (path) => change(path, { revealed: [] }),
    reveal: (path, lines) =>
      withView(path, (view) => {
        const revealed = [...view.revealed, lines];
        change(path, { revealed });
        const context = contextFor(revealed);
        if (view.load.state === 'ready' && view.load.context < context) read(view, context);
      }),
  };
}

/** It waits for somebody to ask, or has no lines either way. */
function isAsItWas({ file, load }: FileView): boolean {
  return load.state === 'asleep' || (file.linesAdded === 0 && file.linesRemoved === 0);
}

function isFar(load: FileLoad): boolean {
  return load.state === 'asleep' && load.because === 'far';
}

function firstViews(files: readonly FileChangeView[]): ReadonlyMap<string, FileView> {
  return new Map(files.map((file) => [file.path, { file, isOpen: true, load: firstLoad(file), revealed: [] }]));
}

function firstLoad(file: FileChangeView): FileLoad {
  const lines = (file.linesAdded ?? 0) + (file.linesRemoved ?? 0);
  // Moved, emptied, or with another mode: there are no lines to ask for.
  if (lines === 0 && file.linesAdded !== null)
    return { state: 'ready', diff: withoutLines(file), context: usualContext };
  if (lines > hugeFile) return { state: 'asleep', because: 'huge' };
  return { state: 'asleep', because: isGenerated(file.path) && lines > usualContext ? 'generated' : 'far' };
}

function withoutLines({ path, previousPath }: FileChangeView): FileDiffView {
  return { path, previousPath, isBinary: false, isCut: false, hunks: [] };
}

/** Asked differently, all lines are read again; those that waited to be asked for wait on. */
function unread(views: ReadonlyMap<string, FileView>): ReadonlyMap<string, FileView> {
  return new Map(
    [...views].map(([path, view]) => [
      path,
      isAsItWas(view) ? view : { ...view, load: { state: 'asleep', because: 'far' }, revealed: [] },
    ]),
  );
}
