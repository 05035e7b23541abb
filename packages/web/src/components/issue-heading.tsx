/** What an issue is, in Jira's words, above what git has of it. */

import type { IssueDevelopment } from '@branchline/contract';
import { Badge, WebLink, visibleText } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';

export function IssueHeading({ development }: { readonly development: IssueDevelopment }): ReactElement | null {
  const { issue, formerKeys } = development;
  if (issue === null && formerKeys.length === 0) return null;
  return (
    <div className="issue-heading">
      {issue !== null && (
        <p>
          <WebLink url={issue.url}>
            <bdi>{visibleText(issue.summary)}</bdi>
          </WebLink>{' '}
          <span className="quiet">{issue.type}</span> <Badge tone="neutral">{issue.status}</Badge>
        </p>
      )}
      {formerKeys.length > 0 && <p className="quiet">{texts.issues.formerly(formerKeys)}</p>}
    </div>
  );
}
