/** `branchline issues …`: which issues are named, what they are, and where. */

import type { IssueDetails, IssueSummary } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, momentText, printable } from '../print.ts';
import { addIssuePartCommands } from './issue-parts.ts';

interface ListOptions {
  readonly search?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

interface Counts {
  readonly commitCount: number;
  readonly branchCount: number;
  readonly pullRequestCount: number;
}

function countsOf({ commitCount, branchCount, pullRequestCount }: Counts): string {
  return [
    ...(commitCount > 0 ? [counted(commitCount, 'commit', 'commits')] : []),
    ...(branchCount > 0 ? [counted(branchCount, 'branch', 'branches')] : []),
    ...(pullRequestCount > 0 ? [counted(pullRequestCount, 'pull request', 'pull requests')] : []),
  ].join(', ');
}

function linesOf({ key, formerKeys, issue, repositories, withheld }: IssueDetails): readonly string[] {
  return [
    `${key}${issue === null ? '' : `  ${printable(issue.summary)}`}`,
    ...(issue === null ? [] : [`${printable(issue.type)}, ${printable(issue.status)}, ${printable(issue.url)}`]),
    ...(formerKeys.length === 0 ? [] : [`Former keys: ${formerKeys.join(', ')}`]),
    ...(repositories.length === 0 ? ['Nothing names it.'] : []),
    ...repositories.map((each) => `${printable(each.name)}: ${countsOf(each)}`),
    ...withheld.flatMap(({ because, remedy }) => [`${printable(because)} ${printable(remedy)}`]),
  ];
}

function lineOf(issue: IssueSummary): readonly string[] {
  const about = issue.issue?.summary ?? issue.latestTitle ?? '';
  const moved = issue.movedTo === null ? '' : `now ${issue.movedTo}`;
  return [issue.key, issue.issue?.status ?? '', about, countsOf(issue), momentText(issue.latestAt), moved];
}

/** Adds `issues` with its subcommands. */
export function addIssueCommands(commands: Commands): void {
  const { program, define, run } = commands;
  const issues = program.command('issues').description('issues that commits, branches and pull requests name');
  define(issues.command('list').description('the most recently active first'))
    .option('--search <text>', 'the beginning of a key')
    .option('--limit <count>', 'on one page')
    .option('--cursor <cursor>', '"next" of the page before')
    .action(({ search, limit, cursor }: ListOptions, command: Command) =>
      run(command, async (session) => {
        const page = await session.client.listIssues({ query: { search, limit, cursor } });
        const head = ['KEY', 'STATUS', 'SUMMARY', 'FOUND', 'LAST', ''];
        session.answerTable(page, head, page.issues.map(lineOf), 'No issue is named yet.');
        if (page.next !== null) session.note(`There are more: --cursor ${page.next}`);
      }),
    );
  define(issues.command('show <key>').description('what it is, where it is named, and which keys it had')).action(
    (key: string, _options, command: Command) =>
      run(command, async (session) => {
        const shown = await session.client.showIssue({ params: { key } });
        session.answer(shown, linesOf(shown));
      }),
  );
  addIssuePartCommands(commands, issues);
}
