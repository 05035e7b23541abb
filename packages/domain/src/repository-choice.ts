/** Which repositories of an integration are indexed: those ticked, those that will come, and what no tick can let in. */

import { matchesPattern } from './name-pattern.ts';

/** What an administrator decided. Patterns bind everybody; ticks and rules choose among what they let through. */
export interface RepositoryChoice {
  /** Of the repositories that were there when this was saved: all of them, or those with these remote ids. */
  readonly current: 'all' | readonly string[];
  /** Repositories that appear later, by owner: all owners known when this was saved, or these. */
  readonly futureInOwners: 'all' | readonly string[];
  /** Repositories of owners that appear later. */
  readonly futureOwners: boolean;
  /** When there are any, a repository must match one of them. */
  readonly include: readonly string[];
  /** A repository that matches one of them is left out. */
  readonly exclude: readonly string[];
  readonly takesArchived: boolean;
  /** Another list of the service, as a path below its API's address; undefined for the ordinary one. */
  readonly apiPath: string | undefined;
  /** A JMESPath expression over the service's answer that keeps whole entries; undefined keeps all. */
  readonly filter: string | undefined;
}

/** Everything there is and ever will be. */
export const everyRepository: RepositoryChoice = {
  current: 'all',
  futureInOwners: 'all',
  futureOwners: true,
  include: [],
  exclude: [],
  takesArchived: true,
  apiPath: undefined,
  filter: undefined,
};

/** What is known of a repository when it is decided about. */
export interface RepositoryToChoose {
  readonly remoteId: string;
  readonly name: string;
  readonly owner: string;
  readonly isArchived: boolean;
  /** The filter's verdict; true without a filter. */
  readonly passesFilter: boolean;
  /** It was there when the choice was saved. */
  readonly isCurrent: boolean;
  /** Its owner was. */
  readonly isOwnerCurrent: boolean;
}

/** Why a repository is indexed or not. */
export type ChoiceReason =
  | 'chosen'
  | 'new-of-chosen-owner'
  | 'new-owner'
  | 'not-chosen'
  | 'owner-not-chosen'
  | 'new-owners-not-wanted'
  | 'not-included'
  | 'excluded'
  | 'archived'
  | 'filtered-out';

/** The verdict on one repository. */
export interface ChoiceVerdict {
  readonly isTaken: boolean;
  readonly because: ChoiceReason;
}

/** Decides about one repository. */
export function decideRepository(repository: RepositoryToChoose, choice: RepositoryChoice): ChoiceVerdict {
  const { name, isArchived, passesFilter } = repository;
  const matches = (pattern: string) => matchesPattern(name, pattern);
  if (!passesFilter) return { isTaken: false, because: 'filtered-out' };
  if (choice.exclude.some(matches)) return { isTaken: false, because: 'excluded' };
  if (choice.include.length > 0 && !choice.include.some(matches)) return { isTaken: false, because: 'not-included' };
  if (isArchived && !choice.takesArchived) return { isTaken: false, because: 'archived' };
  return decideByTick(repository, choice);
}

function decideByTick(repository: RepositoryToChoose, choice: RepositoryChoice): ChoiceVerdict {
  // An entry that was ticked is taken, whenever its integration heard of it first.
  const isTicked = choice.current !== 'all' && choice.current.includes(repository.remoteId);
  if (isTicked) return { isTaken: true, because: 'chosen' };
  if (repository.isCurrent) {
    const isTaken = choice.current === 'all';
    return { isTaken, because: isTaken ? 'chosen' : 'not-chosen' };
  }
  if (!repository.isOwnerCurrent) {
    return { isTaken: choice.futureOwners, because: choice.futureOwners ? 'new-owner' : 'new-owners-not-wanted' };
  }
  const isTaken = choice.futureInOwners === 'all' || choice.futureInOwners.includes(repository.owner);
  return { isTaken, because: isTaken ? 'new-of-chosen-owner' : 'owner-not-chosen' };
}
