/** Keeps what somebody reads where it is when rows come or go above it. */

import type { Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef } from 'react';

interface Place {
  readonly key: string | number;
  /** From the row's top to the top of the box, in pixels. */
  readonly into: number;
}

export interface SamePlaceOptions<Row> {
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
  readonly list: Virtualizer<HTMLDivElement, Element>;
  /** The first row in sight. */
  readonly top: number;
  /** The heading above it. */
  readonly heading: number | undefined;
}

/** Where the row at the top went, its heading stays instead. */
export function useSamePlace<Row>({ rows, keyOf, list, top, heading }: SamePlaceOptions<Row>): void {
  const kept = useRef<{ readonly rows: readonly Row[]; readonly places: readonly Place[] }>({ rows, places: [] });
  /** Where it was when it was last sent elsewhere: the list learns of that with the next picture only. */
  const sentFrom = useRef<number>(undefined);
  useLayoutEffect(() => {
    // Asking the box itself would have all laid out once more, at each picture.
    const scrolled = list.scrollOffset ?? 0;
    if (sentFrom.current !== scrolled) sentFrom.current = undefined;
    const { places } = kept.current;
    if (kept.current.rows !== rows) {
      const start = keptStart(rows, keyOf, list, places);
      if (start !== undefined && (sentFrom.current !== undefined || Math.abs(start - scrolled) >= 1)) {
        list.scrollToOffset(start);
        sentFrom.current = scrolled;
      }
    }
    // What is at the top now is not what will be there.
    const isUnderWay = sentFrom.current !== undefined;
    kept.current = { rows, places: isUnderWay ? places : placesOf([top, heading], rows, keyOf, list) };
  });
}

function placesOf<Row>(
  indexes: readonly (number | undefined)[],
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
  list: Virtualizer<HTMLDivElement, Element>,
): readonly Place[] {
  const scrolled = list.scrollOffset ?? 0;
  // At the very top nothing is read yet: what comes there is to be seen.
  if (scrolled === 0) return [];
  return indexes.flatMap((index) => {
    const row = index === undefined ? undefined : rows[index];
    const start = index === undefined ? undefined : list.measurementsCache[index]?.start;
    return row === undefined || start === undefined ? [] : [{ key: keyOf(row), into: scrolled - start }];
  });
}

function keptStart<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
  list: Virtualizer<HTMLDivElement, Element>,
  places: readonly Place[],
): number | undefined {
  for (const { key, into } of places) {
    const index = rows.findIndex((row) => keyOf(row) === key);
    const start = index === -1 ? undefined : list.measurementsCache[index]?.start;
    if (start !== undefined) return Math.max(0, start + into);
  }
  return undefined;
}
