/** The options that choose repositories, applied to what was chosen before. */

import type { RepositoryChoice } from '@branchline/contract';
import { Option, type Command } from 'commander';

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

/** Adds the options. */
export function withChoiceOptions(command: Command): Command {
  return command
    .option('--current <which>', 'of those there are: all, none, or remote ids separated by commas')
    .option('--future-in-owners <which>', 'new ones of: all, none, or owners separated by commas')
    .addOption(new Option('--future-owners <yes|no>', 'new ones of new owners').choices(['yes', 'no']))
    .addOption(new Option('--archived <yes|no>', 'archived ones too').choices(['yes', 'no']))
    .option('--include <pattern...>', 'only names that match one: acme/*, *-service')
    .option('--exclude <pattern...>', 'never names that match one')
    .option('--api-path <path>', "another list of the service, below its API's address; empty for the ordinary one")
    .option('--filter <expression>', 'JMESPath over the answer of the service; empty for none');
}

/** What is chosen when nobody says anything. */
export const everything: RepositoryChoice = {
  current: 'all',
  futureInOwners: 'all',
  futureOwners: true,
  include: [],
  exclude: [],
  takesArchived: true,
  apiPath: null,
  filter: null,
};

/** Whether any of the options was given. */
export function hasChoice(options: ChoiceOptions): boolean {
  const { current, futureInOwners, futureOwners, archived, include, exclude, apiPath, filter } = options;
  const given = [current, futureInOwners, futureOwners, archived, include, exclude, apiPath, filter];
  return given.some((option) => option !== undefined);
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
