/** `branchline bench index`: how indexing compares with git itself on this machine, as medians of several rounds. */

import Table from 'cli-table3';
import { measureIncrements, measureRound, openBench, type Increments, type Round } from './measure-index.ts';

export interface BenchOptions {
  readonly rounds: number;
  readonly json?: boolean;
}

/** What `--json` prints. */
export interface BenchReport {
  readonly commits: number;
  readonly keyedCommits: number;
  readonly gitSeconds: number;
  readonly indexSeconds: number;
  readonly ratio: number;
  readonly gitFilesSeconds: number;
  readonly filesSeconds: number;
  readonly filesRatio: number;
  readonly peakMb: number;
  readonly nothingNewMs: number;
  readonly gitFetchMs: number;
  readonly oneCommitMs: number;
}

/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  const lower = sorted[Math.ceil(middle) - 1] ?? 0;
  return (upper + lower) / 2;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Ratios are taken round by round, so that a busy moment of the machine falls on both sides. */
export function summarise(
  rounds: readonly (Round & { readonly commits: number; readonly keyedCommits: number })[],
  increments: readonly Increments[],
): BenchReport {
  const [first] = rounds;
  function middle(value: (round: Round) => number, digits: number): number {
    return rounded(median(rounds.map(value)), digits);
  }
  function middleOf(value: (increment: Increments) => number): number {
    return rounded(median(increments.map(value)), 0);
  }
  return {
    commits: first?.commits ?? 0,
    keyedCommits: first?.keyedCommits ?? 0,
    gitSeconds: middle(({ gitSeconds }) => gitSeconds, 3),
    indexSeconds: middle(({ indexSeconds }) => indexSeconds, 3),
    ratio: middle(({ gitSeconds, indexSeconds }) => indexSeconds / gitSeconds, 2),
    gitFilesSeconds: middle(({ gitFilesSeconds }) => gitFilesSeconds, 3),
    filesSeconds: middle(({ filesSeconds }) => filesSeconds, 3),
    filesRatio: middle(({ gitFilesSeconds, filesSeconds }) => filesSeconds / gitFilesSeconds, 2),
    peakMb: Math.max(...rounds.map(({ peakMb }) => peakMb)),
    nothingNewMs: middleOf(({ nothingNewMs }) => nothingNewMs),
    gitFetchMs: middleOf(({ gitFetchMs }) => gitFetchMs),
    oneCommitMs: middleOf(({ oneCommitMs }) => oneCommitMs),
  };
}

function tableOf(report: BenchReport): string {
  const table = new Table({ head: ['What', 'Git', 'Branchline', 'Ratio'], style: { head: [], border: [] } });
  const seconds = (value: number) => `${value} s`;
  const milliseconds = (value: number) => `${value} ms`;
  table.push(
    ['history: commits, keys, links', seconds(report.gitSeconds), seconds(report.indexSeconds), report.ratio],
    [
      'changed files of linked commits',
      seconds(report.gitFilesSeconds),
      seconds(report.filesSeconds),
      report.filesRatio,
    ],
    ['nothing new', milliseconds(report.gitFetchMs), milliseconds(report.nothingNewMs), ''],
    ['one new commit', '', milliseconds(report.oneCommitMs), ''],
    ['peak memory', '', `${report.peakMb} MB`, ''],
  );
  const commits = `${report.commits.toLocaleString('en')} commits, ${report.keyedCommits.toLocaleString('en')} linked`;
  return `${commits}\n${table.toString()}`;
}

/** Measures and prints. Nothing is written into the repository that is measured. */
export async function benchIndex(address: string, options: BenchOptions): Promise<number> {
  const bench = await openBench(address);
  try {
    const rounds = [];
    for (let round = 1; round <= options.rounds; round++) {
      process.stderr.write(`round ${round} of ${options.rounds}\n`);
      rounds.push(await measureRound(bench));
    }
    process.stderr.write('increments\n');
    const report = summarise(rounds, await measureIncrements(bench, options.rounds));
    process.stdout.write(`${options.json === true ? JSON.stringify(report) : tableOf(report)}\n`);
  } finally {
    await bench.close();
  }
  return 0;
}
