/** Watches how much memory we and PostgreSQL take at the same time. Linux only: elsewhere only our own is known. */

import { readFile, readdir } from 'node:fs/promises';

export interface PeakMemory {
  /** Stops watching; the highest sum seen, in megabytes. */
  stop(): number;
}

const watchMilliseconds = 50;
const megabyte = 1024 * 1024;

/** Memory of a process that is its own: what it shares (files, PostgreSQL's buffers) is left out. Bytes. */
async function ownMemory(status: string): Promise<number> {
  const match = /^RssAnon:\s+(\d+) kB/m.exec(status);
  return Number(match?.[1] ?? 0) * 1024;
}

function isPostgres(status: string): boolean {
  return /^Name:\s+postgres$/m.test(status);
}

async function postgresMemory(): Promise<number> {
  const names = await readdir('/proc').catch(() => []);
  const statuses = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => readFile(`/proc/${name}/status`, 'utf8').catch(() => '')),
  );
  const sizes = await Promise.all(statuses.filter(isPostgres).map(ownMemory));
  return sizes.reduce((total, size) => total + size, 0);
}

/** Starts watching. Every PostgreSQL on the machine counts, so run nothing beside it. */
export function watchPeakMemory(): PeakMemory {
  let peak = 0;
  async function look(): Promise<void> {
    const sum = process.memoryUsage.rss() + (await postgresMemory());
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
