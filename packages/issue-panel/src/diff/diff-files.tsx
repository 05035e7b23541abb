/** Changed files, one below the other in one list, with a tree of them beside it; lines are read as they come near. */

import type { FileChangeView } from '@branchline/contract';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { Copy } from '../copy-button.tsx';
import type { PlaceLink } from '../panel-tools.tsx';
import { rowsOfFile, type DiffRow } from './diff-rows.ts';
import { DiffRowView, type RowTools } from './diff-row-view.tsx';
import { diffTexts } from './diff-texts.ts';
import { DiffToolbar, type DiffLook } from './diff-toolbar.tsx';
import { FileTreeView } from './file-tree-view.tsx';
import { inTreeOrder } from './file-tree.ts';
import { rowHeight } from './row-height.ts';
import { RowList, type RowListHold } from './row-list.tsx';
import { useDiffKeys } from './use-diff-keys.ts';
import { useFileViews, type FileViewsOptions } from './use-file-views.ts';
import { useFinds } from './use-finds.ts';
import { usePainter } from './use-painter.ts';
import { useIsNarrow } from './use-width.ts';
import { wantColors } from './want-colors.ts';

export interface DiffFilesProps extends Omit<FileViewsOptions, 'whitespace'> {
  /** There are more files than these. */
  readonly isCut: boolean;
  readonly look: DiffLook;
  readonly onLook: (look: DiffLook) => void;
  readonly onCopy: Copy;
  /** The page of a file as it is after the change, where the host has one. */
  readonly fileLink?: (file: FileChangeView) => PlaceLink | undefined;
  /** Where the picture is read from; without it pictures are told as not text. */
  readonly pictureAddress?: (file: FileChangeView, side: 'before' | 'after') => string;
}

/** Below this width there is one column only, in pixels. */
const narrow = 720;
/** How long rows are in sight before their file is read, in milliseconds: who flies by reads nothing. */
const settled = 80;

export function DiffFiles(props: DiffFilesProps): ReactElement {
  const { isCut, look, onLook, onCopy, fileLink, pictureAddress } = props;
  const files = useMemo(() => inTreeOrder(props.files), [props.files]);
  const area = useRef<HTMLElement>(null);
  const hold = useRef<RowListHold>(null);
  const isNarrow = useIsNarrow(area, narrow);
  const layout = isNarrow ? 'unified' : look.layout;
  const { views, ...actions } = useFileViews({ ...props, files, whitespace: look.whitespace });
  const { rows, columns } = useRows(views, layout, look.whitespace === 'ignore');
  const { painter } = usePainter();
  const finds = useFinds(rows, hold);
  const atKey = useDiffKeys(rows, hold);
  const [current, tellDrawn] = useDrawn(rows, actions.near);
  const tools: RowTools = { views: actions, painter, find: finds.text, onCopy, fileLink, pictureAddress };
  function go(path: string): void {
    const index = rows.findIndex((row) => row.kind === 'heading' && row.view.file.path === path);
    hold.current?.scrollTo(index, 0);
  }
  return (
    <section ref={area} className="bl-differences">
      <DiffToolbar views={views} look={look} onLook={onLook} isNarrow={isNarrow} finds={finds} />
      {isCut && <p className="bl-note">{diffTexts.cutFiles(files.length)}</p>}
      <div className={look.showsTree ? 'bl-diff-body bl-diff-with-tree' : 'bl-diff-body'}>
        {look.showsTree && <FileTreeView files={files} current={current} onGo={go} />}
        <RowList
          rows={rows}
          keyOf={keyOf}
          heightOf={rowHeight}
          isHeading={isHeading}
          wraps={look.wraps}
          columns={columns}
          label={diffTexts.lines}
          look={layout === 'split' ? 'bl-split' : 'bl-unified'}
          hold={hold}
          onDrawn={(first, last, top) => {
            wantColors(painter, rows, first, last);
            tellDrawn(first, last, top);
          }}
          // oxlint-disable-next-line react/no-unstable-nested-components
          draw={(row) => (
            <DiffRowView row={row} tools={tools} isCurrent={row.key === atKey || row.key === finds.current} />
          )}
        />
      </div>
      <p className="bl-quiet bl-diff-keys">{diffTexts.keys}</p>
    </section>
  );
}

function keyOf(row: DiffRow): string {
  return row.key;
}

function isHeading(row: DiffRow): boolean {
  return row.kind === 'heading';
}

interface AllRows {
  readonly rows: readonly DiffRow[];
  readonly columns: number;
}

function useRows(views: ReturnType<typeof useFileViews>['views'], layout: DiffLook['layout'], hides: boolean): AllRows {
  return useMemo(() => {
    const all = views.map((view) => rowsOfFile(view, layout, hides));
    return { rows: all.flatMap(({ rows }) => rows), columns: Math.max(0, ...all.map((each) => each.columns)) };
  }, [views, layout, hides]);
}

/** The path of the file at the top, and how to tell which rows are drawn: their files are read when they stay. */
function useDrawn(
  rows: readonly DiffRow[],
  near: (paths: Iterable<string>) => void,
): readonly [string | undefined, (first: number, last: number, top: number) => void] {
  const [path, setPath] = useState<string>();
  const drawn = useRef({ first: 0, last: 0 });
  const latest = useRef({ rows, near });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = { rows, near };
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  function tell(first: number, last: number, at: number): void {
    setPath(latest.current.rows[at]?.view.file.path);
    const isSame = drawn.current.first === first && drawn.current.last === last;
    if (isSame && timer.current !== undefined) return;
    drawn.current = { first, last };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      const { rows: now, near: read } = latest.current;
      read(new Set(now.slice(first, last + 1).flatMap((row) => (row.view.isOpen ? [row.view.file.path] : []))));
    }, settled);
  }
  return [path, tell];
}
