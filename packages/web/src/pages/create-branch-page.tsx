/** Where Jira's "Create branch" leads: a name for the branch, and the command that makes it. */

import { BranchSuggestion, copyText } from '@branchline/issue-panel';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import * as texts from '../texts.ts';

const words = texts.issues.createBranch;

export function CreateBranchPage(): ReactElement {
  const { issue = '', summary = '' } = useSearch({ strict: false });
  if (issue === '') {
    return (
      <div className="empty">
        <h1>{words.whichIssue}</h1>
        <p>{words.how}</p>
        <Link to="/issues">{words.choose}</Link>
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
      <h1>{words.title(issue)}</h1>
      <div className="panel-place">
        <BranchSuggestion issueKey={issue} summary={summary} onCopy={copyText} />
      </div>
    </>
  );
}
