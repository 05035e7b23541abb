/** `branchline audit …`: who did what, to what, and what came of it. */

import type { AuditEntry } from '@branchline/contract';
import { Option, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText } from '../print.ts';

interface AuditOptions {
  readonly who?: string;
  readonly what?: string;
  readonly about?: string;
  readonly result?: AuditEntry['result'];
  readonly cursor?: string;
}

function lineOf({ id, at, who, what, about, result, origin, note }: AuditEntry): readonly string[] {
  return [String(id), momentText(at), who, what, about, result, origin, note];
}

export function addAuditCommands({ program, define, run }: Commands): void {
  const audit = program.command('audit').description('who did what');
  define(audit.command('list'))
    .description('the newest first')
    .option('--who <name>', 'administrator, person/7, branchline …')
    .option('--what <deed>', 'smart-commit/comment, or with a slash at its end all of a subject')
    .option('--about <subject>', 'ABC-1, jira-site/1, person/7 …')
    .addOption(new Option('--result <result>', 'what came of it').choices(['done', 'refused', 'failed']))
    .option('--cursor <cursor>', 'the next page, as the one before names it')
    .action((options: AuditOptions, command: Command) =>
      run(command, async (session) => {
        const { who, what, about, result, cursor } = options;
        const page = await session.client.listAuditLog({ query: { who, what, about, result, cursor } });
        const head = ['ID', 'AT (UTC)', 'WHO', 'WHAT', 'ABOUT', 'RESULT', 'FROM', ''];
        session.answerTable(page, head, page.entries.map(lineOf), 'Nothing was written down that matches.');
        if (page.next !== null) session.note(`There are more: --cursor ${page.next}`);
      }),
    );
}
