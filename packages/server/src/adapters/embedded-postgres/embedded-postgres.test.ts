/** The embedded PostgreSQL as a process: started, found again, refused, stopped. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../test-support/silent-log.ts';
import { accountIn } from './account.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import type { EmbeddedPostgres } from './embedded-postgres.ts';

let folder: string;
let postgres: EmbeddedPostgres | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'branchline-embedded-'));
  postgres = undefined;
});
afterEach(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(within = folder, endWithProcess = false): Promise<EmbeddedPostgres> {
  postgres = await startEmbeddedPostgres({ folder: within, log: silentLog, endWithProcess });
  return postgres;
}

async function ask(statement: string): Promise<unknown> {
  const client = new Client({ connectionString: postgres?.connectionString });
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(statement)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

function serverPid(within = folder): number {
  return Number(readFileSync(join(within, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** A process that starts PostgreSQL on the folder, says so, and is killed. */
async function startAndKill(endWithProcess: boolean): Promise<void> {
  const module = new URL('./embedded-postgres.ts', import.meta.url).href;
  const program = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const log = { info() {}, warn() {}, error() {} };
    await startEmbeddedPostgres({ folder: ${JSON.stringify(folder)}, log, endWithProcess: ${endWithProcess} });
    console.log('started');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('the embedded PostgreSQL', () => {
  it('writes down what it confirms, and listens on nothing but its socket', async () => {
    await start();
    expect([await ask('show fsync'), await ask('show listen_addresses')]).toEqual(['on', '']);
    expect(await ask('show server_encoding')).toBe('UTF8');
  });

  it('is gone after stop, and keeps its data for the next start', async () => {
    await start();
    await ask('create table kept (number integer)');
    const pid = serverPid();
    await postgres?.stop();
    expect(isAlive(pid)).toBe(false);
    await start();
    expect(await ask('select count(*)::integer from kept')).toBe(0);
  });

  it('refuses a second owner in words', async () => {
    await start();
    const second = startEmbeddedPostgres({ folder, log: silentLog });
    await expect(second).rejects.toThrow(`Another Branchline is using the database in ${folder}`);
    expect(await ask('select 1')).toBe(1);
  });

  it('has one owner when two start at once', async () => {
    const both = await Promise.allSettled([1, 2].map(() => startEmbeddedPostgres({ folder, log: silentLog })));
    const owners = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    [postgres] = owners;
    expect(owners).toHaveLength(1);
    expect(await ask('select 1')).toBe(1);
  });

  it('takes over a server that a killed process left running', async () => {
    await startAndKill(false);
    const pid = serverPid();
    expect((await start()).adopted).toBe(true);
    expect(serverPid()).toBe(pid);
    await postgres?.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('ends with a killed process when it was asked to', async () => {
    await startAndKill(true);
    await vi.waitFor(() => expect(() => serverPid()).toThrow('ENOENT'), { timeout: 20_000 });
  });

  it('works in a folder too deep for a socket', async () => {
    await start(join(folder, 'deep'.repeat(20), 'deeper'.repeat(10)));
    expect(await ask('select 1')).toBe(1);
  });
});

describe('accountIn', () => {
  it('finds an account that is not root', () => {
    const passwd = 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/sbin/nologin\nmac:*:-2:-2::/:/bin/false\n';
    expect(accountIn(passwd, 'nobody')).toEqual({ uid: 65_534, gid: 65_534 });
    for (const name of ['root', 'mac', 'missing']) expect(accountIn(passwd, name)).toBeUndefined();
  });
});
