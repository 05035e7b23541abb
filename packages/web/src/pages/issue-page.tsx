/** One issue: the same panel that Jira shows. */

import { IssuePanel, PanelSkeleton } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { IssueHeading } from '../components/issue-heading.tsx';
import { copyText } from '../components/copy-text.ts';
import { useNow } from '../components/use-now.ts';
import { rememberView, rememberedView } from './panel-view.ts';
import { issueQuery } from '../queries/issues.ts';
import * as texts from '../texts.ts';

export function IssuePage(): ReactElement {
  const { key = '' } = useParams({ strict: false });
  const now = useNow();
  const development = useQuery(issueQuery(key));
  usePresentKey(key, development.data?.key);
  return (
    <>
      <p className="crumbs">
        <Link to="/issues">{texts.issues.title}</Link>
      </p>
      <h1>{key.toUpperCase()}</h1>
      <div className="panel-place">
        <Answer query={development} skeleton={<PanelSkeleton />}>
          {(data) => (
            <>
              <IssueHeading development={data} />
              <IssuePanel
                development={data}
                now={now}
                onCopy={copyText}
                initialView={rememberedView()}
                onViewChange={rememberView}
              />
            </>
          )}
        </Answer>
      </div>
    </>
  );
}

/** The address of an issue that was moved becomes that of its present key; going back does not come here again. */
function usePresentKey(asked: string, present: string | undefined): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (present === undefined || present === asked.toUpperCase()) return;
    void navigate({ to: '/issues/$key', params: { key: present }, replace: true });
  }, [asked, present, navigate]);
}
