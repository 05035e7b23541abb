/** The lines that changed in one file, without a heading: what stands around it says which file it is. */

import type { FileChangeView, FileDiffView } from '@branchline/contract';
import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { rowsOfFile, type DiffLayout, type DiffRow, type FileView } from './diff-rows.ts';
import { DiffRowView, type RowTools } from './diff-row-view.tsx';
import { diffTexts } from './diff-texts.ts';
import { rowHeight } from './row-height.ts';
import { RowList } from './row-list.tsx';
import { contextFor, usualContext, type RevealedLines } from './shown-lines.ts';
import { usePainter } from './use-painter.ts';
import { wantColors } from './want-colors.ts';

export interface DiffLinesProps {
  /** What the list of changed files says of it; lines and kind only matter where there are no lines to show. */
  readonly file: FileChangeView;
  readonly diff: FileDiffView;
  /** Unchanged lines around each change with which it was asked for; 3 when left out. */
  readonly context?: number;
  readonly layout: DiffLayout;
  readonly wraps: boolean;
  readonly hidesWhitespace: boolean;
  /** Asks for the same lines with more context; without it what is not there cannot be unfolded. */
  readonly onContext?: (context: number) => void;
}

export function DiffLines(props: DiffLinesProps): ReactElement {
  const { file, diff, context = usualContext, layout, wraps, hidesWhitespace, onContext } = props;
  const [revealed, setRevealed] = useState<readonly RevealedLines[]>([]);
  const { painter } = usePainter();
  const { rows, columns } = useMemo(() => {
    const view: FileView = { file, isOpen: true, load: { state: 'ready', diff, context }, revealed };
    const made = rowsOfFile(view, layout, hidesWhitespace);
    return { rows: made.rows.slice(1), columns: made.columns };
  }, [file, diff, context, revealed, layout, hidesWhitespace]);
  function reveal(lines: RevealedLines): void {
    const next = [...revealed, lines];
    setRevealed(next);
    if (contextFor(next) > context) onContext?.(contextFor(next));
  }
  const tools: RowTools = {
    views: { near: nothing, load: nothing, fold: nothing, unreveal: nothing, reveal: (_path, lines) => reveal(lines) },
    painter,
    find: '',
    isClosed: onContext === undefined,
    onCopy: nothing,
  };
  return (
    <RowList
      rows={rows}
      keyOf={keyOf}
      heightOf={rowHeight}
      wraps={wraps}
      columns={columns}
      label={diffTexts.code(file.path)}
      look={layout === 'split' ? 'bl-split' : 'bl-unified'}
      onDrawn={(first, last) => wantColors(painter, rows, first, last)}
      // oxlint-disable-next-line react/no-unstable-nested-components
      draw={(row) => <DiffRowView row={row} tools={tools} isCurrent={false} />}
    />
  );
}

function keyOf(row: DiffRow): string {
  return row.key;
}

function nothing(): void {
  // One file has no heading, and is read already.
}
