/** Whether an element is too narrow for two columns; it is asked anew whenever its size changes. */

import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** @param pixels from this width on it is not narrow */
export function useIsNarrow(element: RefObject<HTMLElement | null>, pixels: number): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useEffect(() => {
    const watched = element.current;
    if (watched === null || !('ResizeObserver' in globalThis)) return undefined;
    const observer = new ResizeObserver(() => setNarrow(watched.clientWidth > 0 && watched.clientWidth < pixels));
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element, pixels]);
  return isNarrow;
}
