/** `branchline bench issues`: how long the view of an issue takes in a small installation and in a large one. */

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
  readonly commits: number;
  readonly repositories: number;
  /** Of the largest answer. */
  readonly kilobytes: number;
  readonly leastMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of a route that does nearly nothing, asked in turn: on a busy machine that is not nothing. */
  readonly idleP50Ms: number;
  readonly idleP99Ms: number;
}

export interface IssuesBenchReport {
  readonly limitMs: number;
  readonly views: readonly MeasuredView[];
}

/** What the view of an issue may take at most, 99 times of 100. */
const limitMs = 25;
const views = ['development', 'roll-up'] as const;
/** Asked in turn with the views: what the machine itself takes at that moment, for whoever does nearly nothing. */
const nearlyNothing = '/me';
/** Before counting, at most: the first ones wait for whatever is made once. */
const warmUp = 50;

function partsOf(times: readonly number[]): Pick<MeasuredView, 'leastMs' | 'p50Ms' | 'p99Ms'> {
  const ascending = times.toSorted((a, b) => a - b);
  const [leastMs = 0, p50Ms = 0, p99Ms = 0] = [0, 0.5, 0.99].map(
    (part) => Math.round(percentile(ascending, part) * 10) / 10,
  );
  return { leastMs, p50Ms, p99Ms };
}

/** Other issues each time, spread over all there are. */
async function measure(ask: AskBench, rows: LinkedRows, rounds: number): Promise<readonly MeasuredView[]> {
  const issues = Math.ceil(rows.commits / commitsToAnIssue);
  const measured: MeasuredView[] = [];
  for (const view of views) {
    const times: number[] = [];
    const others: number[] = [];
    let most = 0;
    for (let round = -Math.min(warmUp, rounds); round < rounds; round += 1) {
      const number = ((Math.abs(round * 2 + 1) * 7919) % issues) + 1;
      const { milliseconds, bytes } = await ask(`/issues/ABC-${number}/${view}`);
      const other = await ask(nearlyNothing);
      if (round < 0) continue;
      times.push(milliseconds);
      most = Math.max(most, bytes);
      others.push(other.milliseconds);
    }
    const { commits, repositories } = rows;
    const at = { view, commits, repositories, kilobytes: Math.round(most / 102.4) / 10 };
    const idle = partsOf(others);
    measured.push({ ...at, ...partsOf(times), idleP50Ms: idle.p50Ms, idleP99Ms: idle.p99Ms });
  }
  return measured;
}

function tableOf({ views: measured }: IssuesBenchReport): string {
  const head = ['view', 'linked commits', 'repositories', 'least', 'half within', '99 % within', 'nearly nothing', ''];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { view, commits, repositories, leastMs, p50Ms, p99Ms, idleP50Ms, idleP99Ms } of measured) {
    const [rows, places] = [commits, repositories].map((count) => count.toLocaleString('en'));
    const figures = [`${leastMs} ms`, `${p50Ms} ms`, `${p99Ms} ms`, `${idleP50Ms} ms, ${idleP99Ms} ms`];
    table.push([view, rows, places, ...figures, p99Ms > limitMs ? 'too slow' : '']);
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
  const report: IssuesBenchReport = { limitMs, views: measured };
  process.stdout.write(`${json === true ? JSON.stringify(report) : tableOf(report)}\n`);
  return measured.some(({ p99Ms }) => p99Ms > limitMs) ? 1 : 0;
}
