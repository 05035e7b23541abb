/** The options of `repositories choose`, applied to what was chosen before. */

import type { RepositoryChoice } from '@branchline/contract';

export interface ChoiceOptions {
  readonly current?: string;
  readonly futureInOwners?: string;
  readonly futureOwners?: 'yes' | 'no';
  readonly archived?: 'yes' | 'no';
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly apiPath?: string;
  readonly filter?: string;
}

/** `all`, `none`, or a list. */
function some(text: string): 'all' | string[] {
  if (text === 'all') return 'all';
  if (text === 'none') return [];
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** An empty text takes back what was set. */
function optional(text: string): string | null {
  return text.trim() === '' ? null : text;
}

/** An empty pattern takes back those that were set. */
function patterns(texts: readonly string[]): string[] {
  return texts.filter((text) => text.trim() !== '');
}

/** What was chosen, with everything replaced that an option names. */
export function choiceFrom(before: RepositoryChoice, options: ChoiceOptions): RepositoryChoice {
  const { current, futureInOwners, futureOwners, archived, include, exclude, apiPath, filter } = options;
  return {
    current: current === undefined ? before.current : some(current),
    futureInOwners: futureInOwners === undefined ? before.futureInOwners : some(futureInOwners),
    futureOwners: futureOwners === undefined ? before.futureOwners : futureOwners === 'yes',
    takesArchived: archived === undefined ? before.takesArchived : archived === 'yes',
    include: include === undefined ? before.include : patterns(include),
    exclude: exclude === undefined ? before.exclude : patterns(exclude),
    apiPath: apiPath === undefined ? before.apiPath : optional(apiPath),
    filter: filter === undefined ? before.filter : optional(filter),
  };
}
