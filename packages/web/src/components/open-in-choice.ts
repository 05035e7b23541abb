/** Remembers in this browser in which program a person opens branches and commits. */

import { deepLinkApps, type OpenInChoice } from '@branchline/issue-panel';
import { useMemo, useState } from 'react';

const key = 'branchline.open-in';

export function useOpenInChoice(): OpenInChoice {
  const [app, setApp] = useState(() => deepLinkApps.find((each) => each === localStorage.getItem(key)));
  return useMemo(
    () => ({
      app,
      onChoose: (chosen) => {
        localStorage.setItem(key, chosen);
        setApp(chosen);
      },
    }),
    [app],
  );
}
