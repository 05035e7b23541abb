/** Arrow keys go from one thing to the next among those of a place that can have the focus. */

import { useEffect } from 'react';
import type { RefObject } from 'react';

/** @param which what there is to go through, as a selector; in the order of the page */
export function useArrowKeys(place: RefObject<HTMLElement | null>, which = 'a'): void {
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    function walk(event: KeyboardEvent): void {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step === undefined || element === null || event.altKey || event.ctrlKey || event.metaKey) return;
      const stops = [...element.querySelectorAll<HTMLElement>(which)];
      const now = stops.findIndex((stop) => stop === document.activeElement);
      stops[Math.max(0, now + step)]?.focus();
      event.preventDefault();
    }
    element.addEventListener('keydown', walk);
    return () => element.removeEventListener('keydown', walk);
  }, [place, which]);
}
