/** `branchline repositories …`: which are indexed, how they stand, and what may be ordered. */

import type { ListedRepository, RepositoryChoiceState, RepositorySummary } from '@branchline/contract';
import { Option, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';
import { addRepositoryLogCommand } from './repository-log.ts';
import { addRepositorySettingsCommands } from './repository-settings.ts';
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

const remoteStates = ['there', 'archived', 'empty', 'gone'] satisfies RepositorySummary['remoteState'][];
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
  readonly integration?: string;
  readonly remote?: RepositorySummary['remoteState'];
  readonly projects?: 'own' | 'inherited';
  readonly sort?: 'name' | 'state' | 'changed' | 'commits';
  readonly descending?: true;
}

async function listAll(command: Command, session: Session, options: StandingOptions): Promise<void> {
  const { search, state, remote, projects, sort, descending } = options;
  const integration = options.integration === undefined ? undefined : integerArgument(command, options.integration);
  const order = descending === true ? ('descending' as const) : undefined;
  const wanted = { search, state, integration, remote, association: projects, sort, order };
  const repositories: RepositorySummary[] = [];
  for (let after: number | undefined; ;) {
    const page = await session.client.listRepositories({ query: { ...wanted, after, limit: 200 } });
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

/** One repository by its own route, several by one order. */
async function order(
  session: Session,
  order: 'reindex' | 'pause' | 'resume',
  ids: readonly number[],
): Promise<{ readonly done: number; readonly missing: number }> {
  const { client } = session;
  const [id] = ids;
  if (ids.length > 1 || id === undefined) return client.orderRepositories({ body: { ids: [...ids], order } });
  if (order === 'reindex') await client.reindexRepository({ params: { id } });
  else if (order === 'pause') await client.pauseRepository({ params: { id } });
  else await client.resumeRepository({ params: { id } });
  return { done: 1, missing: 0 };
}

interface ReindexOptions {
  readonly pullRequest?: string;
  readonly pullRequests?: true;
}

/** Whether pull requests were what was asked for. */
async function reindexPullRequests(session: Session, id: number, options: ReindexOptions): Promise<boolean> {
  const { pullRequest, pullRequests } = options;
  if (pullRequest !== undefined) await session.client.reindexPullRequest({ params: { id, pullRequest } });
  else if (pullRequests === true) await session.client.reindexPullRequests({ params: { id } });
  return pullRequest !== undefined || pullRequests === true;
}

function addActions({ define, run }: Commands, repositories: Command): void {
  for (const [name, words, done] of [
    ['reindex', 'read everything again', 'It will be read again.'],
    ['pause', 'look at it no more until it is resumed', 'Paused.'],
    ['resume', 'look at it again', 'Resumed.'],
  ] as const) {
    const defined = define(repositories.command(`${name} <id...>`).description(words));
    if (name === 'reindex') {
      defined.option('--pull-request <id>', 'only this pull request, by its number at the service');
      defined.option('--pull-requests', 'only pull requests; git is left alone');
    }
    defined.action((texts: readonly string[], options: ReindexOptions, command: Command) =>
      run(command, async (session) => {
        const ids = texts.map((text) => integerArgument(command, text));
        const [first] = ids;
        const isOne = ids.length === 1 && first !== undefined;
        if (!isOne && (options.pullRequest !== undefined || options.pullRequests === true)) {
          command.error('error: pull requests are asked for one repository at a time.');
        }
        const asked = isOne && (await reindexPullRequests(session, first, options));
        const outcome = asked ? { done: 1, missing: 0 } : await order(session, name, ids);
        const gone = outcome.missing === 0 ? [] : [`${outcome.missing} were not there.`];
        session.answer(isOne ? { done: true } : outcome, [isOne ? done : `Done with ${outcome.done}.`, ...gone]);
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
    .option('--integration <id>', 'of this integration only')
    .addOption(new Option('--remote <state>', 'how it stands at its service').choices(remoteStates))
    .addOption(new Option('--projects <own|inherited>', 'who says which projects see it').choices(['own', 'inherited']))
    .addOption(new Option('--sort <what>', 'by name unless told').choices(['name', 'state', 'changed', 'commits']))
    .option('--descending', 'the other way round')
    .action((options: StandingOptions, command: Command) =>
      run(command, (session) => listAll(command, session, options)),
    );
  define(repositories.command('listed <integration>'))
    .description('what the service has, indexed or not, and why')
    .option('--search <text>', 'part of a name')
    .option('--owner <owner>', 'of this owner only')
    .addOption(new Option('--indexed <yes|no>', 'only those, or only the others').choices(['yes', 'no']))
    .action((id: string, { search, owner, indexed }, command: Command) =>
      run(command, (session) => listListed(session, integerArgument(command, id), { search, owner, taken: indexed })),
    );
  addTryListCommand(repositories, { define, run });
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
  addRepositorySettingsCommands(commands, repositories);
  addRepositoryLogCommand(commands, repositories);
}

function addTryListCommand(repositories: Command, { define, run }: Pick<Commands, 'define' | 'run'>): void {
  define(repositories.command('try-list <integration>').description('tries another list or a filter; nothing is saved'))
    .option('--api-path <path>', "another list of the service, below its API's address")
    .option('--filter <expression>', 'JMESPath over the answer of the service')
    .action((integration: string, options: Pick<ChoiceOptions, 'apiPath' | 'filter'>, command: Command) =>
      run(command, async (session) => {
        const params = { id: integerArgument(command, integration) };
        const body = { apiPath: options.apiPath ?? null, filter: options.filter ?? null };
        const trial = await session.client.tryRepositoryList({ params, body });
        const { kept, listed, goesOn, names } = trial;
        const more = goesOn ? '; more pages follow' : '';
        session.answer(trial, [`Keeps ${kept} of the first ${listed}${more}.`, ...names.map(printable)]);
      }),
    );
}
