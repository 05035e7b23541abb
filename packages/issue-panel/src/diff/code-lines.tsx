/** The lines of a whole file: numbered, each with an address, in the colours of its language. Only what is seen is drawn. */

import { memo, useEffect, useMemo, useRef } from 'react';
import type { MouseEvent, ReactElement, ReactNode } from 'react';
import { codeBlock, type CodeBlock } from './code-block.ts';
import { columnsOf } from './columns-of.ts';
import { diffTexts } from './diff-texts.ts';
import { findsIn } from './line-pieces.ts';
import { LineText } from './line-text.tsx';
import { lineHeight } from './row-height.ts';
import { RowList, type RowListHold } from './row-list.tsx';
import type { TonedRange } from './text-range.ts';
import { usePainter } from './use-painter.ts';

/** Lines that somebody points out, both ends included; the first of a file is 1. */
export interface PointedLines {
  readonly first: number;
  readonly last: number;
}

export interface CodeLinesProps {
  readonly path: string;
  readonly text: string;
  /** Where a line's number leads: `#L10`. */
  readonly lineAddress: (line: number) => string;
  /** Lines to show in the middle at first, and to mark. */
  readonly pointed?: PointedLines | undefined;
  /** Instead of following the address; `extends` when the shift key was held. */
  readonly onPoint?: (line: number, extendsRange: boolean) => void;
  readonly wraps: boolean;
  /** Marked wherever it stands. */
  readonly find?: string;
  /** What stands before the number of a line: who wrote it. The same function at each drawing. */
  readonly beside?: (line: number) => ReactNode;
}

/** Where something to press stands beside the lines: large enough to touch; in pixels, as in the stylesheet. */
const lineHeightBeside = 25;
/** Lines that are all drawn: the browser's own search and selection reach them then. */
const wholeLimit = 1000;

export function CodeLines(props: CodeLinesProps): ReactElement {
  const { path, text, pointed, wraps, find = '', beside } = props;
  const lines = useMemo(() => linesOf(text), [text]);
  const rows = useMemo(() => lines.map((_line, index) => index), [lines]);
  const block = useMemo(() => codeBlock(path, lines), [path, lines]);
  const columns = useMemo(() => lines.reduce((most, line) => Math.max(most, columnsOf(line, most)), 0), [lines]);
  const { painter } = usePainter();
  const hold = useRef<RowListHold>(null);
  const first = pointed?.first;
  useEffect(() => {
    if (first !== undefined) hold.current?.scrollTo(first - 1);
    // Only where it began: a line that is pointed at later is in sight already.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [lines]);
  return (
    <RowList
      rows={rows}
      keyOf={itself}
      heightOf={() => (beside === undefined ? lineHeight : lineHeightBeside)}
      wraps={wraps}
      columns={columns}
      label={diffTexts.code(path)}
      look={beside === undefined ? 'bl-code' : 'bl-code bl-code-beside'}
      hold={hold}
      spare={lines.length <= wholeLimit ? wholeLimit : 30}
      onDrawn={(from, to) => wantAll(painter, block, from, to)}
      // oxlint-disable-next-line react/no-unstable-nested-components
      draw={(index) => (
        <CodeLine
          line={index + 1}
          text={lines[index] ?? ''}
          address={props.lineAddress(index + 1)}
          tones={block && painter.tonesOf(block, index)}
          find={find}
          isPointed={pointed !== undefined && index + 1 >= pointed.first && index + 1 <= pointed.last}
          onPoint={props.onPoint}
          beside={beside?.(index + 1)}
        />
      )}
    />
  );
}

function itself(index: number): number {
  return index;
}

function wantAll(
  painter: ReturnType<typeof usePainter>['painter'],
  block: CodeBlock | undefined,
  from: number,
  to: number,
): void {
  if (block === undefined) return;
  // The first one asked for last: it is done first.
  for (let index = to; index >= from; index -= 1) painter.want(block, index);
}

/** Without the empty line that a line break at the end would make. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  return lines.length > 1 && lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

interface CodeLineProps {
  readonly line: number;
  readonly text: string;
  readonly address: string;
  readonly tones: readonly TonedRange[] | undefined;
  readonly find: string;
  readonly isPointed: boolean;
  readonly onPoint: CodeLinesProps['onPoint'];
  readonly beside: ReactNode;
}

const CodeLine = memo(function CodeLine(props: CodeLineProps): ReactElement {
  const { line, text, address, tones, find, isPointed, onPoint, beside } = props;
  function point(event: MouseEvent): void {
    if (onPoint === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onPoint(line, event.shiftKey);
  }
  return (
    <div className={isPointed ? 'bl-line bl-line-pointed' : 'bl-line'}>
      {beside !== undefined && <span className="bl-beside">{beside}</span>}
      {/* No stop for the tabulator: a thousand of them would stand between what comes before the code and what follows. */}
      <a className="bl-number" href={address} tabIndex={-1} aria-label={diffTexts.lineNumber(line)} onClick={point}>
        {line}
      </a>
      <span className="bl-line-cell">
        <span className="bl-line-text">
          {text === '' ? <br /> : <LineText text={cutLine(text)} tones={tones} found={findsIn(text, find)} />}
        </span>
      </span>
    </div>
  );
});

/** Characters of a line that are drawn: a minified file is one line of megabytes. */
const drawnLine = 5000;

function cutLine(text: string): string {
  return text.length > drawnLine ? `${text.slice(0, drawnLine)}…` : text;
}
