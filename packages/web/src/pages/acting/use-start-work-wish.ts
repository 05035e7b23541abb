/** Beginning to work as somebody fills it in: what is proposed until they choose something else. */

import type { StartWorkProposal } from '@branchline/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { api } from '../../api.ts';
import { startWorkQuery } from '../../queries/acting.ts';
import { useBranchWish, type BranchWish } from './use-branch-wish.ts';
import { useKept, type Kept } from './use-kept.ts';

/** Empty words stand for what is proposed. */
const nothingChosen = { assigns: '', transition: '', branch: '' };
/** Of a transition: it is to stay where it is. */
export const stays = 'stay';

export type WorkToStart = Parameters<typeof api.startWork>[0]['body'];

export interface StartWorkWish {
  readonly proposal: UseQueryResult<StartWorkProposal>;
  readonly branch: BranchWish;
  /** There is a repository to make one in. */
  readonly mayBranch: boolean;
  readonly wantsBranch: boolean;
  readonly kept: Kept<typeof nothingChosen>;
  readonly wish: WorkToStart;
  /** Something is still on its way, or missing. */
  readonly isIncomplete: boolean;
  /** None of it is wanted. */
  readonly isNothing: boolean;
}

export function useStartWorkWish(issueKey: string): StartWorkWish {
  const proposal = useQuery(startWorkQuery(issueKey));
  const branch = useBranchWish(issueKey, '');
  const kept = useKept(`start-work ${issueKey}`, nothingChosen);
  const { fields } = kept;
  const mayBranch = (branch.chosen.found.data?.because ?? null) === null;
  const wantsBranch = mayBranch && fields.branch !== 'no';
  const transition = fields.transition === '' ? suggestedOf(proposal.data) : fields.transition;
  const wish = {
    branch: wantsBranch ? (branch.wish ?? null) : null,
    assigns: mayAssign(proposal.data) && fields.assigns !== 'no',
    transition: transition === stays ? null : transition,
  };
  return {
    proposal,
    branch,
    mayBranch,
    wantsBranch,
    kept,
    wish,
    isIncomplete: proposal.isPending || (wantsBranch && wish.branch === null),
    isNothing: !wantsBranch && !wish.assigns && wish.transition === null,
  };
}

function mayAssign(proposed: StartWorkProposal | undefined): boolean {
  return proposed !== undefined && proposed.cannotAssign === null && proposed.assignee?.isMe !== true;
}

function suggestedOf(proposed: StartWorkProposal | undefined): string {
  return proposed?.transitions.find(({ isSuggested }) => isSuggested)?.id ?? stays;
}
