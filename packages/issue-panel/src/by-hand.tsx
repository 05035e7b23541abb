/** Says of a row whose text holds no key of the issue that somebody linked it. */

import type { IssueCommitView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { Badge } from './badge.tsx';
import { texts } from './texts.ts';

export function ByHand({ foundIn }: { readonly foundIn: IssueCommitView['foundIn'] }): ReactElement | null {
  const isOnlySaid = foundIn.length > 0 && foundIn.every((place) => place === 'by-hand');
  return isOnlySaid ? <Badge tone="neutral">{texts.byHand}</Badge> : null;
}
