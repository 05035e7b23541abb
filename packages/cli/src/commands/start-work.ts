/** `branchline start-work …`: a branch, the issue one's own, and the issue under way. */

import type { StartedWork, StartWorkProposal } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { printable } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';
import { doneBy, noteBranchRules } from './branches.ts';

interface StartOptions {
  readonly assign?: boolean;
  readonly transition?: string;
  readonly repository?: string;
  readonly name?: string;
  readonly from?: string;
}

function proposalLines(proposed: StartWorkProposal): readonly string[] {
  const { assignee, cannotAssign, status, transitions, cannotMove } = proposed;
  const whose = assignee === null ? 'nobody' : assignee.isMe ? 'you' : assignee.name;
  return [
    `Status: ${status ?? '–'}. Assigned to: ${whose}.`,
    ...(cannotAssign === null ? [] : [cannotAssign]),
    ...(cannotMove === null || cannotMove === cannotAssign ? [] : [cannotMove]),
    ...transitions.map(
      ({ id, name, to, isSuggested }) => `${id}  ${name} → ${to}${isSuggested ? '  (suggested)' : ''}`,
    ),
  ].map(printable);
}

const stepWords = { assign: 'Assigned to you', transition: 'Moved' } as const;

function startedLines({ branch, steps }: StartedWork): readonly string[] {
  return [
    ...(branch === null ? [] : [`${branch.name}, ${doneBy(branch.actor)}.`]),
    ...steps.flatMap(({ step, state, message }) => {
      if (state === 'not-wanted') return [];
      return [state === 'done' ? `${stepWords[step]}.` : `Not ${stepWords[step].toLowerCase()}: ${message}`];
    }),
  ].map(printable);
}

/** Adds `start-work`. */
export function addStartWorkCommand({ program, define, run }: Commands): void {
  define(program.command('start-work <key>').description('begin work on an issue; without options, what can be done'))
    .option('--assign', 'make the issue yours')
    .option('--transition <id>', 'move the issue')
    .option('--repository <id>', 'create a branch there')
    .option('--name <name>', 'of the branch; else as the template of the project says')
    .option('--from <branch>', 'else where you began last, or the default branch')
    .action((key: string, options: StartOptions, command: Command) => {
      const { assign = false, transition, repository } = options;
      const repositoryId = repository === undefined ? undefined : integerArgument(command, repository);
      return run(command, async (session) => {
        if (!assign && transition === undefined && repositoryId === undefined) {
          const proposed = await session.client.proposeStartingWork({ params: { key } });
          return session.answer(proposed, proposalLines(proposed));
        }
        const branch =
          repositoryId === undefined ? null : await branchFor(command, session, key, { ...options, repositoryId });
        const started = await session.client.startWork({
          params: { key },
          body: { branch, assigns: assign, transition: transition ?? null },
        });
        session.answer(started, startedLines(started));
      });
    });
}

/** As it is proposed, where nothing else is wished. */
async function branchFor(
  command: Command,
  session: Session,
  key: string,
  { repositoryId, name, from }: Pick<StartOptions, 'name' | 'from'> & { readonly repositoryId: number },
) {
  const params = { key, repository: repositoryId };
  const proposed = await session.client.proposeBranch({ params, query: { from } });
  const beginning = from ?? proposed.from;
  if (beginning === null) return command.error('error: there is no branch yet to begin from');
  const wanted = name ?? proposed.name;
  await noteBranchRules(session, params, wanted);
  return { repositoryId, name: wanted, from: beginning };
}
