/** Our own pages as the panel links to them: without loading the app anew, and as ever with a modifier key. */

import { placeAddress, type PanelTools } from '@branchline/issue-panel';
import { useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { MouseEvent } from 'react';

export function usePlaceLinks(): NonNullable<PanelTools['linkTo']> {
  const { history } = useRouter();
  return useCallback(
    (place) => {
      const href = placeAddress(place);
      return {
        href,
        onClick: (event: MouseEvent) => {
          if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
          event.preventDefault();
          history.push(href);
        },
      };
    },
    [history],
  );
}
