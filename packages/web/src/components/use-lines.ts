/** Which lines of a long list are drawn: those on the screen, and some above and below. */

import { useVirtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** Of a line, in pixels, as in the stylesheet. */
const lineHeight = 32;
/** Lines drawn above and below what is seen. */
const spare = 10;

export interface DrawnLine {
  readonly index: number;
  /** From the top, in pixels. */
  readonly start: number;
}

export interface Lines {
  readonly drawn: readonly DrawnLine[];
  /** Of all of them, in pixels. */
  readonly length: number;
  /** That fit on the screen, at least 1. */
  readonly onScreen: number;
  readonly scrollTo: (index: number) => void;
}

export function useLines(count: number, scrolled: RefObject<HTMLElement | null>): Lines {
  // Nothing here is memoized: no compiler does it, and what it returns is read at each drawing.
  // oxlint-disable-next-line react/incompatible-library
  const lines = useVirtualizer({
    count,
    getScrollElement: () => scrolled.current,
    estimateSize: () => lineHeight,
    overscan: spare,
  });
  return {
    drawn: lines.getVirtualItems().map(({ index, start }) => ({ index, start })),
    length: lines.getTotalSize(),
    onScreen: Math.max(1, Math.floor((lines.scrollRect?.height ?? 0) / lineHeight) - 1),
    scrollTo: (index) => lines.scrollToIndex(index),
  };
}
