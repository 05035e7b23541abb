/** Where "Create branch" leads, also from Jira's own panel: a branch for an issue, made at the Git service. */

import type { MadeBranch } from '@branchline/contract';
import { BranchSuggestion, copyText, ProblemView } from '@branchline/issue-panel';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { FormEvent, ReactElement } from 'react';
import { api } from '../api.ts';
import { Answer } from '../components/answer.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import * as texts from '../texts.ts';
import { ActingHeading } from './acting/acting-heading.tsx';
import { BranchFields } from './acting/branch-fields.tsx';
import { MadeBranchView } from './acting/made-branch.tsx';
import { useActing } from './acting/use-acting.tsx';
import { useBranchWish } from './acting/use-branch-wish.ts';
import { useConnecting } from './acting/use-connecting.tsx';
import { WithoutIssue } from './acting/without-issue.tsx';

const words = texts.createBranch;

export function CreateBranchPage(): ReactElement {
  const { issue = '', repository = '', summary = '' } = useSearch({ strict: false });
  const navigate = useNavigate();
  if (issue === '') {
    const choose = (key: string) => void navigate({ to: '/create-branch', search: { issue: key } });
    return <WithoutIssue title={texts.issues.createBranch.whichIssue} onChoose={choose} />;
  }
  return (
    <div className="acting">
      <ActingHeading issueKey={issue} title={words.titleFor(issue)} />
      <CreateBranch key={issue} issueKey={issue} repository={repository} summary={summary} />
    </div>
  );
}

interface CreateBranchProps {
  readonly issueKey: string;
  /** Its id, or empty. */
  readonly repository: string;
  /** As the address has it; empty for none. */
  readonly summary: string;
}

function CreateBranch({ issueKey, repository, summary }: CreateBranchProps): ReactElement {
  const branch = useBranchWish(issueKey, repository);
  const connecting = useConnecting(branch.chosen.repository);
  const [made, setMade] = useState<{ readonly branch: MadeBranch; readonly repositoryId: number }>();
  const creating = useActing(
    (wish: NonNullable<typeof branch.wish>) => api.createBranch({ params: { key: issueKey }, body: wish }),
    (done) => {
      setMade({ branch: done, repositoryId: branch.chosen.repository?.id ?? 0 });
      branch.kept.forget();
    },
  );
  function send(event: FormEvent): void {
    event.preventDefault();
    if (branch.wish !== undefined) creating.act(branch.wish);
  }
  if (made !== undefined) return <MadeBranchView issueKey={issueKey} {...made} isWorkOffered />;
  return (
    <>
      {creating.asking}
      {connecting.asking}
      <Answer query={branch.chosen.found} skeleton={<SkeletonRows label={texts.acting.loading} />}>
        {({ because }) =>
          because === null ? (
            <form className="form" onSubmit={send} aria-label={words.titleFor(issueKey)}>
              <BranchFields issueKey={issueKey} branch={branch} onConnect={connecting.connect} />
              {creating.problem !== undefined && <ProblemView problem={creating.problem} onCopy={copyText} />}
              <div className="actions">
                <button
                  type="submit"
                  className="bl-button button-primary"
                  disabled={creating.isPending || branch.wish === undefined}
                >
                  {words.action}
                </button>
              </div>
            </form>
          ) : (
            <>
              <EmptyState title={texts.acting.none.title}>{because}</EmptyState>
              <BranchSuggestion issueKey={issueKey} summary={summary} onCopy={copyText} />
            </>
          )
        }
      </Answer>
    </>
  );
}
