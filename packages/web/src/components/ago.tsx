/** A moment relative to now, in a cell of a table or wherever nobody else keeps the time. */

import { RelativeTime } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { useNow } from './use-now.ts';

export function Ago({ at }: { readonly at: string }): ReactElement {
  const now = useNow();
  return <RelativeTime at={at} now={now} />;
}
