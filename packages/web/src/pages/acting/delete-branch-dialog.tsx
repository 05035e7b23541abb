/** Deleting a branch of an issue, with what would be lost in numbers. */

import type { IssueBranchView } from '@branchline/contract';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import * as texts from '../../texts.ts';
import { ActDialog } from './act-dialog.tsx';

const words = texts.pullRequestActions.deleteBranch;

export interface DeleteBranchDialogProps {
  readonly issueKey: string;
  readonly repositoryId: number;
  /** The default branch of the repository. */
  readonly base: string;
  readonly branch: IssueBranchView;
  readonly onClose: () => void;
}

export function DeleteBranchDialog(props: DeleteBranchDialogProps): ReactElement {
  const { issueKey, repositoryId, base, branch, onClose } = props;
  return (
    <ActDialog
      title={words.title(branch.name)}
      action={words.action}
      tone="danger"
      run={() => api.deleteBranch({ params: { key: issueKey, repository: repositoryId }, body: { name: branch.name } })}
      onClose={onClose}
    >
      <p>{consequenceOf(branch, base)}</p>
    </ActDialog>
  );
}

function consequenceOf({ merged, ahead }: IssueBranchView, base: string): string {
  if (merged || ahead === 0) return words.merged(base);
  return ahead === null ? words.unknown : words.unmerged(ahead, base);
}
