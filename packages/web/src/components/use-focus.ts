/** Takes the focus to a field that somebody came for, once it is there. */

import { useEffect } from 'react';
import type { RefObject } from 'react';

/** @param wanted what it is when the page is drawn first */
export function useFocus(field: RefObject<HTMLElement | null>, wanted = true): void {
  useEffect(() => {
    if (wanted) field.current?.focus();
    // What is wanted later is somebody's own doing.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
}
