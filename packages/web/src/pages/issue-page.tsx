/** One issue: the same panel that Jira shows. */

import { IssuePanel, PanelSkeleton } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { issueQuery } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { copyText } from '../components/copy-text.ts';
import { useNow } from '../components/use-now.ts';
import { rememberView, rememberedView } from './panel-view.ts';

export function IssuePage(): ReactElement {
  const { key = '' } = useParams({ strict: false });
  const now = useNow();
  const development = useQuery(issueQuery(key));
  return (
    <>
      <p className="crumbs">
        <Link to="/issues">Issues</Link>
      </p>
      <h1>{key.toUpperCase()}</h1>
      <div className="panel-place">
        <Answer query={development} skeleton={<PanelSkeleton />}>
          {(data) => (
            <IssuePanel
              development={data}
              now={now}
              onCopy={copyText}
              initialView={rememberedView()}
              onViewChange={rememberView}
            />
          )}
        </Answer>
      </div>
    </>
  );
}
