/** The program behind `branchline bench scrolling`: measures, prints, and ends with 1 when it is not smooth enough. */

import Table from 'cli-table3';
import { measureScrolling, type ScrollingReport } from './measure-scrolling.ts';

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

const [lines, milliseconds, form] = process.argv.slice(2);
const report = await measureScrolling(Number(lines), Number(milliseconds));
process.stdout.write(`${form === 'json' ? JSON.stringify(report) : tableOf(report)}\n`);
process.exitCode = report.figures.some(({ smooth }) => smooth < report.limit) ? 1 : 0;
