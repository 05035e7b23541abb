/** Which lines of a long list are drawn while the page itself is what scrolls; short ones are drawn whole. */

import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { DrawnLine } from './use-lines.ts';

/** Drawn whole up to here, so that the browser's own search finds everything. */
const wholeUpTo = 1000;
/** Lines drawn above and below what is seen. */
const spare = 40;

export interface PageLines {
  readonly drawn: readonly DrawnLine[];
  /** Of all of them, in pixels. */
  readonly length: number;
  /** Brings a line to the middle of the screen. */
  readonly scrollTo: (index: number) => void;
}

/** @param lineHeight in pixels, as in the stylesheet */
export function usePageLines(count: number, lineHeight: number, list: RefObject<HTMLElement | null>): PageLines {
  const [above, setAbove] = useState(0);
  // What stands above may still grow a little; the spare lines make up for that.
  useLayoutEffect(() => {
    if (list.current === null) return;
    setAbove(Math.round(list.current.getBoundingClientRect().top + window.scrollY));
  }, [list, count]);
  // oxlint-disable-next-line react/incompatible-library
  const lines = useWindowVirtualizer({
    count,
    estimateSize: () => lineHeight,
    overscan: count <= wholeUpTo ? wholeUpTo : spare,
    scrollMargin: above,
  });
  return {
    drawn: lines.getVirtualItems().map(({ index, start }) => ({ index, start: start - above })),
    length: count * lineHeight,
    scrollTo: (index) => lines.scrollToIndex(index, { align: 'center' }),
  };
}
