/** A branch as somebody fills it in: where, from where, under which name, and what is wrong with that. */

import type { BranchProposal } from '@branchline/contract';
import { branchNameProblem } from '@branchline/domain';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSettled } from '../../components/use-settled.ts';
import { branchProposalQuery, sourceBranchesQuery } from '../../queries/acting.ts';
import * as texts from '../../texts.ts';
import { useChosenRepository, type ChosenRepository } from './use-chosen-repository.ts';
import { useKept, type Kept } from './use-kept.ts';

/** Empty words stand for what is proposed. */
const nothingTyped = { repository: '', from: '', name: '' };
const words = texts.createBranch;

export interface BranchWish {
  readonly chosen: ChosenRepository;
  readonly proposal: UseQueryResult<BranchProposal>;
  readonly from: string;
  readonly name: string;
  /** Somebody typed another name than the proposed one. */
  readonly isOwnName: boolean;
  /** Why it cannot be made so, as a whole sentence. */
  readonly mistake: string | undefined;
  /** The branch is there already. */
  readonly exists: boolean;
  readonly kept: Kept<typeof nothingTyped>;
  /** What to ask the server for; undefined while something is missing. */
  readonly wish: { readonly repositoryId: number; readonly name: string; readonly from: string } | undefined;
}

/** @param named the repository of the address, by its id; empty for none */
export function useBranchWish(issueKey: string, named: string): BranchWish {
  const kept = useKept(`create-branch ${issueKey}`, nothingTyped);
  const { fields } = kept;
  const chosen = useChosenRepository(issueKey, 'create-branch', fields.repository === '' ? named : fields.repository);
  const id = chosen.repository?.id;
  const proposal = useQuery({ ...branchProposalQuery(issueKey, id ?? 0, fields.from), enabled: id !== undefined });
  const from = fields.from === '' ? (proposal.data?.from ?? '') : fields.from;
  const name = fields.name === '' ? (proposal.data?.name ?? '') : fields.name;
  const asked = useSettled(name);
  const alike = useQuery({
    ...sourceBranchesQuery(issueKey, id ?? 0, asked),
    enabled: id !== undefined && asked !== '' && branchNameProblem(asked) === undefined,
  });
  const exists = alike.data?.branches.some((branch) => branch.name === name) ?? false;
  const mistake = name === '' ? undefined : (branchNameProblem(name) ?? (exists ? words.exists(name) : undefined));
  const isReady = id !== undefined && name !== '' && from !== '' && mistake === undefined;
  return {
    chosen,
    proposal,
    from,
    name,
    isOwnName: fields.name !== '',
    mistake,
    exists,
    kept,
    wish: isReady ? { repositoryId: id, name, from } : undefined,
  };
}
