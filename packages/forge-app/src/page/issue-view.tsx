/** What git knows of the issue that is open in Jira: the same panel as in Branchline itself. */

import { copyText, IssuePanel } from '@branchline/issue-panel';
import { useCallback } from 'react';
import type { ReactElement } from 'react';
import { ShownAnswer } from './shown-answer.tsx';
import type { Surroundings } from './surroundings.ts';
import { useAnswer } from './use-answer.ts';

export function IssueView({ client, issueKey }: Surroundings & { readonly issueKey: string }): ReactElement {
  const ask = useCallback(
    (signal: AbortSignal) => client.showIssueDevelopment({ params: { key: issueKey } }, signal),
    [client, issueKey],
  );
  const answer = useAnswer(ask);
  return (
    <ShownAnswer answer={answer}>
      {(development, at) => <IssuePanel development={development} now={at} onCopy={copyText} />}
    </ShownAnswer>
  );
}
