/** Beginning to work on an issue: it becomes one's own, moves on, and gets a branch, as far as that is wanted. */

import type { StartedWork, StartWorkProposal } from '@branchline/contract';
import { ProblemView, visibleText } from '@branchline/issue-panel';
import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { copyText } from '../../components/copy-text.ts';
import { Dialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import * as texts from '../../texts.ts';
import { BranchFields } from './branch-fields.tsx';
import { MadeBranchView } from './made-branch.tsx';
import { useActing } from './use-acting.tsx';
import type { BranchWish } from './use-branch-wish.ts';
import { stays, useStartWorkWish, type WorkToStart } from './use-start-work-wish.ts';

const words = texts.startWork;

export interface StartWorkDialogProps {
  readonly issueKey: string;
  readonly onClose: () => void;
}

export function StartWorkDialog({ issueKey, onClose }: StartWorkDialogProps): ReactElement {
  const work = useStartWorkWish(issueKey);
  const { proposal, branch, wantsBranch, wish, kept } = work;
  const [started, setStarted] = useState<StartedWork>();
  const starting = useActing(
    (body: WorkToStart) => api.startWork({ params: { key: issueKey }, body }),
    (done) => {
      setStarted(done);
      kept.forget();
      if (done.branch !== null) branch.kept.forget();
    },
  );
  if (started !== undefined) {
    return (
      <Dialog title={words.title(issueKey)} onClose={onClose}>
        <Outcome issueKey={issueKey} started={started} repositoryId={branch.chosen.repository?.id ?? 0} />
      </Dialog>
    );
  }
  return (
    <>
      <Dialog
        title={words.title(issueKey)}
        action={words.action}
        tone="primary"
        busy={starting.isPending || work.isIncomplete || work.isNothing}
        problem={starting.problem}
        onAction={() => starting.act(wish)}
        onClose={onClose}
      >
        <InJira
          proposal={proposal}
          assigns={wish.assigns}
          transition={wish.transition ?? stays}
          onAssign={(assigns) => kept.change({ assigns: assigns ? '' : 'no' })}
          onMove={(transition) => kept.change({ transition })}
        />
        {work.mayBranch && (
          <CheckField
            label={words.branch}
            checked={wantsBranch}
            onChange={(wants) => kept.change({ branch: wants ? '' : 'no' })}
          />
        )}
        <BranchPart issueKey={issueKey} branch={branch} isWanted={wantsBranch} />
        {work.isNothing && !proposal.isPending && <p className="quiet">{words.nothing}</p>}
      </Dialog>
      {starting.asking}
    </>
  );
}

interface BranchPartProps {
  readonly issueKey: string;
  readonly branch: BranchWish;
  readonly isWanted: boolean;
}

/** Where there is nothing to make one in, it is said why, and the rest can be done all the same. */
function BranchPart({ issueKey, branch, isWanted }: BranchPartProps): ReactElement {
  return (
    <Answer query={branch.chosen.found} skeleton={<SkeletonRows label={texts.acting.loading} />}>
      {({ because }) => {
        if (because !== null) return <p className="reason">{words.withoutBranch(because)}</p>;
        return isWanted && <BranchFields issueKey={issueKey} branch={branch} />;
      }}
    </Answer>
  );
}

interface InJiraProps {
  readonly proposal: UseQueryResult<StartWorkProposal>;
  readonly assigns: boolean;
  readonly transition: string;
  readonly onAssign: (assigns: boolean) => void;
  readonly onMove: (transition: string) => void;
}

/** What becomes of the issue itself. */
function InJira({ proposal, assigns, transition, onAssign, onMove }: InJiraProps): ReactElement {
  return (
    <Answer query={proposal} skeleton={<SkeletonRows label={texts.acting.loading} />}>
      {(proposed) => (
        <>
          <Assigning proposed={proposed} assigns={assigns} onChange={onAssign} />
          <Moving proposed={proposed} transition={transition} onChange={onMove} />
        </>
      )}
    </Answer>
  );
}

interface AssigningProps {
  readonly proposed: StartWorkProposal;
  readonly assigns: boolean;
  readonly onChange: (assigns: boolean) => void;
}

function Assigning({ proposed, assigns, onChange }: AssigningProps): ReactElement {
  const { assignee, cannotAssign } = proposed;
  if (assignee?.isMe === true) return <p>{words.assigned}</p>;
  if (cannotAssign !== null) return <p className="reason">{cannotAssign}</p>;
  const hint = assignee === null ? words.nobody : visibleText(words.from(assignee.name));
  return <CheckField label={words.assign} hint={hint} checked={assigns} onChange={onChange} />;
}

interface MovingProps {
  readonly proposed: StartWorkProposal;
  readonly transition: string;
  readonly onChange: (transition: string) => void;
}

function Moving({ proposed, transition, onChange }: MovingProps): ReactElement | null {
  const { transitions, cannotMove, status } = proposed;
  // One reason for both is said once.
  if (cannotMove !== null && cannotMove === proposed.cannotAssign) return null;
  if (cannotMove !== null) return <p className="reason">{cannotMove}</p>;
  if (transitions.length === 0) return null;
  const options = transitions.map(({ id, name, to }) => ({ value: id, label: words.transition(name, to) }));
  return (
    <SelectField
      label={words.move}
      name="transition"
      hint={status === null ? undefined : words.status(status)}
      options={[{ value: stays, label: words.stay }, ...options]}
      value={transition}
      onChange={onChange}
    />
  );
}

interface OutcomeProps {
  readonly issueKey: string;
  readonly started: StartedWork;
  readonly repositoryId: number;
}

function Outcome({ issueKey, started, repositoryId }: OutcomeProps): ReactElement {
  return (
    <>
      {started.branch !== null && (
        <MadeBranchView issueKey={issueKey} repositoryId={repositoryId} branch={started.branch} />
      )}
      {started.steps.map(({ step, state, message }) => {
        if (state === 'not-wanted') return null;
        if (state === 'done') return <p key={step}>{words.steps[step].done}</p>;
        const problem = { type: 'rejected', title: words.steps[step].failed, status: 422, detail: message };
        return <ProblemView key={step} problem={problem} onCopy={copyText} />;
      })}
    </>
  );
}
