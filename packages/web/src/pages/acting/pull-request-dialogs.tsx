/** Approving and merging a pull request of an issue. */

import type { IssuePullRequestView } from '@branchline/contract';
import { Icon, visibleText } from '@branchline/issue-panel';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { CheckField } from '../../components/check-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import * as texts from '../../texts.ts';
import { ActDialog } from './act-dialog.tsx';
import { DeedActor } from './deed-actor.tsx';

const words = texts.pullRequestActions;

export interface PullRequestDialogProps {
  readonly issueKey: string;
  readonly repositoryId: number;
  readonly pullRequest: IssuePullRequestView;
  readonly onClose: () => void;
}

export function ApproveDialog({ issueKey, repositoryId, pullRequest, onClose }: PullRequestDialogProps): ReactElement {
  const params = { key: issueKey, repository: repositoryId, pullRequest: pullRequest.id };
  return (
    <ActDialog
      title={words.approve.title(pullRequest.label)}
      action={words.approve.action}
      run={() => api.approvePullRequest({ params })}
      onClose={onClose}
    >
      <p dir="auto" className="break">
        {visibleText(words.approve.text(pullRequest.title))}
      </p>
      <DeedActor issueKey={issueKey} repositoryId={repositoryId} use="create-pull-request" isOwnOnly />
    </ActDialog>
  );
}

type Method = keyof typeof words.merge.methods;
const methods: readonly Method[] = ['merge', 'squash', 'rebase'];

/** The head that stands in the dialog is the one that is merged: when it has moved on, the service refuses. */
export function MergeDialog({ issueKey, repositoryId, pullRequest, onClose }: PullRequestDialogProps): ReactElement {
  const { label, title, sourceBranch, targetBranch, fork, headHash, id } = pullRequest;
  const [method, setMethod] = useState<Method>('merge');
  const [deletes, setDeletes] = useState(false);
  const body = { method, deletesSourceBranch: deletes, ...(headHash === null ? {} : { expectedHead: headHash }) };
  return (
    <ActDialog
      title={words.merge.title(label)}
      action={words.merge.action}
      run={() => api.mergePullRequest({ params: { key: issueKey, repository: repositoryId, pullRequest: id }, body })}
      onClose={onClose}
    >
      <p dir="auto" className="break">
        {visibleText(words.merge.text(title, sourceBranch, targetBranch))}
      </p>
      {headHash !== null && <HeadLine head={headHash} />}
      <SelectField
        label={words.merge.method}
        name="method"
        hint={words.merge.methodHint}
        options={methods.map((value) => ({ value, label: words.merge.methods[value] }))}
        value={method}
        onChange={setMethod}
      />
      {fork === null && (
        <CheckField label={visibleText(words.merge.deletes(sourceBranch))} checked={deletes} onChange={setDeletes} />
      )}
      <DeedActor issueKey={issueKey} repositoryId={repositoryId} use="create-pull-request" />
    </ActDialog>
  );
}

/** What would be merged, and whether that is something else than when somebody began to look. */
function HeadLine({ head }: { readonly head: string }): ReactElement {
  const [first] = useState(head);
  if (first === head) return <p className="quiet">{words.merge.head(shortened(head))}</p>;
  return (
    <output className="warning-line">
      <Icon name="warning" /> <span>{words.merge.movedOn(shortened(first), shortened(head))}</span>
    </output>
  );
}

function shortened(hash: string): string {
  return hash.slice(0, 8);
}
