/** Creates and deletes branches from an issue. */

import { branchNameProblem } from '@branchline/domain';
import type { Caller } from '../../ports/caller.ts';
import type { CreatedBranch } from '../../ports/git-service/actions.ts';
import { addIndexJob } from '../../ports/job-options.ts';
import { actOnRepository } from './act-on-repository.ts';
import type { ActingDeps, ActionAsked, ActionOutcome } from './acting-deps.ts';

/** A branch to be made. */
export interface BranchWish extends ActionAsked {
  /** Without `refs/heads/`. */
  readonly name: string;
  /** A branch, or the hash of a commit. */
  readonly from: string;
}

/** What is a commit is nothing to begin from the next time. */
const hash = /^[0-9a-f]{40,64}$/u;

/** @throws Failure `conflict` when the name is taken, and whatever else the service answers */
export async function createBranch(
  deps: ActingDeps,
  caller: Caller,
  { name, from, ...asked }: BranchWish,
): Promise<ActionOutcome<CreatedBranch>> {
  return actOnRepository(deps, caller, asked, {
    what: 'branch/create',
    action: 'create-branch',
    note: `Branch ${name} from ${from}`,
    words: (repository) => ({
      doing: `create the branch ${name} in ${repository.name}`,
      conflict: `${repository.name} has a branch called ${name} already, or one that stands in its way.`,
    }),
    problem() {
      const because = branchNameProblem(name);
      return because === undefined ? undefined : { because, remedy: 'Choose another name.' };
    },
    perform: (actions, repository) => actions.createBranch(repository, name, from),
    follow: (tables, repository, made) =>
      addIndexJob(tables.jobs, repository, 'person', 'person', {
        scope: { kind: 'refs', names: [`refs/heads/${made.name}`] },
      }),
    choice: hash.test(from) ? {} : { sourceBranch: from },
  });
}

/** The default branch stays. @throws Failure whatever the service answers, `forbidden` for a protected one */
export async function deleteBranch(
  deps: ActingDeps,
  caller: Caller,
  { name, ...asked }: ActionAsked & { readonly name: string },
): Promise<ActionOutcome<void>> {
  return actOnRepository(deps, caller, asked, {
    what: 'branch/delete',
    action: 'create-branch',
    note: `Branch ${name}`,
    standInLimit: { kind: 'branch', name },
    words: (repository) => ({
      doing: `delete the branch ${name} of ${repository.name}`,
      conflict: `The branch ${name} of ${repository.name} cannot be deleted as it is.`,
    }),
    problem: (repository) =>
      repository.defaultBranch === name
        ? {
            because: `${name} is the default branch of ${repository.name}.`,
            remedy: 'Make another branch the default one at the Git service first.',
          }
        : undefined,
    perform: (actions, where) => actions.deleteBranch(where, name),
    follow: (tables, where) =>
      addIndexJob(tables.jobs, where, 'person', 'person', { scope: { kind: 'refs', names: [`refs/heads/${name}`] } }),
  });
}
