/** What a view shows while its answer is on the way, when it failed, and when it is there. */

import { copyText, PanelSkeleton, ProblemView } from '@branchline/issue-panel';
import type { ReactElement, ReactNode } from 'react';
import type { Answered } from './use-answer.ts';

/** An answer that is already there stays when asking again fails; the problem is shown above it. */
export function ShownAnswer<Value>(props: {
  readonly answer: Answered<Value>;
  /** `at`: when it was answered. */
  readonly children: (value: Value, at: Date) => ReactNode;
}): ReactElement {
  const { answered, problem, askAgain } = props.answer;
  return (
    <>
      {problem !== undefined && <ProblemView problem={problem} onCopy={copyText} onRetry={askAgain} />}
      {answered === undefined
        ? problem === undefined && <PanelSkeleton />
        : props.children(answered.value, answered.at)}
    </>
  );
}
