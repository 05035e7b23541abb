/** `branchline bench webhooks`: the door beside a bare server, and a steady rain of webhooks while the server is killed. */

import Table from 'cli-table3';
import type { Store } from '../ports/store.ts';
import { median } from './bench-index.ts';
import { killAndRestart, openWebhookBench, type MeasuredServer, type WebhookBench } from './measure-webhooks.ts';
import { openSender, sendAtFullSpeed, sendSteadily } from './send-webhooks.ts';

export interface BenchWebhooksOptions {
  /** Of the steady run. */
  readonly seconds: number;
  /** Webhooks a second in the steady run. */
  readonly rate: number;
  readonly json?: boolean;
}

/** What `--json` prints. */
export interface WebhookBenchReport {
  readonly bodyBytes: number;
  readonly connections: number;
  readonly barePerSecond: number;
  readonly doorPerSecond: number;
  readonly ratio: number;
  readonly rate: number;
  readonly seconds: number;
  readonly sent: number;
  readonly acknowledged: number;
  /** Acknowledged and not in the inbox. */
  readonly lost: number;
  readonly kills: number;
  readonly repeated: number;
  /** Of those that were taken at the first try. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** Of all, the time without a server included. */
  readonly longestMs: number;
  /** From the end of the steady run until everything was read. */
  readonly readSeconds: number;
}

/** A git push of a few commits. */
const bodyBytes = 8192;
const connections = 64;
const rounds = 3;
const roundSeconds = 5;
/** Of the steady run: when the server is killed. */
const killAt = [1 / 3, 2 / 3];
const readLimitMilliseconds = 120_000;

function percentile(ascending: readonly number[], part: number): number {
  return Math.round(ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * part))] ?? 0);
}

async function speedOf(bench: WebhookBench, server: MeasuredServer, name: string): Promise<number> {
  const sender = openSender(bench.secret, connections, bodyBytes);
  try {
    // Both are as warm as a server is that has run for a while.
    await sendAtFullSpeed(sender, server.url, { seconds: 1, connections, name: `${name}-warm` });
    return await sendAtFullSpeed(sender, server.url, { seconds: roundSeconds, connections, name });
  } finally {
    sender.close();
    await server.kill();
  }
}

/** One after the other, so that a busy moment of the machine falls on both sides. */
async function compare(bench: WebhookBench) {
  const bare: number[] = [];
  const door: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    process.stderr.write(`round ${round} of ${rounds}\n`);
    bare.push(await speedOf(bench, await bench.startBare(), `bare-${round}`));
    door.push(await speedOf(bench, await bench.startBranchline('web'), `door-${round}`));
  }
  const ratio = median(bare.map((speed, round) => (door[round] ?? 0) / speed));
  return { barePerSecond: Math.round(median(bare)), doorPerSecond: Math.round(median(door)), ratio };
}

const page = 10_000;

async function countStored(store: Store): Promise<number> {
  let count = 0;
  let before: number | undefined;
  for (;;) {
    const found = await store.deliveries.list({ search: '/id/steady-' }, page, before);
    count += found.length;
    if (found.length < page) return count;
    before = found.at(-1)?.id;
  }
}

async function untilRead(store: Store): Promise<number> {
  const began = performance.now();
  while ((await store.deliveries.list({ outcome: 'waiting' }, 1)).length > 0) {
    if (performance.now() - began > readLimitMilliseconds) throw new Error('The inbox was not read in time.');
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
  return (performance.now() - began) / 1000;
}

async function rain(bench: WebhookBench, { seconds, rate }: BenchWebhooksOptions) {
  process.stderr.write(`${rate} webhooks a second for ${seconds} s, killed ${killAt.length} times\n`);
  // What the rounds before left unread is none of this one's business.
  await bench.store.deliveries.removeBefore(new Date());
  const server = await bench.startBranchline('all');
  const sender = openSender(bench.secret, 256, bodyBytes);
  const [run, last] = await Promise.all([
    sendSteadily(sender, server.url, { seconds, rate, name: 'steady' }),
    killAndRestart(
      bench,
      server,
      killAt.map((part) => part * seconds),
    ),
  ]);
  sender.close();
  const stored = await countStored(bench.store);
  const readSeconds = await untilRead(bench.store);
  await last.kill();
  return { ...run, lost: Math.max(0, run.acknowledged - stored), readSeconds };
}

function tableOf(report: WebhookBenchReport): string {
  const table = new Table({ style: { head: [], border: [] } });
  const { barePerSecond, doorPerSecond, ratio } = report;
  table.push(
    ['bare server, webhooks a second', barePerSecond],
    ['Branchline, webhooks a second', doorPerSecond],
    ['ratio', ratio],
    [`at ${report.rate} a second for ${report.seconds} s: sent`, report.sent],
    ['acknowledged', report.acknowledged],
    ['acknowledged and lost', report.lost],
    ['server killed', report.kills],
    ['requests that had to be repeated', report.repeated],
    ['acknowledged within (half, 95 %, 99 %)', `${report.p50Ms} ms, ${report.p95Ms} ms, ${report.p99Ms} ms`],
    ['longest, the time without a server included', `${report.longestMs} ms`],
    ['everything read after', `${report.readSeconds} s`],
  );
  return table.toString();
}

/** Measures and prints. Exit code 1 when something acknowledged was lost. */
export async function benchWebhooks(options: BenchWebhooksOptions): Promise<number> {
  const bench = await openWebhookBench();
  try {
    const { barePerSecond, doorPerSecond, ratio } = await compare(bench);
    const run = await rain(bench, options);
    const report: WebhookBenchReport = {
      bodyBytes,
      connections,
      barePerSecond,
      doorPerSecond,
      ratio: Number(ratio.toFixed(2)),
      rate: options.rate,
      seconds: options.seconds,
      sent: run.sent,
      acknowledged: run.acknowledged,
      lost: run.lost,
      kills: killAt.length,
      repeated: run.repeated,
      p50Ms: percentile(run.firstWaits, 0.5),
      p95Ms: percentile(run.firstWaits, 0.95),
      p99Ms: percentile(run.firstWaits, 0.99),
      longestMs: Math.round(run.waits.at(-1) ?? 0),
      readSeconds: Number(run.readSeconds.toFixed(1)),
    };
    process.stdout.write(`${options.json === true ? JSON.stringify(report) : tableOf(report)}\n`);
    return report.lost === 0 && report.acknowledged === report.sent ? 0 : 1;
  } finally {
    await bench.close();
  }
}
