/** Whether the window is such as a style sheet would ask: what is not shown need not be fetched either. */

import { useCallback, useSyncExternalStore } from 'react';

/** @param condition as in a style sheet: `(min-width: 60rem)` */
export function useMedia(condition: string): boolean {
  const subscribe = useCallback(
    (told: () => void) => {
      const media = matchMedia(condition);
      media.addEventListener('change', told);
      return () => media.removeEventListener('change', told);
    },
    [condition],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(condition).matches);
}
