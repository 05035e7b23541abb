/** The PostgreSQL process itself: how it is started, found again, and stopped. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerAccount } from './account.ts';
import { socketPort } from './cluster.ts';

/** What is needed to start PostgreSQL. */
export interface ServerPlace {
  readonly postgres: string;
  readonly home: string;
  readonly cluster: string;
  readonly socketFolder: string;
  readonly account: ServerAccount | undefined;
  /** Stop when our process ends in whatever way, for folders that nobody will come back to. */
  readonly endWithProcess: boolean;
  /** False when nobody minds that a power cut destroys it. */
  readonly durable: boolean;
}

/** A PostgreSQL that somebody started on a cluster. */
export interface RunningServer {
  readonly pid: number;
  readonly socketFolder: string;
}

/** How long a fast shutdown may take before it is made an immediate one; the next start then replays the log. */
const shutdownMilliseconds = 30_000;
const pollMilliseconds = 10;
const logLimitBytes = 10_000_000;

/** Small machine, one user, no network. JIT and parallel plans cost more than they give for short queries. */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: String(socketPort),
  unix_socket_permissions: '0700',
  max_connections: '60',
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  fsync: 'on',
  synchronous_commit: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_buffers: '16MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',
  log_checkpoints: 'off',
  // A first index fills empty tables within seconds, and plans are poor until they were counted.
  autovacuum_naptime: '5s',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  io_method: 'sync',
  huge_pages: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Nothing is waited for until it is on the disk. */
const passing: Readonly<Record<string, string>> = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Waits for the end of its input, then asks its PostgreSQL to stop: our process going away closes that input. */
const endWithInput = '"$@" & read line <&3; kill -INT $! 2>/dev/null; wait $!';

/** Starts PostgreSQL in a process group of its own, so that Ctrl-C in our terminal is ours to answer. */
export function spawnServer(place: ServerPlace): ChildProcess {
  const chosen = place.durable ? settings : { ...settings, ...passing };
  const options = Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [place.postgres, '-D', place.cluster, '-k', place.socketFolder, ...options];
  const [program = '', ...parameters] = place.endWithProcess
    ? ['/bin/sh', '-c', endWithInput, 'sh', ...command]
    : command;
  const log = openLog(place.home);
  const child = spawn(program, parameters, {
    detached: true,
    cwd: '/',
    stdio: ['ignore', log, log, place.endWithProcess ? 'pipe' : 'ignore'],
    ...place.account,
  });
  closeSync(log);
  child.unref();
  const lifeline = child.stdio[3];
  if (lifeline !== null && lifeline !== undefined && 'unref' in lifeline) (lifeline as { unref(): void }).unref();
  return child;
}

/** The server that runs on this cluster according to its pid file, if that process is alive. */
export function findServer(cluster: string): RunningServer | undefined {
  const [pid, , , , socketFolder] = readOrEmpty(join(cluster, 'postmaster.pid')).split('\n');
  if (pid === undefined || socketFolder === undefined || !isAlive(Number(pid))) return undefined;
  return { pid: Number(pid), socketFolder };
}

/** Asks for a fast shutdown and waits until the process is gone and its pid file with it. */
export async function stopServer(cluster: string): Promise<void> {
  const server = findServer(cluster);
  if (server === undefined) return;
  signal(server.pid, 'SIGINT');
  const deadline = Date.now() + shutdownMilliseconds;
  let hurried = false;
  while (isAlive(server.pid)) {
    if (!hurried && Date.now() > deadline) {
      signal(server.pid, 'SIGQUIT');
      hurried = true;
    }
    await pause(pollMilliseconds);
  }
}

/** The end of PostgreSQL's own log, for error messages. */
export function lastWords(home: string): string {
  return readOrEmpty(join(home, 'postgres.log')).trim().split('\n').slice(-3).join(' | ');
}

function openLog(home: string): number {
  const path = join(home, 'postgres.log');
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return openSync(path, size > logLimitBytes ? 'w' : 'a', 0o600);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Where nobody collects orphans (a container without an init) an ended process still answers to signal 0. */
function isZombie(pid: number): boolean {
  return /^State:\s+Z/m.test(readOrEmpty(`/proc/${pid}/status`));
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
