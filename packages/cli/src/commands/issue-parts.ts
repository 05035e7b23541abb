/** `branchline issues development|roll-up|shipped|diff`: what git has of one issue, and of its children where wanted. */

import { checksInWords } from '@branchline/contract';
import type { IssueDevelopment, IssueRollUp, IssueShipping, MissingCommit } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, momentText, printable } from '../print.ts';
import { diffLines, shortHash } from './browse-lines.ts';

interface ScopeOptions {
  readonly children?: boolean;
}

interface DiffOptions {
  readonly from?: string;
  readonly whitespace?: 'show' | 'ignore';
  readonly context?: string;
}

type Repository = IssueDevelopment['repositories'][number];
type Shipped = IssueShipping['repositories'][number];

function scopeOf({ children = false }: ScopeOptions) {
  return { include: children ? ('children' as const) : ('issue' as const) };
}

function withheldLines(withheld: IssueDevelopment['withheld']): readonly string[] {
  return withheld.map(({ because, remedy }) => `${printable(because)} ${printable(remedy)}`);
}

/** Whose commits are in it besides the issue's own, and why others may be missing. */
function childLines(keys: readonly string[], because: string | null): readonly string[] {
  return [
    ...(keys.length === 0 ? [] : [`With ${counted(keys.length, 'other issue', 'other issues')}: ${keys.join(', ')}`]),
    ...(because === null ? [] : [printable(because)]),
  ];
}

function partLines(part: Repository): readonly string[] {
  const { name, commits, commitCount, branches, pullRequests, tags } = part;
  const of = (keys: readonly string[]) => (keys.length === 0 ? '' : `  (${keys.join(', ')})`);
  return [
    '',
    printable(name),
    ...pullRequests.map(({ label, state, title, checks, ofIssues }) =>
      printable(`  ${label} ${state}: ${title}${checks === null ? '' : `, ${checksInWords(checks)}`}${of(ofIssues)}`),
    ),
    ...branches.map(({ name: branch, merged, ofIssues }) =>
      printable(`  branch ${branch}${merged ? ', merged' : ''}${of(ofIssues)}`),
    ),
    ...commits.map(({ hash, authoredAt, author, title, ofIssues }) =>
      printable(
        `  ${hash.slice(0, shortHash)} ${momentText(authoredAt)} ${author.person ?? author.name}: ${title}${of(ofIssues)}`,
      ),
    ),
    ...(commitCount > commits.length ? [`  … of ${counted(commitCount, 'commit', 'commits')}`] : []),
    ...(tags.length === 0 ? [] : [printable(`  tags ${tags.map((tag) => tag.name).join(', ')}`)]),
  ];
}

function developmentLines({ key, issue, children, repositories, withheld }: IssueDevelopment): readonly string[] {
  return [
    `${key}${issue === null ? '' : `  ${printable(issue.summary)}`}`,
    ...childLines(children?.keys ?? [], children?.because ?? null),
    ...(repositories.length === 0 ? ['Nothing names it.'] : []),
    ...repositories.flatMap(partLines),
    ...withheldLines(withheld),
  ];
}

function rollUpLines(rolled: IssueRollUp): readonly string[] {
  const { key, issues, because, commitCount, fileCount, linesAdded, linesRemoved, people, files } = rolled;
  const sums = `${counted(commitCount, 'commit', 'commits')}, ${counted(fileCount, 'file', 'files')}, +${linesAdded} -${linesRemoved}`;
  const { unreadCommits } = rolled;
  return [
    `${key}: ${sums}`,
    ...childLines(issues.slice(1), because),
    ...(unreadCommits === 0 ? [] : [`Of ${counted(unreadCommits, 'commit', 'commits')} nobody knows the files yet.`]),
    ...people.map((person) =>
      printable(
        `  ${person.name}: ${counted(person.commitCount, 'commit', 'commits')}, +${person.linesAdded} -${person.linesRemoved}`,
      ),
    ),
    ...files.map((file) => {
      const counts = file.isBinary ? 'binary' : `+${file.linesAdded} -${file.linesRemoved}`;
      const from = file.previousPath === null ? '' : ` (from ${file.previousPath})`;
      return printable(`${file.change.padEnd(12)} ${counts.padEnd(12)} ${file.path}${from}`);
    }),
    ...(fileCount > files.length ? [`There are ${(fileCount - files.length).toLocaleString('en')} more files.`] : []),
    ...withheldLines(rolled.withheld),
  ];
}

function missingLine({ hash, title }: MissingCommit): string {
  return printable(`    missing ${hash.slice(0, shortHash)} ${title}`);
}

const verdicts: Readonly<Record<IssueShipping['verdict'], string>> = {
  nothing: 'It has no commits.',
  unknown: 'Nobody knows yet which branches and tags contain its commits.',
  'not-merged': 'None of its commits is on the default branch.',
  'partly-merged': 'Some of its commits are on the default branch, and none is in a release.',
  merged: 'All its commits are on the default branch, and none is in a release.',
  'partly-released': 'Some of its commits are in a release.',
  released: 'All its commits are in a release.',
};

function shippedLines({ name, commitCount, branches, tags, shippedIn, knownAt }: Shipped): readonly string[] {
  const holder = (
    kind: string,
    { name: held, count, missing }: Shipped['branches'][number] | Shipped['tags'][number],
  ) => [
    printable(
      `  ${kind} ${held}: ${count === commitCount ? 'all' : count === 0 ? 'none' : `${count} of ${commitCount}`}`,
    ),
    ...missing.map(missingLine),
  ];
  return [
    '',
    printable(`${name}: ${counted(commitCount, 'commit', 'commits')}`),
    ...(knownAt === null ? ['  Its branches and tags were not read yet.'] : []),
    ...(shippedIn === null ? [] : [printable(`  all of them since ${shippedIn}`)]),
    ...branches.flatMap((branch) => holder('branch', branch)),
    ...tags.flatMap((tag) => holder('tag', tag)),
  ];
}

function shippingLines({ key, issues, because, verdict, repositories, withheld }: IssueShipping): readonly string[] {
  return [
    `${key}: ${verdicts[verdict]}`,
    ...childLines(issues.slice(1), because),
    ...repositories.flatMap(shippedLines),
    ...withheldLines(withheld),
  ];
}

/** Adds the subcommands to `issues`. */
export function addIssuePartCommands({ define, run }: Commands, issues: Command): void {
  const withChildren = '--children';
  const means = 'with its sub-tasks, and the issues of an epic';
  define(issues.command('development <key>').description('its commits, branches, tags and pull requests'))
    .option(withChildren, means)
    .action((key: string, options: ScopeOptions, command: Command) =>
      run(command, async (session) => {
        const shown = await session.client.showIssueDevelopment({ params: { key }, query: scopeOf(options) });
        session.answer(shown, developmentLines(shown));
      }),
    );
  define(issues.command('roll-up <key>').description('its commits added up: how much, by whom, in which files'))
    .option(withChildren, means)
    .action((key: string, options: ScopeOptions, command: Command) =>
      run(command, async (session) => {
        const rolled = await session.client.showIssueRollUp({ params: { key }, query: scopeOf(options) });
        session.answer(rolled, rollUpLines(rolled));
      }),
    );
  define(
    issues.command('shipped <key>').description('which branches and tags contain its commits, and what is missing'),
  )
    .option(withChildren, means)
    .action((key: string, options: ScopeOptions, command: Command) =>
      run(command, async (session) => {
        const shipping = await session.client.showIssueShipping({ params: { key }, query: scopeOf(options) });
        session.answer(shipping, shippingLines(shipping));
      }),
    );
  define(
    issues
      .command('diff <key> <repository> <commit> <path>')
      .description('the lines that one of its commits changed in a file; the whole hash, the number of the repository'),
  )
    .option('--from <path>', 'where the file was before it was renamed')
    .option('--whitespace <how>', 'show, or ignore for lines that differ in white space only')
    .option('--context <lines>', 'unchanged lines around each change')
    .action((key: string, repository: string, hash: string, path: string, options: DiffOptions, command: Command) =>
      run(command, async (session) => {
        const { from: previousPath, whitespace, context } = options;
        const shown = await session.client.showIssueFileDiff({
          params: { key, repository, hash },
          query: { path, previousPath, whitespace, context },
        });
        session.answer(shown, diffLines(shown));
      }),
    );
}
