/** Watches how much memory we and our PostgreSQL take at the same time. Linux only: elsewhere only our own is known. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface PeakMemory {
  /** Stops watching; the highest sum seen, in megabytes. */
  stop(): number;
}

/** Often enough to see a peak, seldom enough not to slow down what is measured. */
const watchMilliseconds = 200;
const megabyte = 1024 * 1024;

function lineOf(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
}

/** The server of a cluster: its first process, which all others come from. Undefined while none runs. */
async function serverOf(cluster: string): Promise<number | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const first = Number(text.split('\n', 1)[0]);
  return first > 0 ? first : undefined;
}

/** Bytes that the server's processes have for themselves; what they share (buffers, programs) is left out. */
async function memoryOfServer(server: number): Promise<number> {
  const children = await readFile(`/proc/${server}/task/${server}/children`, 'utf8').catch(() => '');
  let bytes = 0;
  for (const child of [String(server), ...children.trim().split(' ')]) {
    bytes += lineOf(await readFile(`/proc/${child}/status`, 'utf8').catch(() => ''), 'RssAnon') * 1024;
  }
  return bytes;
}

async function memoryOf(program: number | undefined): Promise<number> {
  if (program === undefined) return process.memoryUsage.rss();
  return lineOf(await readFile(`/proc/${program}/status`, 'utf8').catch(() => ''), 'VmRSS') * 1024;
}

/** Starts watching this process, or the program of that number, and the PostgreSQL that runs on the cluster in this folder. */
export function watchPeakMemory(cluster: string, program?: number): PeakMemory {
  let peak = 0;
  async function look(): Promise<void> {
    const server = await serverOf(cluster);
    const sum = (await memoryOf(program)) + (server === undefined ? 0 : await memoryOfServer(server));
    peak = Math.max(peak, sum);
  }
  const timer = setInterval(() => void look(), watchMilliseconds);
  return {
    stop() {
      clearInterval(timer);
      return Math.round(peak / megabyte);
    },
  };
}
