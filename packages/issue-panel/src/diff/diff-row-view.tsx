/** Draws one row of changed files, whatever it is. */

import type { DiffLineView, FileChangeView } from '@branchline/contract';
import type { ReactElement } from 'react';
import type { Copy } from '../copy-button.tsx';
import type { PlaceLink } from '../panel-tools.tsx';
import { ProblemView } from '../problem-view.tsx';
import { DiffLine, DiffPair } from './diff-line.tsx';
import type { DiffRow, FileView, LineRow, PairRow } from './diff-rows.ts';
import { diffTexts } from './diff-texts.ts';
import { FileHeading } from './file-heading.tsx';
import { GapLine } from './gap-line.tsx';
import { lineInBlock } from './hunk-blocks.ts';
import type { Painter } from './painter.ts';
import { PicturePair } from './picture-pair.tsx';
import type { DiffHunk, RevealedLines } from './shown-lines.ts';
import type { TonedRange } from './text-range.ts';
import type { FileViews } from './use-file-views.ts';

/** What all rows need. */
export interface RowTools {
  readonly views: Omit<FileViews, 'views'>;
  readonly painter: Painter;
  readonly find: string;
  /** Nobody answers when more lines are asked for. */
  readonly isClosed?: boolean;
  readonly onCopy: Copy;
  readonly fileLink?: ((file: FileChangeView) => PlaceLink | undefined) | undefined;
  readonly pictureAddress?: ((file: FileChangeView, side: 'before' | 'after') => string) | undefined;
}

export interface DiffRowViewProps {
  readonly row: DiffRow;
  readonly tools: RowTools;
  readonly isCurrent: boolean;
}

export function DiffRowView({ row, tools, isCurrent }: DiffRowViewProps): ReactElement {
  const { file } = row.view;
  const { views } = tools;
  if (row.kind === 'line') return <Line row={row} tools={tools} isCurrent={isCurrent} />;
  if (row.kind === 'pair') return <Pair row={row} tools={tools} isCurrent={isCurrent} />;
  if (row.kind === 'gap') {
    const reveal = (lines: RevealedLines) => views.reveal(file.path, lines);
    return <GapLine gap={row.gap} onReveal={tools.isClosed === true ? undefined : reveal} />;
  }
  if (row.kind === 'heading') {
    return (
      <FileHeading
        view={row.view}
        onFold={(isOpen) => views.fold(file.path, isOpen)}
        onWhole={(isWhole) => (isWhole ? views.reveal(file.path, wholeFile) : views.unreveal(file.path))}
        link={tools.fileLink?.(file)}
        onCopy={tools.onCopy}
      />
    );
  }
  if (row.kind === 'note') return <p className="bl-diff-note">{row.text}</p>;
  if (row.kind === 'pictures') return <Pictures file={file} tools={tools} />;
  return <Unread view={row.view} tools={tools} />;
}

const wholeFile = { first: 1, last: Infinity };

interface LineProps<Row> {
  readonly row: Row;
  readonly tools: RowTools;
  readonly isCurrent: boolean;
}

function Line({ row, tools, isCurrent }: LineProps<LineRow>): ReactElement {
  const { line, partner, view, hunk } = row;
  const tones = tonesOf(tools.painter, view, hunk, line);
  return <DiffLine line={line} partner={partner} tones={tones} find={tools.find} isCurrent={isCurrent} />;
}

function Pair({ row, tools, isCurrent }: LineProps<PairRow>): ReactElement {
  const { left, right, view, hunk } = row;
  return (
    <DiffPair
      left={left}
      right={right}
      leftTones={left && tonesOf(tools.painter, view, hunk, left)}
      rightTones={right && tonesOf(tools.painter, view, hunk, right)}
      find={tools.find}
      isCurrent={isCurrent}
    />
  );
}

function tonesOf(
  painter: Painter,
  view: FileView,
  hunk: DiffHunk,
  line: DiffLineView,
): readonly TonedRange[] | undefined {
  const place = lineInBlock(view, hunk, line);
  return place && painter.tonesOf(place.block, place.index);
}

function Pictures({ file, tools }: { readonly file: FileChangeView; readonly tools: RowTools }): ReactElement {
  const { pictureAddress } = tools;
  if (pictureAddress === undefined) return <p className="bl-diff-note">{diffTexts.binary}</p>;
  return (
    <PicturePair
      path={file.path}
      before={file.change === 'added' ? undefined : pictureAddress(file, 'before')}
      after={file.change === 'deleted' ? undefined : pictureAddress(file, 'after')}
    />
  );
}

/** Lines that are not there: on their way, waiting to be asked for, or refused. */
function Unread({ view, tools }: { readonly view: FileView; readonly tools: RowTools }): ReactElement {
  const { file, load } = view;
  const again = () => tools.views.load(file.path);
  if (load.state === 'failed') return <ProblemView problem={load.problem} onCopy={tools.onCopy} onRetry={again} />;
  if (load.state === 'asleep' && load.because !== 'far') {
    const lines = (file.linesAdded ?? 0) + (file.linesRemoved ?? 0);
    return (
      <p className="bl-diff-note">
        {diffTexts[load.because](lines)}{' '}
        <button type="button" className="bl-button" onClick={again}>
          {diffTexts.load}
        </button>
      </p>
    );
  }
  return <p className="bl-diff-note bl-quiet">{diffTexts.reading}</p>;
}
