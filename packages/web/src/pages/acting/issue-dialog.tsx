/** The dialog that the address of an issue's page asks for: what is to be done, and with which thing. */

import type { IssueDevelopment } from '@branchline/contract';
import type { ReactElement } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import * as texts from '../../texts.ts';
import { DeleteBranchDialog } from './delete-branch-dialog.tsx';
import { ApproveDialog, MergeDialog } from './pull-request-dialogs.tsx';
import { StartWorkDialog } from './start-work-dialog.tsx';

/** What stands in the address. */
export interface WantedDeed {
  readonly act?: string;
  /** Its id. */
  readonly repository?: string;
  readonly branch?: string;
  readonly pullRequest?: string;
}

export interface IssueDialogProps {
  readonly development: IssueDevelopment;
  readonly wanted: WantedDeed;
  readonly onClose: () => void;
}

const words = texts.pullRequestActions;

/** Nothing where the address asks for nothing that we know. */
export function IssueDialog({ development, wanted, onClose }: IssueDialogProps): ReactElement | null {
  const { key: issueKey, repositories } = development;
  if (wanted.act === 'start-work') return <StartWorkDialog issueKey={issueKey} onClose={onClose} />;
  if (wanted.act !== 'approve' && wanted.act !== 'merge' && wanted.act !== 'delete-branch') return null;
  const repository = repositories.find(({ id }) => String(id) === wanted.repository);
  const branch = repository?.branches.find(({ name }) => name === wanted.branch);
  const pullRequest = repository?.pullRequests.find(({ id }) => id === wanted.pullRequest);
  const place = { issueKey, repositoryId: repository?.id ?? 0, onClose };
  if (wanted.act === 'delete-branch' && repository !== undefined && branch !== undefined) {
    const { defaultBranch, pullRequests } = repository;
    return <DeleteBranchDialog {...place} branch={branch} base={defaultBranch ?? ''} pullRequests={pullRequests} />;
  }
  if (wanted.act !== 'delete-branch' && pullRequest !== undefined) {
    const DeedDialog = wanted.act === 'approve' ? ApproveDialog : MergeDialog;
    return <DeedDialog {...place} pullRequest={pullRequest} />;
  }
  return (
    <Dialog title={words.gone.title} onClose={onClose}>
      <p>{words.gone.text}</p>
    </Dialog>
  );
}
