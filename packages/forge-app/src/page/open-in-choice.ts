/** Remembers, as far as the frame lets us, in which program a person opens branches and commits. */

import { deepLinkApps, type DeepLinkApp, type OpenInChoice } from '@branchline/issue-panel';
import { useMemo, useState } from 'react';

const key = 'branchline.open-in';

export function useOpenInChoice(): OpenInChoice {
  const [app, setApp] = useState(remembered);
  return useMemo(
    () => ({
      app,
      onChoose: (chosen) => {
        remember(chosen);
        setApp(chosen);
      },
    }),
    [app],
  );
}

function remembered(): DeepLinkApp | undefined {
  try {
    return deepLinkApps.find((each) => each === localStorage.getItem(key));
  } catch {
    // Browsers may keep storage from frames of other sites.
    return undefined;
  }
}

function remember(app: DeepLinkApp): void {
  try {
    localStorage.setItem(key, app);
  } catch {
    // Then it is remembered until the page is left.
  }
}
