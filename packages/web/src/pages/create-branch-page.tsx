/** Where Jira's "Create branch" leads: a name for the branch, and the command that makes it. */

import { BranchSuggestion, copyText } from '@branchline/issue-panel';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';

export function CreateBranchPage(): ReactElement {
  const { issue = '', summary = '' } = useSearch({ strict: false });
  if (issue === '') {
    return (
      <div className="empty">
        <h1>Which issue is the branch for?</h1>
        <p>
          Open this page from “Create branch” in Jira, or choose one of <Link to="/issues">the issues</Link>.
        </p>
      </div>
    );
  }
  return (
    <>
      <p className="crumbs">
        <Link to="/issues/$key" params={{ key: issue }}>
          {issue}
        </Link>
      </p>
      <h1>Create a branch for {issue}</h1>
      <div className="panel-place">
        <BranchSuggestion issueKey={issue} summary={summary} onCopy={copyText} />
      </div>
    </>
  );
}
