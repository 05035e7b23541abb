/** `branchline repositories log`: the index log of a repository, on the screen or as a file. */

import { writeFile } from 'node:fs/promises';
import type { IndexRun } from '@branchline/contract';
import { Option, type Command } from 'commander';
import type { Commands } from '../commands.ts';
import { momentText } from '../print.ts';
import type { Session } from '../session.ts';
import { integerArgument } from './arguments.ts';

interface LogOptions {
  readonly about?: IndexRun['about'];
  readonly outcome?: NonNullable<IndexRun['outcome']>;
  readonly download?: string;
  readonly format: 'text' | 'json';
}

const logLimit = 50;

function lineOf(run: IndexRun): readonly string[] {
  const { startedAt, endedAt, about, trigger, outcome, commitsWalked, commitsLinked, pullRequestsRead, failure } = run;
  const seconds = endedAt === null ? '' : ((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(1);
  const read = about === 'git' ? `${commitsLinked} of ${commitsWalked}` : String(pullRequestsRead);
  return [momentText(startedAt), about, trigger, outcome ?? 'running', seconds, read, failure ?? ''];
}

async function download(session: Session, id: number, file: string, format: 'text' | 'json'): Promise<void> {
  const content = await session.client.downloadIndexLog({ params: { id }, query: { format } });
  await writeFile(file, content);
  session.answer({ file }, [`The log is in ${file}.`]);
}

async function show(session: Session, id: number, { about, outcome }: LogOptions): Promise<void> {
  const page = await session.client.listIndexRuns({ params: { id }, query: { about, outcome, limit: logLimit } });
  const head = ['STARTED (UTC)', 'ABOUT', 'WHY', 'OUTCOME', 'SECONDS', 'LINKED OR READ', ''];
  session.answerTable(page.runs, head, page.runs.map(lineOf), 'No indexing matches.');
  if (page.next !== null) session.note(`Only the newest ${logLimit} are shown; --download has all of them.`);
}

/** Adds `log` to `repositories`. */
export function addRepositoryLogCommand({ define, run }: Commands, repositories: Command): void {
  define(repositories.command('log <id>').description('the indexings of a repository, the newest first'))
    .addOption(new Option('--about <what>', 'only of this').choices(['git', 'pull-requests']))
    .addOption(
      new Option('--outcome <outcome>', 'only those that ended so').choices([
        'done',
        'nothing-new',
        'failed',
        'interrupted',
      ]),
    )
    .option('--download <file>', 'write the whole log with all phases into a file')
    .addOption(new Option('--format <format>', 'of the file').choices(['text', 'json']).default('text'))
    .action((text: string, options: LogOptions, command: Command) =>
      run(command, async (session) => {
        const id = integerArgument(command, text);
        if (options.download === undefined) await show(session, id, options);
        else await download(session, id, options.download, options.format);
      }),
    );
}
