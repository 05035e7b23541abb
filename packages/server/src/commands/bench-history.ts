/** `branchline bench backfill`: how fast a long history is sent to Jira, and how long an event waits meanwhile. */

import Table from 'cli-table3';
import { openHistoryBench } from './measure-history.ts';

export interface BenchHistoryOptions {
  readonly commits: number;
  readonly json?: boolean;
}

/** What `--json` prints. */
export interface HistoryBenchReport {
  readonly commits: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly peakMb: number;
  readonly requests: number;
  /** Requests that Jira refused as a whole. */
  readonly refused: number;
  readonly mostEntities: number;
  readonly mostOfType: number;
  readonly mostBytes: number;
  readonly events: number;
  readonly lost: number;
  readonly waitP50Ms: number;
  readonly waitP95Ms: number;
  readonly waitLongestMs: number;
}

/** Told of after so many more, so that a slow machine shows that it is at work. */
const tellEvery = 100_000;

function percentile(ascending: readonly number[], part: number): number {
  return Math.round(ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * part))] ?? 0);
}

/** Says how far it is, now and then. */
function progress(what: string): (count: number) => void {
  let next = tellEvery;
  return (count) => {
    if (count < next) return;
    process.stderr.write(`${what} ${count.toLocaleString('en')}\n`);
    next = (Math.floor(count / tellEvery) + 1) * tellEvery;
  };
}

function tableOf(report: HistoryBenchReport): string {
  const table = new Table({ style: { head: [], border: [] } });
  const number = (value: number) => value.toLocaleString('en');
  table.push(
    ['commits sent', number(report.commits)],
    ['in', `${report.seconds} s`],
    ['a second', number(report.perSecond)],
    ['peak memory of worker and PostgreSQL', `${report.peakMb} MB`],
    ['requests, of those refused', `${number(report.requests)}, ${report.refused}`],
    ['most entities in one, of one type', `${report.mostEntities}, ${report.mostOfType}`],
    ['largest', `${number(report.mostBytes)} bytes`],
    ['events meanwhile, of those lost', `${report.events}, ${report.lost}`],
    ['an event waits: half, 95 %, longest', `${report.waitP50Ms}, ${report.waitP95Ms}, ${report.waitLongestMs} ms`],
  );
  return table.toString();
}

/** Measures and prints. The exit code is 1 when an event was lost or a request was refused. */
export async function benchHistory({ commits, json }: BenchHistoryOptions): Promise<number> {
  const bench = await openHistoryBench();
  try {
    await bench.fill(commits, progress('made'));
    const sent = progress('sent');
    const { seconds, timed, peakMb, counts, waits, lost } = await bench.measure(commits, ({ history }) =>
      sent(history),
    );
    const { requests, refused, mostEntities, mostOfType, mostBytes } = counts;
    const report: HistoryBenchReport = {
      commits,
      seconds: Math.round(seconds),
      perSecond: Math.round(timed / seconds),
      peakMb,
      requests,
      refused,
      mostEntities,
      mostOfType,
      mostBytes,
      events: waits.length + lost,
      lost,
      waitP50Ms: percentile(waits, 0.5),
      waitP95Ms: percentile(waits, 0.95),
      waitLongestMs: Math.round(waits.at(-1) ?? 0),
    };
    process.stdout.write(`${json === true ? JSON.stringify(report) : tableOf(report)}\n`);
    return lost > 0 || refused > 0 ? 1 : 0;
  } finally {
    await bench.close();
  }
}
