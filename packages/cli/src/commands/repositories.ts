/** `branchline repositories …`: which are indexed, how they stand, and what may be ordered. */

import type { ListedRepository, RepositoryChoiceState, RepositorySummary } from '@branchline/contract';
import { Option, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';
import { choiceFrom, withChoiceOptions, type ChoiceOptions } from './choice-options.ts';

const reasonWords: Readonly<Record<NonNullable<ListedRepository['because']>, string>> = {
  chosen: 'chosen',
  'new-of-chosen-owner': 'new, of a chosen owner',
  'new-owner': 'of a new owner',
  'not-chosen': 'not chosen',
  'owner-not-chosen': 'new, of an owner not chosen',
  'new-owners-not-wanted': 'of a new owner, not wanted',
  'not-included': 'matches no --include',
  excluded: 'matches an --exclude',
  archived: 'archived',
  'filtered-out': 'the filter leaves it out',
};

const states = ['waiting', 'indexing', 'up-to-date', 'paused', 'failed'] satisfies RepositorySummary['state'][];

function lineOf(repository: RepositorySummary): readonly string[] {
  const { id, integrationName, name, state, stateReason, linkedCommits, indexedAt } = repository;
  return [String(id), integrationName, name, state, String(linkedCommits), momentText(indexedAt), stateReason ?? ''];
}

function listedLine(listed: ListedRepository): readonly string[] {
  const { remoteId, name, isTaken, isArchived, isEmpty, isGone, because } = listed;
  const marks = [isArchived ? 'archived' : '', isEmpty ? 'empty' : '', isGone ? 'gone' : ''].filter(
    (mark) => mark !== '',
  );
  return [remoteId, name, isTaken ? 'yes' : 'no', because === null ? '' : reasonWords[because], marks.join(', ')];
}

function choiceLines({ choice, walk }: RepositoryChoiceState): readonly string[] {
  const { current, futureInOwners, futureOwners, include, exclude, takesArchived, apiPath, filter } = choice;
  const counted = (what: 'all' | readonly string[], one: string) =>
    what === 'all' ? `all ${one}` : `${what.length} ${one}`;
  return [
    `Of those there are: ${counted(current, 'repositories')}`,
    `New ones: of ${counted(futureInOwners, 'owners')}${futureOwners ? ', and of new owners' : ''}`,
    ...(include.length > 0 ? [`Only: ${include.map(printable).join(', ')}`] : []),
    ...(exclude.length > 0 ? [`Never: ${exclude.map(printable).join(', ')}`] : []),
    ...(takesArchived ? [] : ['Without archived ones']),
    ...(apiPath === null ? [] : [`List: ${printable(apiPath)}`]),
    ...(filter === null ? [] : [`Filter: ${printable(filter)}`]),
    walk === null
      ? 'The list was not read yet.'
      : walk.isFinished
        ? `The list was read: ${walk.seen} repositories, ${momentText(walk.finishedAt)} UTC.`
        : `The list is being read: ${walk.seen} so far.`,
  ];
}

interface StandingOptions {
  readonly search?: string;
  readonly state?: RepositorySummary['state'];
}

async function listAll(session: Session, { search, state }: StandingOptions): Promise<void> {
  const repositories: RepositorySummary[] = [];
  for (let after: number | undefined; ;) {
    const page = await session.client.listRepositories({ query: { search, state, after, limit: 200 } });
    repositories.push(...page.repositories);
    if (page.next === null) break;
    after = page.next;
  }
  const head = ['ID', 'INTEGRATION', 'NAME', 'STATE', 'COMMITS', 'INDEXED (UTC)', ''];
  session.answerTable(repositories, head, repositories.map(lineOf), 'No repository matches, or none is connected yet.');
}

interface ListedOptions {
  readonly search?: string;
  readonly owner?: string;
  readonly taken?: 'yes' | 'no';
}

/** The whole list, page by page: each page is printed as it comes. */
async function listListed(session: Session, id: number, { search, owner, taken }: ListedOptions): Promise<void> {
  const found: ListedRepository[] = [];
  for (let after: string | undefined; ;) {
    const query = { search, owner, taken, after, limit: 200 };
    const page = await session.client.listListedRepositories({ params: { id }, query });
    found.push(...page.repositories);
    if (page.next === null) break;
    after = page.next;
  }
  const head = ['REMOTE ID', 'NAME', 'INDEXED', 'WHY', ''];
  session.answerTable(found, head, found.map(listedLine), 'Nothing in the list matches.');
}

function addActions({ define, run }: Commands, repositories: Command): void {
  for (const [name, words, done] of [
    ['reindex', 'read everything again', 'It will be read again.'],
    ['pause', 'look at it no more until it is resumed', 'Paused.'],
    ['resume', 'look at it again', 'Resumed.'],
  ] as const) {
    const defined = define(repositories.command(`${name} <id>`).description(words));
    if (name === 'reindex')
      defined.option('--pull-request <id>', 'only this pull request, by its number at the service');
    defined.action((id: string, options: { readonly pullRequest?: string }, command: Command) =>
      run(command, async (session) => {
        const request = { params: { id: integerArgument(command, id) } };
        const { client } = session;
        if (options.pullRequest !== undefined) {
          const params = { ...request.params, pullRequest: options.pullRequest };
          await client.reindexPullRequest({ params });
        } else if (name === 'reindex') await client.reindexRepository(request);
        else if (name === 'pause') await client.pauseRepository(request);
        else await client.resumeRepository(request);
        session.answer({ done: true }, [done]);
      }),
    );
  }
}

/** Adds `repositories` with its subcommands. */
export function addRepositoryCommands(commands: Commands): void {
  const { program, define, run } = commands;
  const repositories = program.command('repositories').description('list, choose, reindex and pause repositories');
  define(repositories.command('list'))
    .description('how repositories stand')
    .option('--search <text>', 'part of a name')
    .addOption(new Option('--state <state>', 'in this state only').choices(states))
    .action((options: StandingOptions, command: Command) => run(command, (session) => listAll(session, options)));
  define(repositories.command('listed <integration>'))
    .description('what the service has, indexed or not, and why')
    .option('--search <text>', 'part of a name')
    .option('--owner <owner>', 'of this owner only')
    .addOption(new Option('--indexed <yes|no>', 'only those, or only the others').choices(['yes', 'no']))
    .action((id: string, { search, owner, indexed }, command: Command) =>
      run(command, (session) => listListed(session, integerArgument(command, id), { search, owner, taken: indexed })),
    );
  define(repositories.command('choice <integration>').description('which repositories are chosen')).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        const state = await session.client.showRepositoryChoice({ params: { id: integerArgument(command, id) } });
        session.answer(state, choiceLines(state));
      }),
  );
  define(withChoiceOptions(repositories.command('choose <integration>')))
    .description('change which repositories are chosen; what is left out stays as it is')
    .action((text: string, options: ChoiceOptions, command: Command) =>
      run(command, async (session) => {
        const id = integerArgument(command, text);
        const { choice: before } = await session.client.showRepositoryChoice({ params: { id } });
        const body = choiceFrom(before, options);
        const state = await session.client.saveRepositoryChoice({ params: { id }, body });
        session.answer(state, choiceLines(state));
      }),
    );
  define(repositories.command('discover <integration>').description("read the service's list again")).action(
    (id: string, _options, command: Command) =>
      run(command, async (session) => {
        await session.client.discoverRepositories({ params: { id: integerArgument(command, id) } });
        session.answer({ done: true }, ['The list is being read.']);
      }),
  );
  addActions(commands, repositories);
}
