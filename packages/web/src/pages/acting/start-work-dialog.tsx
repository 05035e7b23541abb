/** Beginning to work on an issue: it becomes one's own, moves on, and gets a branch, as far as that is wanted. */

import type { StartedWork, StartWorkProposal } from '@branchline/contract';
import { ProblemView } from '@branchline/issue-panel';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactElement } from 'react';
import { api } from '../../api.ts';
import { Answer } from '../../components/answer.tsx';
import { CheckField } from '../../components/check-field.tsx';
import { copyText } from '../../components/copy-text.ts';
import { Dialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { startWorkQuery } from '../../queries/acting.ts';
import * as texts from '../../texts.ts';
import { BranchFields } from './branch-fields.tsx';
import { MadeBranchView } from './made-branch.tsx';
import { useActing } from './use-acting.tsx';
import { useBranchWish } from './use-branch-wish.ts';

const words = texts.startWork;

export interface StartWorkDialogProps {
  readonly issueKey: string;
  readonly onClose: () => void;
}

export function StartWorkDialog({ issueKey, onClose }: StartWorkDialogProps): ReactElement {
  const proposal = useQuery(startWorkQuery(issueKey));
  const branch = useBranchWish(issueKey, '');
  const [wantsBranch, setWantsBranch] = useState(true);
  const [assigns, setAssigns] = useState<boolean>();
  const [transition, setTransition] = useState<string>();
  const [started, setStarted] = useState<StartedWork>();
  const starting = useActing((body: Parameters<typeof api.startWork>[0]['body']) => {
    return api.startWork({ params: { key: issueKey }, body });
  }, setStarted);
  const wish = {
    branch: wantsBranch ? (branch.wish ?? null) : null,
    assigns: assigns ?? mayAssign(proposal.data),
    transition: orNothing(transition ?? suggestedOf(proposal.data)),
  };
  const isIncomplete = wantsBranch && wish.branch === null;
  const isNothing = !wantsBranch && !wish.assigns && wish.transition === null;
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
        busy={starting.isPending || isIncomplete || isNothing}
        problem={starting.problem}
        onAction={() => starting.act(wish)}
        onClose={onClose}
      >
        <InJira
          proposal={proposal}
          assigns={wish.assigns}
          transition={wish.transition ?? ''}
          onAssign={setAssigns}
          onMove={setTransition}
        />
        <CheckField label={words.branch} checked={wantsBranch} onChange={setWantsBranch} />
        {wantsBranch && (
          <Answer query={branch.chosen.found} skeleton={<SkeletonRows label={texts.acting.loading} />}>
            {({ because }) =>
              because === null ? (
                <BranchFields issueKey={issueKey} branch={branch} />
              ) : (
                <p className="reason">{because}</p>
              )
            }
          </Answer>
        )}
        {isNothing && <p className="quiet">{words.nothing}</p>}
      </Dialog>
      {starting.asking}
    </>
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

function mayAssign(proposed: StartWorkProposal | undefined): boolean {
  return proposed !== undefined && proposed.cannotAssign === null && proposed.assignee?.isMe !== true;
}

function suggestedOf(proposed: StartWorkProposal | undefined): string {
  return proposed?.transitions.find(({ isSuggested }) => isSuggested)?.id ?? '';
}

function orNothing(word: string): string | null {
  return word === '' ? null : word;
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
  const hint = assignee === null ? words.nobody : words.from(assignee.name);
  return <CheckField label={words.assign} hint={hint} checked={assigns} onChange={onChange} />;
}

interface MovingProps {
  readonly proposed: StartWorkProposal;
  readonly transition: string;
  readonly onChange: (transition: string) => void;
}

function Moving({ proposed, transition, onChange }: MovingProps): ReactElement | null {
  const { transitions, cannotMove, status } = proposed;
  if (cannotMove !== null) return <p className="reason">{cannotMove}</p>;
  if (transitions.length === 0) return null;
  const options = transitions.map(({ id, name, to }) => ({ value: id, label: words.transition(name, to) }));
  return (
    <SelectField
      label={words.move}
      name="transition"
      hint={status === null ? undefined : words.status(status)}
      options={[{ value: '', label: words.stay }, ...options]}
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
