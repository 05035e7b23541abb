/** The panel of an issue that nothing names yet: what will be here, why it is not, and the next step. */

import type { IssueDevelopment } from '@branchline/contract';
import type { ReactElement } from 'react';
import { CopyButton } from './copy-button.tsx';
import type { Copy } from './copy-button.tsx';
import { Coverage } from './coverage.tsx';
import { texts } from './texts.ts';

export interface EmptyPanelProps {
  readonly issueKey: string;
  readonly coverage: IssueDevelopment['coverage'];
  readonly onCopy: Copy;
}

export function EmptyPanel({ issueKey, coverage, onCopy }: EmptyPanelProps): ReactElement {
  const command = texts.empty.example(issueKey);
  return (
    <div className="bl-panel bl-empty">
      <h3 className="bl-title">{texts.empty.title(issueKey)}</h3>
      {coverage.repositories === 0 ? (
        <p>{texts.empty.noRepositories}</p>
      ) : (
        <>
          <p>{texts.empty.what}</p>
          <Coverage coverage={coverage} />
          <p>{texts.empty.nextStep(issueKey)}</p>
          <p className="bl-command">
            <code>{command}</code>
            <CopyButton text={command} what={command} onCopy={onCopy} />
          </p>
        </>
      )}
    </div>
  );
}
