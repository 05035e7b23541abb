/** `branchline jobs …` and `branchline queue …`: what waits, runs and failed, and what can be done about it. */

import { jobInWords, type Job, type QueueState } from '@branchline/contract';
import type { Command } from 'commander';
import type { Commands } from '../commands.ts';
import { counted, momentText, printable } from '../print.ts';
import { integerArgument } from './arguments.ts';

interface ListOptions {
  readonly state?: Job['state'];
  readonly kind?: string;
  readonly integration?: string;
  readonly repository?: string;
  readonly jiraSite?: string;
  readonly search?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

function waitWords({ waitsFor, runAt, pausedBecause, requestsWaitUntil }: Job): string {
  if (waitsFor === 'everything-paused') return 'everything is paused';
  if (waitsFor === 'integration-paused') return `paused: ${pausedBecause ?? 'its integration'}`;
  if (requestsWaitUntil !== null) return `the service makes it wait until ${momentText(requestsWaitUntil)}`;
  if (waitsFor === 'moment') return `not before ${momentText(runAt)}`;
  return waitsFor === 'queue' ? 'another job of the same thing runs' : '';
}

function lineOf(job: Job): readonly string[] {
  const { id, state, attempts, lastError, isEnding } = job;
  const words = [...(isEnding ? ['is ending'] : []), ...(lastError === null ? [] : [lastError])].join('; ');
  const waits = waitWords(job);
  return [id, state, jobInWords(job), String(attempts), [waits, words].filter((each) => each !== '').join('; ')];
}

function stateLines({ counts, paused }: QueueState): readonly string[] {
  const { waiting, running, failed } = counts;
  const held =
    paused === null
      ? []
      : [
          `Everything is paused since ${momentText(paused.since)} UTC by ${printable(paused.who ?? 'somebody')}${paused.because === '' ? '.' : `: ${printable(paused.because)}`}`,
        ];
  return [...held, `${counted(waiting, 'job', 'jobs')} waiting, ${running} running, ${failed} failed.`];
}

function addList({ define, run }: Commands, jobs: Command): void {
  define(jobs.command('list').description('running, waiting and failed jobs, the next to run first'))
    .option('--state <state>', 'waiting, running or failed')
    .option('--kind <kind>', 'of one kind: index-repository')
    .option('--integration <id>', 'of one integration')
    .option('--repository <id>', 'of one repository')
    .option('--jira-site <id>', 'of one Jira site')
    .option('--search <text>', 'part of the name of what they are about')
    .option('--limit <count>', 'on one page, at most 200')
    .option('--cursor <cursor>', 'the next page')
    .action((options: ListOptions, command: Command) =>
      run(command, async (session) => {
        const { state, kind: name, integration, repository, jiraSite, search, limit, cursor } = options;
        const query = { state, name, integration, repository, jiraSite, search, limit, cursor };
        const page = await session.client.listJobs({ query });
        const head = ['ID', 'STATE', 'JOB', 'TRIES', ''];
        session.answerTable(page, head, page.jobs.map(lineOf), 'No such job is in the queue.');
        if (page.next !== null) session.note(`There are more: --cursor ${page.next}`);
      }),
    );
}

function addActions({ define, run }: Commands, jobs: Command): void {
  define(jobs.command('cancel <id>'))
    .description('take a job out of the queue; an indexing ends also while it runs, and its repository is paused')
    .action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        const done = await session.client.cancelJob({ params: { id: String(integerArgument(command, id)) } });
        session.answer(done, [done.state === 'ending' ? 'It ends within seconds.' : 'Cancelled.']);
      }),
    );
  for (const [name, words, done] of [
    ['retry', 'run a waiting or failed job as soon as there is room', 'It runs as soon as there is room.'],
    ['first', 'move a waiting job before all others', 'It is the next.'],
  ] as const) {
    define(jobs.command(`${name} <id>`).description(words)).action((id: string, _options, command: Command) =>
      run(command, async (session) => {
        const request = { params: { id: String(integerArgument(command, id)) } };
        await (name === 'retry' ? session.client.retryJob(request) : session.client.moveJobFirst(request));
        session.answer({ done: true }, [done]);
      }),
    );
  }
}

function addQueue({ program, define, run }: Commands): void {
  const queue = program.command('queue').description('hold back every job, and let them go again');
  define(queue.command('show').description('how many jobs there are, and whether they are held back')).action(
    (_options, command: Command) =>
      run(command, async (session) => {
        const state = await session.client.showQueue({});
        session.answer(state, stateLines(state));
      }),
  );
  define(queue.command('pause').description('start no job until it is resumed, also after a restart'))
    .option('--because <text>', 'shown on every page as long as it lasts')
    .action(({ because }: { readonly because?: string }, command: Command) =>
      run(command, async (session) => {
        await session.client.pauseQueue({ body: { because } });
        session.answer({ done: true }, ['Everything is paused. What runs now ends.']);
      }),
    );
  define(queue.command('resume').description('let jobs start again')).action((_options, command: Command) =>
    run(command, async (session) => {
      await session.client.resumeQueue({});
      session.answer({ done: true }, ['Resumed.']);
    }),
  );
}

/** Adds `jobs` and `queue` with their subcommands. */
export function addJobCommands(commands: Commands): void {
  const jobs = commands.program.command('jobs').description('the queue: look, cancel, try again, move first');
  addList(commands, jobs);
  addActions(commands, jobs);
  addQueue(commands);
}
