/** `branchline browse commits|branches|tags|compare` and `branchline project commits`: history, as git has it. */

import type { BranchPage, ProjectCommitPage, RevisionComparison, ShownCommit, TagPage } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, momentText, printable } from '../print.ts';
import type { Session } from '../session.ts';

interface PageOptions {
  readonly limit?: string;
  readonly cursor?: string;
}

interface CommitOptions extends PageOptions {
  readonly revision?: string;
  readonly links?: 'all' | 'linked' | 'unlinked';
  readonly author?: string;
}

interface SearchOptions extends PageOptions {
  readonly search?: string;
}

interface ProjectOptions extends PageOptions {
  readonly repository?: string;
  readonly author?: string;
}

const shortHash = 10;
const commitHead = ['COMMIT', 'AUTHORED', 'AUTHOR', 'ISSUES', 'TITLE'];

function commitRow({ hash, authoredAt, author, keys, title }: ShownCommit): readonly string[] {
  const issues = [...new Set(keys.map(({ key }) => key))].join(' ');
  return [hash.slice(0, shortHash), momentText(authoredAt), author.person ?? author.name, issues, title];
}

function branchRow({ name, isDefault, isMerged, ahead, behind, keys, head }: BranchPage['branches'][0]) {
  const state = isDefault ? 'default' : isMerged ? 'merged' : '';
  const standing = ahead === null || behind === null ? '–' : `+${ahead} -${behind}`;
  return [name, state, isDefault ? '' : standing, keys.join(' '), head.hash.slice(0, shortHash), head.title];
}

function tagRow({ name, commit, at, isAnnotated }: TagPage['tags'][0]): readonly string[] {
  return [name, momentText(at), commit.slice(0, shortHash), isAnnotated ? 'annotated' : ''];
}

function comparisonLines(compared: RevisionComparison): readonly string[] {
  const { base, commit, standing, issues, people, unlinkedCount, isCut } = compared;
  const { ahead, behind, mergeBase } = standing;
  return [
    `${commit.slice(0, shortHash)} has ${counted(ahead, 'commit', 'commits')} that ${base.slice(0, shortHash)} has not, and lacks ${behind.toLocaleString('en')}.`,
    mergeBase === null ? 'Their histories never met.' : `They parted at ${mergeBase.slice(0, shortHash)}.`,
    ...(isCut ? ['Of so many commits, issues and people are those of the newest 10,000.'] : []),
    ...issues.map(
      ({ key, commitCount, issue }) =>
        `${key}  ${counted(commitCount, 'commit', 'commits')}${issue === null ? '' : `  ${printable(issue.summary)}`}`,
    ),
    `${counted(unlinkedCount, 'commit', 'commits')} without an issue.`,
    ...people.map(
      ({ name, commitCount, linesAdded, linesRemoved }) =>
        `${printable(name)}: ${counted(commitCount, 'commit', 'commits')}, +${linesAdded} -${linesRemoved}`,
    ),
  ];
}

function projectRow(commit: ProjectCommitPage['commits'][0]): readonly string[] {
  return [commit.repository.name, ...commitRow(commit)];
}

function noteMore(session: Session, next: string | null): void {
  if (next !== null) session.note(`There are more: --cursor ${next}`);
}

function paged(command: Command): Command {
  return command.option('--limit <count>', 'on one page').option('--cursor <cursor>', '"next" of the page before');
}

/** Adds them to `browse`, which is made where it is not there yet, and adds `project`. */
export function addBrowseHistoryCommands(commands: Commands): void {
  const { program } = commands;
  const browse =
    program.commands.find((each) => each.name() === 'browse') ??
    program.command('browse').description('look into repositories');
  addCommits(commands, browse);
  addRefs(commands, browse);
  addComparison(commands, browse);
  addProject(commands);
}

function addCommits({ define, run }: Commands, browse: Command): void {
  paged(define(browse.command('commits <repository>').description('commits, newest first')))
    .option('--revision <revision>', 'only what it contains: a branch, a tag or a hash')
    .option('--links <which>', 'all, linked or unlinked')
    .option('--author <text>', "part of an author's name or address")
    .action((id: string, { revision, links, author, limit, cursor }: CommitOptions, command: Command) =>
      run(command, async (session) => {
        const query = { revision, links, author, limit, cursor };
        const page = await session.client.listCommits({ params: { id }, query });
        session.answerTable(page, commitHead, page.commits.map(commitRow), 'No such commits.');
        noteMore(session, page.next);
      }),
    );
}

function addRefs({ define, run }: Commands, browse: Command): void {
  paged(define(browse.command('branches <repository>').description('the default one first, then the latest moved')))
    .option('--search <text>', 'part of a name')
    .action((id: string, { search, limit, cursor }: SearchOptions, command: Command) =>
      run(command, async (session) => {
        const page = await session.client.listBranches({ params: { id }, query: { search, limit, cursor } });
        const head = ['BRANCH', '', 'STANDING', 'ISSUES', 'HEAD', 'TITLE'];
        session.answerTable(page, head, page.branches.map(branchRow), 'No such branches.');
        noteMore(session, page.next);
      }),
    );
  paged(define(browse.command('tags <repository>').description('newest first')))
    .option('--search <text>', 'part of a name')
    .action((id: string, { search, limit, cursor }: SearchOptions, command: Command) =>
      run(command, async (session) => {
        const page = await session.client.listTags({ params: { id }, query: { search, limit, cursor } });
        session.answerTable(page, ['TAG', 'MADE', 'COMMIT', ''], page.tags.map(tagRow), 'No such tags.');
        noteMore(session, page.next);
      }),
    );
}

function addComparison({ define, run }: Commands, browse: Command): void {
  const compare = browse.command('compare <repository> <base> <revision>');
  paged(define(compare.description('what the second revision has and the first has not'))).action(
    (id: string, base: string, revision: string, { limit, cursor }: PageOptions, command: Command) =>
      run(command, async (session) => {
        const query = { base, revision, limit, cursor };
        const compared = await session.client.compareRevisions({ params: { id }, query });
        session.answer(compared, comparisonLines(compared));
        noteMore(session, compared.next);
      }),
  );
}

function addProject({ program, define, run }: Commands): void {
  const project = program.command('project').description("a Jira project's commits");
  paged(define(project.command('commits <project>').description('of its issues, across repositories, newest first')))
    .option('--repository <id>', 'only of this one')
    .option('--author <text>', "part of an author's name or address")
    .action((key: string, { repository, author, limit, cursor }: ProjectOptions, command: Command) =>
      run(command, async (session) => {
        const query = { repository, author, limit, cursor };
        const page = await session.client.listProjectCommits({ params: { key }, query });
        const nothing = 'No commit names an issue of this project that you may see.';
        session.answerTable(page, ['REPOSITORY', ...commitHead], page.commits.map(projectRow), nothing);
        for (const { because, remedy } of page.withheld) session.note(`${printable(because)} ${printable(remedy)}`);
        noteMore(session, page.next);
      }),
    );
}
