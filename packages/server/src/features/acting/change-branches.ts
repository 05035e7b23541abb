/** Creates and deletes branches from an issue. */

import { branchNameProblem } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { CreatedBranch } from '../../ports/git-service/actions.ts';
import { addIndexJob } from '../../ports/job-options.ts';
import { actOnRepository, type ActingDeps, type ActionAsked, type ActionOutcome } from './act-on-repository.ts';

/** A branch to be made. */
export interface BranchWish extends ActionAsked {
  /** Without `refs/heads/`. */
  readonly name: string;
  /** A branch, or the hash of a commit. */
  readonly from: string;
}

/** @throws Failure `conflict` when the name is taken, and whatever else the service answers */
export async function createBranch(
  deps: ActingDeps,
  caller: Caller,
  wish: BranchWish,
): Promise<ActionOutcome<CreatedBranch>> {
  const problem = branchNameProblem(wish.name);
  if (problem !== undefined) return { outcome: 'refused', because: problem, remedy: 'Choose another name.' };
  return actOnRepository(deps, caller, wish, {
    what: 'branch/create',
    action: 'create-branch',
    note: `Branch ${wish.name} from ${wish.from}`,
    perform: (actions, repository) => actions.createBranch(repository, wish.name, wish.from),
    follow: (tables, repository, { name }) =>
      addIndexJob(tables.jobs, repository, 'person', 'person', {
        scope: { kind: 'refs', names: [`refs/heads/${name}`] },
      }),
  });
}

/** The default branch stays. @throws Failure whatever the service answers, `forbidden` for a protected one */
export async function deleteBranch(
  deps: ActingDeps,
  caller: Caller,
  { name, ...asked }: ActionAsked & { readonly name: string },
): Promise<ActionOutcome<void>> {
  const repository = await deps.issueGate.repository(caller, asked.repositoryId);
  if (repository?.defaultBranch === name) {
    const because = `${name} is the default branch of ${repository.name}.`;
    return { outcome: 'refused', because, remedy: 'Make another branch the default one at the Git service first.' };
  }
  return actOnRepository(deps, caller, asked, {
    what: 'branch/delete',
    action: 'create-branch',
    note: `Branch ${name}`,
    perform: (actions, where) => actions.deleteBranch(where, name),
    follow: (tables, where) =>
      addIndexJob(tables.jobs, where, 'person', 'person', { scope: { kind: 'refs', names: [`refs/heads/${name}`] } }),
  });
}
