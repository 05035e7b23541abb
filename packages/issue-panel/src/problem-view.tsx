/** Something went wrong: what, why, what to do, and the details to copy. Shown by the panel's hosts and by every page. */

import type { Problem } from '@branchline/contract';
import type { ReactElement } from 'react';
import { CopyButton } from './copy-button.tsx';
import type { Copy } from './copy-button.tsx';
import { Icon } from './icon.tsx';
import { texts } from './texts.ts';

export interface ProblemViewProps {
  readonly problem: Problem;
  readonly onCopy: Copy;
  /** Left out where trying again makes no sense. */
  readonly onRetry?: () => void;
}

export function ProblemView({ problem, onCopy, onRetry }: ProblemViewProps): ReactElement {
  const details = JSON.stringify(problem, undefined, 2);
  return (
    <div className="bl-problem" role="alert">
      <Icon name="warning" />
      <div>
        <h3 className="bl-title">{problem.title}</h3>
        {problem.detail !== undefined && <p className="bl-break">{problem.detail}</p>}
        {problem.remedy !== undefined && <p className="bl-break">{problem.remedy}</p>}
        {onRetry !== undefined && (
          <button type="button" className="bl-button" onClick={onRetry}>
            {texts.error.retry}
          </button>
        )}
        <details className="bl-fold">
          <summary>
            <Icon name="chevron" />
            {texts.error.details}
          </summary>
          <div className="bl-details">
            <pre className="bl-message">{details}</pre>
            <CopyButton text={details} what={texts.error.copyDetails} onCopy={onCopy} />
          </div>
        </details>
      </div>
    </div>
  );
}
