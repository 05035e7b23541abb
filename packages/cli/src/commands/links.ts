/** `branchline link …`: which issues a commit or pull request is linked to, and saying otherwise by hand. */

import type { Links, ManualLink } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';

interface ThingOptions {
  readonly commit?: string;
  readonly pullRequest?: string;
}

interface ListOptions {
  readonly repository?: string;
  readonly key?: string;
  readonly after?: string;
}

/** One of the two, or the end of the program with exit code 2. */
function thingFrom(command: Command, repository: string, { commit, pullRequest }: ThingOptions) {
  const id = integerArgument(command, repository);
  if (commit !== undefined && pullRequest === undefined) return { id, kind: 'commit', name: commit } as const;
  if (pullRequest !== undefined && commit === undefined)
    return { id, kind: 'pull-request', name: pullRequest } as const;
  return command.error('error: name one thing: --commit <hash> or --pull-request <id>');
}

const states = {
  there: [],
  gone: ['It is gone: no branch or tag leads to it, or the service does not have it any more.'],
  unknown: ['It is not among what is indexed. What was said takes effect as soon as it is found.'],
} as const;

function saidLine({ key, state, by, at }: ManualLink): string {
  return `${state} by hand: ${key}, ${printable(by)}, ${momentText(at)}`;
}

function answerLinks(session: Session, shown: Links): void {
  const links = shown.links.map(({ key, foundIn }) => `${key}  ${foundIn.replaceAll('-', ' ')}`);
  session.answer(shown, [
    ...states[shown.state],
    ...(links.length === 0 ? ['Linked to no issue.'] : links),
    ...shown.said.map(saidLine),
  ]);
}

function addThingCommands({ define, run }: Commands, link: Command): void {
  const ofThing = (command: Command) =>
    define(command)
      .option('--commit <hash>', 'a commit, by its whole hash')
      .option('--pull-request <id>', 'a pull request, by its id at the Git service');
  ofThing(link.command('show <repository>').description('the issues of one thing, and where each was found')).action(
    (repository: string, options: ThingOptions, command: Command) => {
      const params = thingFrom(command, repository, options);
      return run(command, async (session) => answerLinks(session, await session.client.showLinks({ params })));
    },
  );
  for (const [name, words] of [
    ['add', 'link it with issues'],
    ['remove', 'take issues off it for good, also where their keys are found'],
  ] as const) {
    ofThing(link.command(`${name} <repository> <keys...>`).description(words)).action(
      (repository: string, keys: readonly string[], options: ThingOptions, command: Command) => {
        const params = thingFrom(command, repository, options);
        const body = name === 'add' ? { add: [...keys] } : { remove: [...keys] };
        return run(command, async (session) =>
          answerLinks(session, await session.client.changeLinks({ params, body })),
        );
      },
    );
  }
}

/** Adds `link` with its subcommands. */
export function addLinkCommands(commands: Commands): void {
  const { program, define, run } = commands;
  const link = program.command('link').description('link commits and pull requests with issues by hand');
  addThingCommands(commands, link);
  define(link.command('list').description('what was said by hand, newest first'))
    .option('--repository <id>', 'only of this repository')
    .option('--key <key>', 'only of this issue')
    .option('--after <number>', 'leave out the first so many')
    .action(({ repository, key, after }: ListOptions, command: Command) =>
      run(command, async (session) => {
        const place = repository === undefined ? {} : { repository: integerArgument(command, repository) };
        const query = { ...place, ...(key === undefined ? {} : { key }), ...(after === undefined ? {} : { after }) };
        const page = await session.client.listManualLinks({ query });
        const rows = page.links.map((each) => [
          each.key,
          each.state,
          String(each.repositoryId),
          each.kind.replaceAll('-', ' '),
          each.name,
          each.by,
          momentText(each.at),
          each.isThere ? '' : 'not found',
        ]);
        const head = ['KEY', '', 'REPOSITORY', 'KIND', 'NAME', 'BY', 'AT', ''];
        session.answerTable(page, head, rows, 'Nobody has linked anything by hand.');
        if (page.next !== null) session.note(`There are more: --after ${page.next}`);
      }),
    );
}
