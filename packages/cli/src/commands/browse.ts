/** `branchline browse list|ls|show|blame|log|commit|diff|search`: what a repository holds, as git has it. */

import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText, printable } from '../print.ts';
import type { Session } from '../session.ts';
import {
  blameLines,
  changedLine,
  commitLines,
  diffLines,
  entryRow,
  fileLines,
  historyRow,
  matchLine,
  shortHash,
} from './browse-lines.ts';

interface AtOptions {
  readonly revision?: string;
}

interface ListOptions {
  readonly search?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

interface BlameOptions extends AtOptions {
  readonly first?: string;
  readonly last?: string;
}

interface LogOptions extends AtOptions {
  readonly skip?: string;
}

interface DiffOptions extends AtOptions {
  readonly base?: string;
  readonly from?: 'merge-base' | 'base';
  readonly path?: string;
  readonly previousPath?: string;
  readonly whitespace?: 'show' | 'ignore';
  readonly context?: string;
}

interface SearchOptions extends AtOptions {
  readonly in?: string;
  readonly folder?: string;
  readonly case?: 'any' | 'exact';
}

/** Adds them to `browse`. */
export function addBrowseCommands(commands: Commands): void {
  const browse = commands.program.command('browse').description('look into repositories');
  addLists(commands, browse);
  addFiles(commands, browse);
  addChanges(commands, browse);
  addSearch(commands, browse);
}

function at(command: Command): Command {
  return command.option('--revision <revision>', 'a branch, a tag or a hash; the default branch when left out');
}

function addLists({ define, run }: Commands, browse: Command): void {
  define(browse.command('list').description('repositories that you may look into, by name'))
    .option('--search <text>', 'part of a name')
    .option('--limit <count>', 'on one page')
    .option('--cursor <cursor>', '"next" of the page before')
    .action(({ search, limit, cursor }: ListOptions, command: Command) =>
      run(command, async (session) => {
        const page = await session.client.listBrowsedRepositories({ query: { search, limit, cursor } });
        const rows = page.repositories.map(({ id, name, integrationName, defaultBranch, changedAt }) => [
          String(id),
          name,
          integrationName,
          defaultBranch ?? '–',
          momentText(changedAt),
        ]);
        const head = ['ID', 'NAME', 'INTEGRATION', 'DEFAULT BRANCH', 'CHANGED'];
        session.answerTable(page, head, rows, 'There is no such repository that you may look into.');
        for (const { because, remedy } of page.withheld) session.note(`${printable(because)} ${printable(remedy)}`);
        if (page.next !== null) session.note(`There are more: --cursor ${page.next}`);
      }),
    );
  at(define(browse.command('ls <repository> [path]').description('what is in a folder'))).action(
    (id: string, path: string | undefined, { revision }: AtOptions, command: Command) =>
      run(command, async (session) => {
        const folder = await session.client.showFolder({ params: { id }, query: { revision, path: path ?? '' } });
        session.answerTable(folder, ['NAME', 'BYTES'], folder.entries.map(entryRow), 'It is empty.');
      }),
  );
}

function addFiles({ define, run }: Commands, browse: Command): void {
  at(define(browse.command('show <repository> <path>').description('a file'))).action(
    (id: string, path: string, { revision }: AtOptions, command: Command) =>
      run(command, async (session) => {
        const file = await session.client.showFile({ params: { id }, query: { revision, path } });
        session.answer(file, fileLines(file));
      }),
  );
  at(define(browse.command('blame <repository> <path>').description('who wrote which line of a file')))
    .option('--first <line>', 'from this line on')
    .option('--last <line>', 'up to this line')
    .action((id: string, path: string, { revision, first, last }: BlameOptions, command: Command) =>
      run(command, async (session) => {
        const blame = await session.client.showBlame({ params: { id }, query: { revision, path, first, last } });
        const file = await session.client.showFile({ params: { id }, query: { revision: blame.commit, path } });
        session.answer(blame, blameLines(blame, file));
      }),
    );
  at(define(browse.command('log <repository> <path>').description('commits that changed a file, through renames')))
    .option('--skip <count>', 'leave out the newest ones')
    .action((id: string, path: string, { revision, skip }: LogOptions, command: Command) =>
      run(command, async (session) => {
        const history = await session.client.showFileHistory({ params: { id }, query: { revision, path, skip } });
        const head = ['COMMIT', 'AUTHORED', 'AUTHOR', 'PATH', 'TITLE'];
        session.answerTable(history, head, history.revisions.map(historyRow), 'No commit changed it.');
        const shown = Number(skip ?? 0) + history.revisions.length;
        if (history.isCut) session.note(`There are more: --skip ${shown}`);
      }),
    );
}

function addChanges({ define, run }: Commands, browse: Command): void {
  define(browse.command('commit <repository> <revision>').description('a commit and what it changed')).action(
    (id: string, revision: string, _options, command: Command) =>
      run(command, async (session) => {
        const commit = await session.client.showCommit({ params: { id }, query: { revision } });
        session.answer(commit, commitLines(commit));
      }),
  );
  at(define(browse.command('diff <repository>').description('what a commit changed, or how two revisions differ')))
    .option('--base <revision>', 'hold it against this one; left out: what the one commit changed')
    .option('--from <place>', 'merge-base (where the two parted, the usual) or base (as it is now)')
    .option('--path <path>', 'the lines of this file; left out: the list of changed files')
    .option('--previous-path <path>', 'where the file was before a rename')
    .option('--whitespace <way>', 'show or ignore')
    .option('--context <lines>', 'unchanged lines around each change')
    .action((id: string, { path, ...options }: DiffOptions, command: Command) =>
      run(command, (session) =>
        path === undefined ? listChanges(session, id, options) : diff(session, id, path, options),
      ),
    );
}

async function listChanges(session: Session, id: string, { revision, base, from }: DiffOptions): Promise<void> {
  const changes = await session.client.showChanges({ params: { id }, query: { revision, base, from } });
  const lines = changes.files.length === 0 ? ['No file differs.'] : changes.files.map(changedLine);
  session.answer(changes, changes.isCut ? [...lines, 'There are more changed files.'] : lines);
}

async function diff(session: Session, id: string, path: string, options: Omit<DiffOptions, 'path'>): Promise<void> {
  const shown = await session.client.showFileDiff({ params: { id }, query: { path, ...options } });
  session.answer(shown, diffLines(shown));
}

const places = ['code', 'paths', 'messages'];

function addSearch({ define, run }: Commands, browse: Command): void {
  at(define(browse.command('search <repository> <text>').description('a text in code, paths or messages')))
    .option('--in <place>', `${places.join(', ')}; code when left out`)
    .option('--folder <path>', 'of code: only below this folder')
    .option('--case <way>', 'of code: any or exact')
    .action((id: string, text: string, options: SearchOptions, command: Command) =>
      run(command, async (session) => {
        const { in: place = 'code' } = options;
        if (!places.includes(place)) command.error(`error: --in is one of ${places.join(', ')}.`);
        const { found, lines } = await search(session, { ...options, id, text, in: place });
        session.answer(found, lines.length === 0 ? ['Nothing was found.'] : lines);
        if (found.isCut) session.note('There are more.');
      }),
    );
}

async function search(
  { client }: Session,
  {
    id,
    text,
    revision,
    folder,
    case: letters,
    in: place,
  }: SearchOptions & { readonly id: string; readonly text: string },
) {
  const [params, query] = [{ id }, { revision, text }];
  if (place === 'paths') {
    const found = await client.searchPaths({ params, query });
    return { found, lines: found.paths.map(printable) };
  }
  if (place === 'messages') {
    const found = await client.searchMessages({ params, query });
    const lines = found.commits.map(({ hash, title }) => `${hash.slice(0, shortHash)} ${printable(title)}`);
    return { found, lines };
  }
  const found = await client.searchCode({ params, query: { ...query, folder, case: letters } });
  return { found, lines: found.matches.map(matchLine) };
}
