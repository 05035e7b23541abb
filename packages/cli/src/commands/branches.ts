/** `branchline branch …`: branches of an issue, made and deleted in one's own name. */

import type { RepositoryForAction } from '@branchline/contract';
import { branchNameProblem } from '@branchline/domain';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';

interface PlaceOptions {
  readonly repository: string;
}

interface CreateOptions extends PlaceOptions {
  readonly name?: string;
  readonly from?: string;
}

interface ListOptions {
  readonly search?: string;
  readonly pullRequest?: boolean;
}

/** As whom it would be done. */
export function actorWords({ actor }: Pick<RepositoryForAction, 'actor'>): string {
  if (actor.kind === 'person') return `as ${actor.login}`;
  return actor.kind === 'service-account' ? 'by the service account, for you' : actor.because;
}

/** As whom it was done. */
export function doneBy(actor: 'person' | 'service-account'): string {
  return actor === 'person' ? 'in your name' : 'by the service account, for you';
}

/** What the service's own rules have against the name: notes beside the answer, as the service decides. */
export async function noteBranchRules(
  { client, note }: Pick<Session, 'client' | 'note'>,
  params: { readonly key: string; readonly repository: number },
  name: string,
): Promise<void> {
  // A name that is none, or too long, is refused in words where the branch is made.
  if (branchNameProblem(name) !== undefined) return;
  const { problems, shortcoming } = await client.checkBranchName({ params, query: { name } });
  for (const { sentence } of problems) note(printable(sentence));
  if (shortcoming !== null) note(printable(shortcoming));
}

/** The option that names a repository. */
export function inRepository(command: Command): Command {
  return command.requiredOption('--repository <id>', 'where, see branch repositories');
}

/** Adds `branch` with its subcommands. */
export function addBranchCommands(commands: Commands): void {
  const branch = commands.program.command('branch').description('branches of an issue, made and deleted in your name');
  addLooking(commands, branch);
  addCreating(commands, branch);
  const { define, run } = commands;
  inRepository(define(branch.command('delete <key> <name>').description('delete a branch at its Git service'))).action(
    (key: string, name: string, { repository }: PlaceOptions, command: Command) => {
      const params = { key, repository: integerArgument(command, repository) };
      return run(command, async (session) => {
        await session.client.deleteBranch({ params, body: { name } });
        session.answer({ done: true }, [printable(`${name} is deleted.`)]);
      });
    },
  );
}

function addLooking({ define, run }: Commands, branch: Command): void {
  define(branch.command('repositories <key>').description('where a branch can be made, the likeliest first'))
    .option('--search <text>', 'part of a name')
    .option('--pull-request', 'where a pull request can be opened instead')
    .action((key: string, { search, pullRequest }: ListOptions, command: Command) =>
      run(command, async (session) => {
        const action = pullRequest === true ? 'create-pull-request' : 'create-branch';
        const found = await session.client.listRepositoriesForAction({ params: { key }, query: { action, search } });
        const rows = found.repositories.map((each) => [
          String(each.id),
          each.name,
          each.integrationName,
          each.defaultBranch ?? '',
          each.namesIssue ? 'names the issue' : '',
          actorWords(each),
        ]);
        const head = ['ID', 'NAME', 'INTEGRATION', 'DEFAULT', '', ''];
        session.answerTable(found, head, rows, printable(found.because ?? 'There is none.'));
        if (found.isCut) session.note('There are more: --search <text>');
      }),
    );
  inRepository(define(branch.command('sources <key>').description('branches to begin from, the likeliest first')))
    .option('--search <text>', 'part of a name')
    .action((key: string, { repository, search }: PlaceOptions & ListOptions, command: Command) => {
      const params = { key, repository: integerArgument(command, repository) };
      return run(command, async (session) => {
        const found = await session.client.listSourceBranches({ params, query: { search } });
        const rows = found.branches.map(({ name, isDefault, namesIssue }) => [
          name,
          isDefault ? 'default' : namesIssue ? 'names the issue' : '',
        ]);
        session.answerTable(found, ['NAME', ''], rows, 'There is none.');
        if (found.isCut) session.note('There are more: --search <text>');
      });
    });
}

function addCreating({ define, run }: Commands, branch: Command): void {
  inRepository(define(branch.command('create <key>').description('create a branch for an issue, in your name')))
    .option('--name <name>', 'else as the template of the project says')
    .option('--from <branch>', 'a branch or a hash; else where you began last, or the default branch')
    .option('--dry-run', 'only say how it would be called, and from what it would begin')
    .action((key: string, options: CreateOptions & { readonly dryRun?: boolean }, command: Command) => {
      const repositoryId = integerArgument(command, options.repository);
      return run(command, async (session) => {
        const params = { key, repository: repositoryId };
        const proposed = await session.client.proposeBranch({ params, query: { from: options.from } });
        const name = options.name ?? proposed.name;
        const from = options.from ?? proposed.from;
        for (const rule of proposed.rules) session.note(printable(rule));
        await noteBranchRules(session, params, name);
        if (options.dryRun === true || from === null) {
          const beginning = from === null ? 'There is no branch yet to begin from.' : `${name} from ${from}`;
          return session.answer(proposed, [printable(beginning)]);
        }
        const made = await session.client.createBranch({ params: { key }, body: { repositoryId, name, from } });
        const lines = [
          `${made.name} from ${from}, ${doneBy(made.actor)}.`,
          ...(made.webUrl === null ? [] : [made.webUrl]),
        ];
        session.answer(made, lines.map(printable));
        if (!name.toUpperCase().includes(key.toUpperCase())) {
          session.note(`The name does not hold ${key.toUpperCase()}, so the branch is not linked by it.`);
        }
      });
    });
}
