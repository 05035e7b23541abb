/** `branchline bench scrolling`: how evenly a browser scrolls through a change of very many lines. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { buildPages } from './build-pages.ts';

export interface BenchScrollingOptions {
  readonly lines: number;
  /** Of each measurement. */
  readonly seconds: number;
  readonly json?: boolean;
}

/** A program of its own: it brings a browser, which is there only where tests are. */
const program = fileURLToPath(new URL('../test-support/bench-scrolling-program.ts', import.meta.url));

/** Measures and prints; 1 when it is not smooth enough, or where there is no browser. */
export async function benchScrolling({ lines, seconds, json }: BenchScrollingOptions): Promise<number> {
  await buildPages();
  const words = [program, String(lines), String(seconds * 1000), json === true ? 'json' : 'table'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = (await once(child, 'close')) as [number | null];
  return code ?? 1;
}
