/** A long list in a box of its own, of which only what is seen is drawn; headings stay at the top while theirs is read. */

import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import type { ReactElement, ReactNode, Ref, RefObject } from 'react';
import { lineHeight } from './row-height.ts';
import { useSamePlace } from './use-same-place.ts';
import { firstHeight, watchSize } from './watch-size.ts';

/** What the owner of a list can do with it. */
export interface RowListHold {
  /** @param above room left above the row, in pixels; undefined: the row comes into the middle */
  readonly scrollTo: (index: number, above?: number) => void;
  /** The row that is so many pixels below the top. */
  readonly rowAt: (below: number) => number;
  /** How far down it is scrolled, in pixels. */
  readonly offset: () => number;
}

export interface RowListProps<Row> {
  readonly rows: readonly Row[];
  /** The same function at each drawing, or all is measured anew. */
  readonly keyOf: (row: Row) => string | number;
  /** In pixels, as in the stylesheet. */
  readonly heightOf: (row: Row) => number;
  readonly draw: (row: Row, index: number) => ReactElement;
  /** Rows that stay at the top while what follows them is in sight. */
  readonly isHeading?: (row: Row) => boolean;
  /** Rows are as high as what they hold, once it was drawn. */
  readonly wraps: boolean;
  /** Characters of the longest line: what there is to scroll sideways. */
  readonly columns: number;
  readonly label: string;
  /** Rows drawn above and below what is seen. */
  readonly spare?: number;
  readonly look: string;
  readonly hold?: Ref<RowListHold>;
  /** Told which rows are drawn, after each drawing, and which is the first in sight. */
  readonly onDrawn?: (first: number, last: number, top: number) => void;
}

const usualSpare = 16;
/** Where all that was seen has gone out of sight at once, what is around it will not be seen next. */
const flyingSpare = 2;

export function RowList<Row>(props: RowListProps<Row>): ReactElement {
  const { rows, keyOf, draw, isHeading, wraps, columns, label, look, hold, onDrawn } = props;
  const box = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const list = useList(props, box);
  const drawn = list.getVirtualItems();
  const top = firstInSight(list);
  const heading = isHeading && headingOf(rows, isHeading, top);
  useSamePlace({ rows, keyOf, list, top, heading });
  useEffect(() => {
    const last = drawn.at(-1);
    // A heading that stays is drawn out of its place.
    const first = drawn.find(({ index }) => index !== heading) ?? last;
    if (first !== undefined && last !== undefined) onDrawn?.(first.index, last.index, top);
  });
  useImperativeHandle(hold, () => ({
    scrollTo: (index, above) => {
      const row = list.measurementsCache[index];
      const room = above ?? ((box.current?.clientHeight || firstHeight) - lineHeight) / 2;
      if (row !== undefined) list.scrollToOffset(Math.max(0, row.start - room));
      box.current?.scrollIntoView?.({ block: 'nearest' });
    },
    rowAt: (below) => list.getVirtualItemForOffset((list.scrollOffset ?? 0) + below)?.index ?? 0,
    offset: () => box.current?.scrollTop ?? 0,
  }));
  return (
    // It scrolls: the keyboard must reach it.
    <section
      ref={box}
      className={`bl-rows-box ${look} ${wraps ? 'bl-wraps' : ''}`}
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      onScroll={() => shift(box.current, layer.current)}
    >
      <div className="bl-row-space" ref={(element) => setLengths(element, list.getTotalSize(), wraps ? 0 : columns)}>
        <div className="bl-rows-layer" ref={layer}>
          {drawn.map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <Row
                key={keyOf(row)}
                index={index}
                start={start}
                stays={index === heading}
                list={wraps ? list : undefined}
              >
                {draw(row, index)}
              </Row>
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** Rows follow what is scrolled sideways, while what stays in its place does not. */
function shift(box: HTMLElement | null, layer: HTMLElement | null): void {
  const shifted = box?.scrollLeft ?? 0;
  layer?.style.setProperty('--bl-shift', `${shifted}px`);
  // Moving each text costs, even by nothing.
  layer?.classList.toggle('bl-shifted', shifted !== 0);
}

interface RowProps {
  readonly index: number;
  /** From the top, in pixels. */
  readonly start: number;
  readonly stays: boolean;
  /** Given where rows are as high as what they hold. */
  readonly list: List | undefined;
  readonly children: ReactNode;
}

function Row({ index, start, stays, list, children }: RowProps): ReactElement {
  function place(element: HTMLDivElement | null): void {
    element?.style.setProperty('--bl-start', `${start}px`);
    list?.measureElement(element);
  }
  return (
    <div className={stays ? 'bl-row bl-row-stays' : 'bl-row'} data-index={index} ref={place}>
      {children}
    </div>
  );
}

type List = Virtualizer<HTMLDivElement, Element>;

function useList<Row>(props: RowListProps<Row>, box: RefObject<HTMLDivElement | null>): List {
  const { rows, keyOf, heightOf, isHeading, wraps, spare = usualSpare } = props;
  const lastStart = useRef(0);
  function shown(range: Range): number[] {
    const { startIndex, endIndex } = range;
    const isFlying = Math.abs(startIndex - lastStart.current) > endIndex - startIndex;
    lastStart.current = startIndex;
    const usual = defaultRangeExtractor(
      isFlying ? { ...range, overscan: Math.min(range.overscan, flyingSpare) } : range,
    );
    const heading = isHeading && headingOf(rows, isHeading, range.startIndex);
    return heading === undefined || usual.includes(heading) ? usual : [heading, ...usual];
  }
  const getItemKey = useCallback(
    (index: number) => (rows[index] === undefined ? index : keyOf(rows[index])),
    [rows, keyOf],
  );
  // Nothing here is memoized: no compiler does it, and what it returns is read at each drawing.
  // oxlint-disable-next-line react/incompatible-library
  const list = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (rows[index] === undefined ? 0 : heightOf(rows[index])),
    getItemKey,
    rangeExtractor: shown,
    overscan: spare,
    initialRect: { width: firstHeight, height: firstHeight },
    observeElementRect: watchSize,
    useFlushSync: false,
  });
  useLayoutEffect(() => list.measure(), [list, wraps]);
  return list;
}

function firstInSight(list: List): number {
  return list.getVirtualItemForOffset(list.scrollOffset ?? 0)?.index ?? 0;
}

/** The last heading at or above a row. */
function headingOf<Row>(rows: readonly Row[], isHeading: (row: Row) => boolean, from: number): number | undefined {
  for (let index = Math.min(from, rows.length - 1); index >= 0; index -= 1) {
    const row = rows[index];
    if (row !== undefined && isHeading(row)) return index;
  }
  return undefined;
}

function setLengths(element: HTMLElement | null, length: number, columns: number): void {
  element?.style.setProperty('--bl-length', `${length}px`);
  element?.style.setProperty('--bl-columns', String(columns));
}
