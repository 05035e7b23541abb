/** Whether a choice of repositories can be used at all, as far as that can be told without asking the service. */

import { Failure, problemOfPattern, type RepositoryChoice } from '@branchline/domain';
import type { RepositoryFilter } from '../../ports/repository-filter.ts';
import { filterOf } from './apply-choice.ts';

/** Characters of an address of another list; the field's product allows as many. */
const pathLimit = 2000;

function problemOfPath(path: string): string | undefined {
  const example = 'Example: /orgs/acme/repos';
  if (path.length > pathLimit) return `The API path has ${path.length} characters; ${pathLimit} are allowed.`;
  const staysBelow = /^\/[^\s\\]*$/.test(path) && !path.startsWith('//') && !/(?:^|\/)\.\.(?:\/|$)/.test(path);
  return staysBelow ? undefined : `The API path must begin with a slash and lead below the API's address. ${example}`;
}

function refuse(problem: string | undefined): void {
  if (problem !== undefined) throw new Failure('rejected', 'git-service', problem);
}

/** @throws Failure `rejected` naming the pattern, the path or the filter and what is wrong with it */
export function checkChoice(filters: RepositoryFilter, choice: RepositoryChoice): void {
  for (const pattern of [...choice.include, ...choice.exclude]) refuse(problemOfPattern(pattern));
  if (choice.apiPath !== undefined) refuse(problemOfPath(choice.apiPath));
  filterOf(filters, choice);
}
