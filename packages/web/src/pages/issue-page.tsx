/** One issue: the same view that Jira shows. */

import { IssueView, PanelSkeleton } from '@branchline/issue-panel';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ReactElement } from 'react';
import { Answer } from '../components/answer.tsx';
import { IssueHeading } from '../components/issue-heading.tsx';
import { issueQuery } from '../queries/issues.ts';
import * as texts from '../texts.ts';
import { useIssueActions } from './acting/use-issue-actions.tsx';
import { useIssueView } from './issue/use-issue-view.ts';
import { usePlaceLinks } from './issue/use-place-links.ts';

export function IssuePage(): ReactElement {
  const { key = '' } = useParams({ strict: false });
  const { scope, view } = useIssueView(key);
  const development = useQuery(issueQuery(key, scope));
  const { onAct, dialog } = useIssueActions(development.data?.key ?? key.toUpperCase(), development.data);
  const linkTo = usePlaceLinks();
  const projectKey = (development.data?.key ?? key.toUpperCase()).replace(/-\d+$/u, '');
  usePresentKey(key, development.data?.key);
  return (
    <>
      <p className="crumbs">
        <Link to="/issues">{texts.issues.title}</Link> /{' '}
        <Link to="/projects/$key" params={{ key: projectKey }}>
          {texts.project.title(projectKey)}
        </Link>
      </p>
      <h1>{key.toUpperCase()}</h1>
      <div className="panel-place">
        <Answer query={development} skeleton={<PanelSkeleton />}>
          {(data) => (
            <>
              <IssueHeading development={data} />
              <IssueView key={data.key} development={data} {...view} onAct={onAct} linkTo={linkTo} />
            </>
          )}
        </Answer>
      </div>
      {dialog}
    </>
  );
}

/** The address of an issue that was moved becomes that of its present key; going back does not come here again. */
function usePresentKey(asked: string, present: string | undefined): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (present === undefined || present === asked.toUpperCase()) return;
    void navigate({ to: '/issues/$key', params: { key: present }, search: (before) => before, replace: true });
  }, [asked, present, navigate]);
}
