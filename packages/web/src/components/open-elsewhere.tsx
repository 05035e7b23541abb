/** Opens a thing of a repository in a program on the reader's machine, on pages that are no panel of an issue. */

import { OpenIn, PanelToolsProvider, type OpenInProps } from '@branchline/issue-panel';
import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useOpenInChoice } from './open-in-choice.ts';

/** Nothing where no program could find it. */
export function OpenElsewhere(props: OpenInProps): ReactElement {
  const openIn = useOpenInChoice();
  const tools = useMemo(() => ({ openIn }), [openIn]);
  return (
    <PanelToolsProvider value={tools}>
      <OpenIn {...props} />
    </PanelToolsProvider>
  );
}
