/** Deleting a branch of an issue, with what would be lost in numbers. */

import type { IssueBranchView, IssuePullRequestView } from '@branchline/contract';
import { listed, visibleText } from '@branchline/issue-panel';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import * as texts from '../../texts.ts';
import { ActDialog } from './act-dialog.tsx';
import { DeedActor } from './deed-actor.tsx';

const words = texts.pullRequestActions.deleteBranch;

export interface DeleteBranchDialogProps {
  readonly issueKey: string;
  readonly repositoryId: number;
  /** The default branch of the repository. */
  readonly base: string;
  readonly branch: IssueBranchView;
  /** Of the same repository, as far as they belong to the issue. */
  readonly pullRequests: readonly IssuePullRequestView[];
  readonly onClose: () => void;
}

export function DeleteBranchDialog(props: DeleteBranchDialogProps): ReactElement {
  const { issueKey, repositoryId, base, branch, pullRequests, onClose } = props;
  const open = pullRequests.filter(
    (each) => each.state === 'open' && each.fork === null && each.sourceBranch === branch.name,
  );
  return (
    <ActDialog
      title={visibleText(words.title(branch.name))}
      action={words.action}
      tone="danger"
      run={() => api.deleteBranch({ params: { key: issueKey, repository: repositoryId }, body: { name: branch.name } })}
      onClose={onClose}
    >
      <p>{consequenceOf(branch, base)}</p>
      {open.length > 0 && <p>{words.open(listed(open.map(({ label }) => label)))}</p>}
      <DeedActor issueKey={issueKey} repositoryId={repositoryId} use="create-branch" />
    </ActDialog>
  );
}

function consequenceOf({ merged, ahead }: IssueBranchView, base: string): string {
  if (merged || ahead === 0) return words.merged(base);
  return ahead === null ? words.unknown : words.unmerged(ahead, base);
}
