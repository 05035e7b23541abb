/** `branchline budgets`: what Git services still allow us, and who waits until when. */

import type { Budget } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText } from '../print.ts';

function linesOf({ name, integrationName, counts, wait }: Budget): readonly (readonly string[])[] {
  const who = integrationName ?? name;
  const words = wait === null ? '' : `waits until ${momentText(wait.until)}: ${wait.because}`;
  if (counts.length === 0) return [[who, '', '', '', words]];
  return counts.map(({ resource, remaining, reserve, limit, resetsAt }, place) => [
    who,
    resource,
    `${remaining} of ${limit}, ${reserve} for people`,
    momentText(resetsAt),
    place === 0 ? words : '',
  ]);
}

/** Adds `budgets`. */
export function addBudgetCommand({ program, define, run }: Commands): void {
  define(program.command('budgets').description('what Git services still allow us, and who waits')).action(
    (_options, command: Command) =>
      run(command, async (session) => {
        const { budgets } = await session.client.listBudgets();
        const head = ['INTEGRATION', 'COUNT', 'LEFT', 'RESETS (UTC)', ''];
        session.answerTable(budgets, head, budgets.flatMap(linesOf), 'No Git service has told a limit yet.');
      }),
  );
}
