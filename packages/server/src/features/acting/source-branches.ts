/** Lists branches from which something can be begun: the default one, those of the issue, then what moved last. */

import { Failure, branchNameOfRef, type Repository } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { GitBrowser } from '../../ports/git-browser.ts';
import type { ActingDeps, ActionAsked, NotFound, Refused } from './acting-deps.ts';
import { admit, type Admitted } from './admit.ts';

export interface SourceBranchesDeps extends ActingDeps {
  readonly browser: Pick<GitBrowser, 'branchList'>;
}

export interface SourceBranch {
  readonly name: string;
  readonly isDefault: boolean;
  readonly namesIssue: boolean;
}

export interface SourceBranchesFound {
  readonly outcome: 'found';
  readonly branches: readonly SourceBranch[];
  /** There are more. */
  readonly isCut: boolean;
}

/** Branches that are listed. */
export const branchesShown = 50;

/** For those who may create a branch or a pull request there. @param search part of a name, in any case */
export async function listSourceBranches(
  deps: SourceBranchesDeps,
  caller: Caller,
  { search = '', ...asked }: ActionAsked & { readonly search?: string | undefined },
): Promise<SourceBranchesFound | NotFound | Refused> {
  const forBranch = await admit(deps, caller, asked, 'create-branch');
  const admitted = forBranch.outcome === 'denied' ? await admit(deps, caller, asked, 'create-pull-request') : forBranch;
  if (admitted.outcome !== 'admitted') return admitted;
  const { repository } = admitted;
  const wanted = search.toLowerCase();
  const all = (await latestBranches(deps, repository)).filter((name) => name.toLowerCase().includes(wanted));
  const linked = new Set(await issueBranches(deps, admitted));
  const weight = (name: string) => (name === repository.defaultBranch ? 0 : linked.has(name) ? 1 : 2);
  const ranked = all.toSorted((one, other) => weight(one) - weight(other));
  return {
    outcome: 'found',
    branches: ranked.slice(0, branchesShown).map((name) => ({
      name,
      isDefault: name === repository.defaultBranch,
      namesIssue: linked.has(name),
    })),
    isCut: ranked.length > branchesShown,
  };
}

/** The one that moved last first; without a copy of the repository, what is known of its refs in order of their names. */
export async function latestBranches(
  { browser, store }: Pick<SourceBranchesDeps, 'browser' | 'store'>,
  repository: Repository,
): Promise<readonly string[]> {
  try {
    const branches = await browser.branchList(repository);
    return branches.toSorted((one, other) => other.at.getTime() - one.at.getTime()).map(({ name }) => name);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const heads = await store.repositories.heads(repository.id);
    return heads.flatMap(({ ref }) => branchNameOfRef(ref) ?? []);
  }
}

async function issueBranches(
  { store }: ActingDeps,
  { repository, at: { key, formerKeys } }: Admitted,
): Promise<readonly string[]> {
  const [development] = await store.issues.development(key, [repository.id], 1, formerKeys);
  return development?.branches.map(({ branch }) => branch.name) ?? [];
}
