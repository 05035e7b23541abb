/** A branch as somebody fills it in: where, from where, under which name, and what is wrong with that. */

import type { BranchProposal } from '@branchline/contract';
import { branchNameProblem } from '@branchline/domain';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useSettled } from '../../components/use-settled.ts';
import { branchProposalQuery, sourceBranchesQuery } from '../../queries/acting.ts';
import * as texts from '../../texts.ts';
import { useChosenRepository, type ChosenRepository } from './use-chosen-repository.ts';
import { useBranchRules } from './use-branch-rules.ts';
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
  /** What the service's rules may have against the name: whole sentences. */
  readonly warnings: readonly string[];
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
  const isProposed = fields.name === '';
  const rules = useBranchRules(name, { issueKey, repositoryId: id, isProposed });
  const mistake = name === '' ? undefined : (branchNameProblem(name) ?? mistakeOf(name, exists, rules.refusals));
  const isReady = id !== undefined && name !== '' && from !== '' && mistake === undefined;
  return {
    chosen,
    proposal,
    from,
    name,
    isOwnName: !isProposed,
    mistake,
    exists,
    warnings: exists ? [] : rules.warnings,
    kept,
    wish: isReady ? { repositoryId: id, name, from } : undefined,
  };
}

/** A branch that is there already met the rules when it was made. */
function mistakeOf(name: string, exists: boolean, refusals: readonly string[]): string | undefined {
  if (exists) return words.exists(name);
  return refusals.length === 0 ? undefined : refusals.join(' ');
}
