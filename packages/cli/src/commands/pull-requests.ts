/** `branchline pull-request …`: pull requests of an issue, opened, approved and merged in one's own name. */

import { readFile } from 'node:fs/promises';
import type { PullRequestProposal } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';
import { doneBy, inRepository } from './branches.ts';

interface BetweenOptions {
  readonly repository: string;
  readonly source?: string;
  readonly target?: string;
}

interface CreateOptions extends BetweenOptions {
  readonly title?: string;
  readonly descriptionFile?: string;
  readonly reviewer?: readonly string[];
  readonly label?: readonly string[];
  readonly draft?: boolean;
}

interface MergeOptions {
  readonly repository: string;
  readonly method?: string;
  readonly expectedHead?: string;
  readonly deleteSourceBranch?: boolean;
}

const mergeWords = {
  clean: 'It merges without conflicts.',
  conflicts: 'It has conflicts:',
  'nothing-new': 'The target has all of it already.',
  unknown: 'Whether it merges is not known here.',
} as const;

function linesOf(proposed: PullRequestProposal): readonly string[] {
  const { source, target, title, commits, commitCount, changes, merge, conflicts, existing, shortcomings } = proposed;
  const files = changes === null ? [] : [counted(changes.files.length, 'file', 'files')];
  return [
    title,
    `from ${source ?? '–'} into ${target ?? '–'}`,
    [counted(commitCount, 'commit', 'commits'), ...files].join(', '),
    ...commits.map((commit) => `  ${commit.hash.slice(0, 10)} ${commit.title}`),
    mergeWords[merge],
    ...conflicts.map((path) => `  ${path}`),
    ...(existing === null ? [] : [`There is one already: ${existing.label} ${existing.webUrl ?? ''}`.trimEnd()]),
    ...shortcomings,
  ].map(printable);
}

/** Adds `pull-request` with its subcommands. */
export function addPullRequestCommands(commands: Commands): void {
  const { program } = commands;
  const pull = program.command('pull-request').description('pull requests of an issue, in your name');
  addProposing(commands, pull);
  addCreating(commands, pull);
  addDeciding(commands, pull);
}

function between(command: Command): Command {
  return inRepository(command)
    .option('--source <branch>', "else the issue's newest branch that is not merged")
    .option('--target <branch>', 'else what you chose last, or the default branch');
}

function propose(session: Session, key: string, repository: number, { source, target }: BetweenOptions) {
  return session.client.proposePullRequest({ params: { key, repository }, query: { source, target } });
}

function addProposing({ define, run }: Commands, pull: Command): void {
  between(define(pull.command('propose <key>').description('what a pull request would be called, and bring'))).action(
    (key: string, options: BetweenOptions, command: Command) => {
      const repository = integerArgument(command, options.repository);
      return run(command, async (session) => {
        const proposed = await propose(session, key, repository, options);
        session.answer(proposed, linesOf(proposed));
      });
    },
  );
  inRepository(define(pull.command('reviewers <key>').description('people who can be asked to review')))
    .option('--search <text>', 'part of a login or name')
    .action((key: string, options: BetweenOptions & { readonly search?: string }, command: Command) => {
      const params = { key, repository: integerArgument(command, options.repository) };
      return run(command, async (session) => {
        const found = await session.client.findReviewers({ params, query: { search: options.search } });
        const rows = found.reviewers.map(({ login, name }) => [login, name]);
        session.answerTable(found, ['LOGIN', 'NAME'], rows, 'Nobody is found.');
      });
    });
}

function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function addCreating({ define, run }: Commands, pull: Command): void {
  between(define(pull.command('create <key>').description('open a pull request for an issue, in your name')))
    .option('--title <title>', 'else of the single commit, or of the issue')
    .option('--description-file <file>', "else the repository's own template; - reads standard input")
    .option('--reviewer <login>', 'ask for a review; several times', collected)
    .option('--label <name>', 'several times', collected)
    .option('--draft', 'not ready for review yet')
    .action((key: string, options: CreateOptions, command: Command) => {
      const repositoryId = integerArgument(command, options.repository);
      return run(command, async (session) => {
        const proposed = await propose(session, key, repositoryId, options);
        const { source, target } = proposed;
        if (source === null || target === null) {
          return command.error('error: there is no branch of the issue yet; name two: --source, --target');
        }
        const description = await descriptionFrom(session, options.descriptionFile);
        const made = await session.client.createPullRequest({
          params: { key },
          body: {
            repositoryId,
            source,
            target,
            title: options.title ?? proposed.title,
            description: description ?? proposed.description,
            reviewers: [...(options.reviewer ?? [])],
            labels: [...(options.label ?? [])],
            isDraft: options.draft === true,
          },
        });
        const opened = `${made.label} from ${source} into ${target}, ${doneBy(made.actor)}.`;
        const lines = [opened, ...(made.webUrl === null ? [] : [made.webUrl])];
        for (const shortcoming of made.shortcomings) session.note(printable(shortcoming));
        session.answer(made, lines.map(printable));
      });
    });
}

async function descriptionFrom({ tools }: Session, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  return file === '-' ? tools.readInput() : readFile(file, 'utf8');
}

function addDeciding({ define, run }: Commands, pull: Command): void {
  inRepository(define(pull.command('approve <key> <id>').description('approve a pull request, in your name'))).action(
    (key: string, pullRequest: string, { repository }: MergeOptions, command: Command) => {
      const params = { key, repository: integerArgument(command, repository), pullRequest };
      return run(command, async (session) => {
        await session.client.approvePullRequest({ params });
        session.answer({ done: true }, ['Approved.']);
      });
    },
  );
  inRepository(define(pull.command('merge <key> <id>').description('merge a pull request, in your name')))
    .option('--method <method>', 'merge, squash or rebase', 'merge')
    .option('--expected-head <hash>', 'only while this is its newest commit')
    .option('--delete-source-branch', 'when it is merged')
    .action((key: string, pullRequest: string, options: MergeOptions, command: Command) => {
      const { method = 'merge', expectedHead, deleteSourceBranch, repository } = options;
      if (method !== 'merge' && method !== 'squash' && method !== 'rebase') {
        return command.error(`error: --method takes merge, squash or rebase, not "${method}"`);
      }
      const params = { key, repository: integerArgument(command, repository), pullRequest };
      const body = { method, deletesSourceBranch: deleteSourceBranch === true, expectedHead } as const;
      return run(command, async (session) => {
        await session.client.mergePullRequest({ params, body });
        session.answer({ done: true }, ['Merged.']);
      });
    });
}
