/** What stands in the place of a page that broke: that it is our defect, and what to do. */

import { ProblemView } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { problemOf } from '../api.ts';
import { copyText } from './copy-text.ts';

export interface PageDefectProps {
  readonly error: unknown;
  readonly reset: () => void;
}

/** A page whose file the server does not have any more breaks, too: after an upgrade, reloading helps. */
export function PageDefect({ error, reset }: PageDefectProps): ReactElement {
  return <ProblemView problem={problemOf(error)} onCopy={copyText} onRetry={reset} />;
}
