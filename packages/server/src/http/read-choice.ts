/** A choice of repositories as the contract has it → the house's words. */

import type { RepositoryChoice as ChoiceShape } from '@branchline/contract';
import type { RepositoryChoice } from '@branchline/domain';

/** Null and left out are one in the house. */
export function readChoice(choice: ChoiceShape): RepositoryChoice {
  return { ...choice, apiPath: choice.apiPath ?? undefined, filter: choice.filter ?? undefined };
}
