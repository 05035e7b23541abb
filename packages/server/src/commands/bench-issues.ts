/** `branchline bench issues`: how long the view of an issue, and lists, take in a small installation and in a large one. */

import Table from 'cli-table3';
import { commitsToAnIssue, fillLinkedRows, type LinkedRows } from '../adapters/store/fill-linked-rows.ts';
import { percentile, withBenchServer, type AskBench } from './bench-server.ts';

export interface BenchIssuesOptions {
  /** How many issues are looked at. */
  readonly rounds: number;
  /** Linked commits of the large installation. */
  readonly commits: number;
  readonly json?: boolean;
}

/** One view in one installation. */
export interface MeasuredView {
  readonly view: string;
  /** What it may take at most, 99 times of 100; of a list 95 times. */
  readonly limitMs: number;
  readonly commits: number;
  readonly repositories: number;
  /** Of the largest answer. */
  readonly kilobytes: number;
  readonly leastMs: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Of a route that does nearly nothing, asked in turn: on a busy machine that is not nothing. */
  readonly idleP50Ms: number;
  readonly idleP99Ms: number;
}

export interface IssuesBenchReport {
  readonly views: readonly MeasuredView[];
}

interface View {
  readonly view: string;
  readonly limitMs: number;
  readonly isList?: boolean;
  /** Where it is, of the issue or repository of that number. */
  readonly path: (issue: number, repository: number) => string;
}

/** What the view of an issue may take at most, 99 times of 100. */
const viewLimitMs = 25;
/** What a list may take at most, 95 times of 100. */
const listLimitMs = 200;
const views: readonly View[] = [
  ...(['development', 'roll-up'] as const).map((view) => {
    return { view, limitMs: viewLimitMs, path: (issue: number) => `/issues/ABC-${issue}/${view}` };
  }),
  ...[
    { view: 'issues', path: () => '/issues' },
    { view: 'commits of the project', path: () => '/projects/ABC/commits' },
    { view: 'its commits in one repository', path: (_: number, repository: number) => ofOne(repository) },
    { view: 'linked commits of one', path: (_: number, repository: number) => linkedOf(repository) },
    { view: 'repositories, 200', path: () => '/repositories?limit=200' },
  ].map((list) => ({ ...list, limitMs: listLimitMs, isList: true })),
];

function ofOne(repository: number): string {
  return `/projects/ABC/commits?repository=${repository}`;
}

function linkedOf(repository: number): string {
  return `/browse/${repository}/commits?links=linked`;
}

/** Asked in turn with the views: what the machine itself takes at that moment, for whoever does nearly nothing. */
const nearlyNothing = '/me';
/** Before counting, at most: the first ones wait for whatever is made once. */
const warmUp = 50;

function partsOf(times: readonly number[]): Pick<MeasuredView, 'leastMs' | 'p50Ms' | 'p95Ms' | 'p99Ms'> {
  const ascending = times.toSorted((a, b) => a - b);
  const [leastMs = 0, p50Ms = 0, p95Ms = 0, p99Ms = 0] = [0, 0.5, 0.95, 0.99].map(
    (part) => Math.round(percentile(ascending, part) * 10) / 10,
  );
  return { leastMs, p50Ms, p95Ms, p99Ms };
}

/** Of a list fewer rounds are enough. */
const listRounds = 5;

/** Other issues and repositories each time, spread over all there are. */
async function measure(ask: AskBench, rows: LinkedRows, rounds: number): Promise<readonly MeasuredView[]> {
  const measured: MeasuredView[] = [];
  for (const view of views) {
    const times = Math.ceil(view.isList === true ? rounds / listRounds : rounds);
    measured.push(await measureView(ask, rows, view, times));
  }
  return measured;
}

async function measureView(ask: AskBench, rows: LinkedRows, asked: View, rounds: number): Promise<MeasuredView> {
  const issues = Math.ceil(rows.commits / commitsToAnIssue);
  const times: number[] = [];
  const others: number[] = [];
  let most = 0;
  for (let round = -Math.min(warmUp, rounds); round < rounds; round += 1) {
    const number = Math.abs(round * 2 + 1) * 7919;
    const { milliseconds, bytes } = await ask(asked.path((number % issues) + 1, (number % rows.repositories) + 1));
    const other = await ask(nearlyNothing);
    if (round < 0) continue;
    times.push(milliseconds);
    most = Math.max(most, bytes);
    others.push(other.milliseconds);
  }
  const { commits, repositories } = rows;
  const { view, limitMs } = asked;
  const at = { view, limitMs, commits, repositories, kilobytes: Math.round(most / 102.4) / 10 };
  const idle = partsOf(others);
  return { ...at, ...partsOf(times), idleP50Ms: idle.p50Ms, idleP99Ms: idle.p99Ms };
}

/** Views are held to 99 of 100 answers, lists to 95. */
function isTooSlow({ limitMs, p95Ms, p99Ms }: MeasuredView): boolean {
  return (limitMs === viewLimitMs ? p99Ms : p95Ms) > limitMs;
}

function tableOf({ views: measured }: IssuesBenchReport): string {
  const head = ['view', 'linked commits', 'repositories', 'least', 'half within', '95 %', '99 %', 'nearly nothing', ''];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const each of measured) {
    const { view, commits, repositories, leastMs, p50Ms, p95Ms, p99Ms, idleP50Ms, idleP99Ms } = each;
    const [rows, places] = [commits, repositories].map((count) => count.toLocaleString('en'));
    const figures = [leastMs, p50Ms, p95Ms, p99Ms].map((time) => `${time} ms`);
    const idle = `${idleP50Ms} ms, ${idleP99Ms} ms`;
    table.push([view, rows, places, ...figures, idle, isTooSlow(each) ? 'too slow' : '']);
  }
  return table.toString();
}

/** Measures and prints. Exit code 1 when a view is too slow. */
export async function benchIssues({ rounds, commits, json }: BenchIssuesOptions): Promise<number> {
  const measured: MeasuredView[] = [];
  for (const rows of [
    { commits: Math.min(10_000, commits), repositories: 20, integrations: 2 },
    { commits, repositories: 10_000, integrations: 200 },
  ]) {
    const fill = (connectionString: string) => fillLinkedRows(connectionString, rows);
    measured.push(...(await withBenchServer(fill, (ask) => measure(ask, rows, rounds))));
  }
  const report: IssuesBenchReport = { views: measured };
  process.stdout.write(`${json === true ? JSON.stringify(report) : tableOf(report)}\n`);
  return measured.some(isTooSlow) ? 1 : 0;
}
