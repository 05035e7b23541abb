/** Shows an answer on its way, failed, or there; what is there stays while asking again fails, with the problem above it. */

import type { ReactElement, ReactNode } from 'react';
import type { Asked } from './asked.ts';
import type { Copy } from './copy-button.tsx';
import { PanelSkeleton } from './panel-skeleton.tsx';
import { ProblemView } from './problem-view.tsx';

export function AskedView<Value>(props: {
  readonly asked: Asked<Value>;
  readonly onCopy: Copy;
  readonly children: (value: Value) => ReactNode;
}): ReactElement {
  const { asked, onCopy, children } = props;
  if (asked.state === 'loading') return <PanelSkeleton />;
  const retry = asked.onRetry === undefined ? {} : { onRetry: asked.onRetry };
  return (
    <>
      {asked.problem !== undefined && <ProblemView problem={asked.problem} onCopy={onCopy} {...retry} />}
      {asked.state === 'there' && children(asked.value)}
    </>
  );
}
