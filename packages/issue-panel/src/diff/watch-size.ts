/** Tells a list how large its box is, from the first drawing on and whenever that changes. */

import type { Virtualizer } from '@tanstack/react-virtual';

/** Height of a box that has not been laid out yet, in pixels. */
export const firstHeight = 800;

/** For `observeElementRect`. A box without a height has not been laid out yet: it draws as if it had the usual one. */
export function watchSize(
  list: Virtualizer<HTMLDivElement, Element>,
  tell: (size: { width: number; height: number }) => void,
): () => void {
  const element = list.scrollElement;
  if (element === null) return () => undefined;
  const measure = () =>
    tell({ width: element.clientWidth || firstHeight, height: element.clientHeight || firstHeight });
  measure();
  if (!('ResizeObserver' in globalThis)) return () => undefined;
  const observer = new ResizeObserver(measure);
  observer.observe(element);
  return () => observer.disconnect();
}
