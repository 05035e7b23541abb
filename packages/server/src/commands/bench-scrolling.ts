/** `branchline bench scrolling`: how evenly a browser scrolls through a change of very many lines. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import Table from 'cli-table3';

export interface BenchScrollingOptions {
  readonly lines: number;
  /** Of each measurement. */
  readonly seconds: number;
  readonly json?: boolean;
}

export interface ScrollingFigure {
  readonly layout: string;
  readonly speed: string;
  readonly pictures: number;
  /** Part of the pictures that came within 34 ms of the one before. */
  readonly smooth: number;
  /** Milliseconds that the page's thread worked for each picture, whatever else the machine did. */
  readonly workMs: number;
  readonly p95Ms: number;
  readonly longestMs: number;
  /** Part of the looks at the middle of the list that found no row there. */
  readonly blank: number;
  /** Rows in the page, however many there are. */
  readonly drawnRows: number;
}

/** What `--json` prints. */
export interface ScrollingReport {
  readonly lines: number;
  /** The least part of pictures that must be smooth. */
  readonly limit: number;
  readonly figures: readonly ScrollingFigure[];
}

/** A program of its own: it brings a browser, which is there only where tests are. */
const program = fileURLToPath(new URL('../test-support/measure-scrolling.ts', import.meta.url));

function part(of: number): string {
  return `${(of * 100).toFixed(1)} %`;
}

function tableOf({ lines, figures }: ScrollingReport): string {
  const head = [
    'Layout',
    'Speed',
    'Pictures',
    'Within 34 ms',
    'Work for each',
    '95 % within',
    'Longest',
    'Blank',
    'Rows drawn',
  ];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { layout, speed, pictures, smooth, workMs, p95Ms, longestMs, blank, drawnRows } of figures) {
    table.push([
      layout,
      speed,
      pictures,
      part(smooth),
      `${workMs} ms`,
      `${p95Ms} ms`,
      `${longestMs} ms`,
      part(blank),
      drawnRows,
    ]);
  }
  return `${lines.toLocaleString('en')} lines\n${table.toString()}`;
}

/** Measures and prints; 1 when it is not smooth enough. @throws Error where there is no browser */
export async function benchScrolling({ lines, seconds, json }: BenchScrollingOptions): Promise<number> {
  const words = [program, String(lines), String(seconds * 1000)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, 'close') as Promise<[number | null]>]);
  if (code !== 0) throw new Error('The browser could not measure; the lines above say why.');
  const report = JSON.parse(printed) as ScrollingReport;
  process.stdout.write(`${json === true ? printed : tableOf(report)}\n`);
  return report.figures.some(({ smooth }) => smooth < report.limit) ? 1 : 0;
}
