/** Watches how much memory we and our PostgreSQL take at the same time. Linux only: elsewhere only our own is known. */

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface PeakMemory {
  /** Stops watching; the highest sum seen, in megabytes. */
  stop(): number;
}

const watchMilliseconds = 50;
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
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const statuses = await Promise.all(names.map((name) => readFile(`/proc/${name}/status`, 'utf8').catch(() => '')));
  const own = statuses.filter((status) => lineOf(status, 'Pid') === server || lineOf(status, 'PPid') === server);
  return own.reduce((total, status) => total + lineOf(status, 'RssAnon') * 1024, 0);
}

/** Starts watching this process and the PostgreSQL that runs on the cluster in this folder. */
export function watchPeakMemory(cluster: string): PeakMemory {
  let peak = 0;
  async function look(): Promise<void> {
    const server = await serverOf(cluster);
    const sum = process.memoryUsage.rss() + (server === undefined ? 0 : await memoryOfServer(server));
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
