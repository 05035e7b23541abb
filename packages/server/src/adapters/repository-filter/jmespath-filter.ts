/** Filters written in JMESPath (https://jmespath.org/specification.html), as the field's product takes them. */

import { Failure } from '@branchline/domain';
import { compile, search } from 'jmespath';
import type { RepositoryFilter } from '../../ports/repository-filter.ts';

declare module 'jmespath' {
  // Left out of the package's types.
  export function compile(expression: string): unknown;
}

/** Characters of an expression; the field's product allows as many. */
const lengthLimit = 2000;

const example = "Example: [?contains(name, 'api')]";

/** The filter language of the house. */
export function jmespathFilter(): RepositoryFilter {
  return {
    compile(expression) {
      if (expression.length > lengthLimit) {
        throw refused(`it has ${expression.length} characters; ${lengthLimit} are allowed.`);
      }
      tried(() => compile(expression));
      return (answer) => new Set(entriesOf(tried(() => search(answer, expression))));
    },
  };
}

function tried<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw refused(`${error instanceof Error ? error.message : String(error)}.`);
  }
}

function refused(problem: string): Failure {
  return new Failure('rejected', 'git-service', `The filter cannot be used: ${problem} ${example}`);
}

/** Services wrap their lists: an object with a single list in it is that list. Nothing found is an empty one. */
function entriesOf(result: unknown): readonly unknown[] {
  if (result === null || result === undefined) return [];
  if (Array.isArray(result)) return result;
  const lists = typeof result === 'object' ? Object.values(result).filter((value) => Array.isArray(value)) : [];
  const [list] = lists;
  if (list === undefined || lists.length > 1) throw refused('it does not give a list of repositories.');
  return list;
}
