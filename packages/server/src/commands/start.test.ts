import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrationLock } from '../adapters/store/migrate.ts';
import { programPlace, type ProgramOptions, type ProgramPlace, type RunningProgram } from '../test-support/program.ts';
import { dropDatabase, makeDatabase } from '../test-support/test-databases.ts';

let place: ProgramPlace;

beforeEach(async () => {
  place = await programPlace();
});

afterEach(() => place.remove());

const patience = { timeout: 120_000 } as const;
const metricsToken = 'a-metrics-token-of-these-tests-0123456789';

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { readonly port: number }).port));
  });
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

/** As soon as anybody answers there. */
async function untilAnswered(url: string): Promise<Response> {
  for (;;) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer !== undefined) return answer;
    // Building the pages, too, wants the processor.
    await pause(50);
  }
}
const listens = /Branchline listens at (http:\/\/127\.0\.0\.1:\d+)\n/;

async function started(options: ProgramOptions = {}): Promise<RunningProgram & { readonly url: string }> {
  const program = place.start(['start'], options);
  const [, url = ''] = await program.untilSaid(listens);
  return { ...program, url };
}

async function stop(program: RunningProgram, signal: 'SIGINT' | 'SIGTERM'): Promise<string> {
  program.signal(signal);
  const { code, stdout } = await program.ended;
  expect(code).toBe(0);
  expect(await place.leftBehind()).toEqual({ processes: [], files: [] });
  return stdout;
}

describe('start', () => {
  it('prints the way in once, keeps it, and ends with 0 leaving no process', patience, async () => {
    const first = await started();
    const [, pages = '', token = ''] = await first.untilSaid(/Sign in once at (\S+)\/sign-in#token=(\S+)\n/);
    expect(pages).toBe(first.url);
    const overview = (url: string) =>
      fetch(`${url}/api/v1/overview`, { headers: { authorization: `Bearer ${token}` } });
    expect((await overview(first.url)).status).toBe(200);
    expect(await (await fetch(first.url)).text()).toContain('<title>Branchline</title>');
    await stop(first, 'SIGTERM');
    const second = await started();
    expect((await overview(second.url)).status).toBe(200);
    expect(await stop(second, 'SIGINT')).not.toContain('token');
  });

  it('takes the access token it is given, and never prints it', patience, async () => {
    const token = 'an-access-token-of-the-operator-0123456789';
    const program = await started({ env: { BRANCHLINE_ACCESS_TOKEN: token } });
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${program.url}/api/v1/jobs`, { headers })).status).toBe(200);
    expect(await stop(program, 'SIGTERM')).not.toContain(token);
  });

  it('refuses a second server on the same data folder, and the first goes on', patience, async () => {
    const first = await started();
    const second = await place.run(['start']);
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain('Another Branchline is using the database');
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    await stop(first, 'SIGTERM');
  });

  it('says which port is taken, and leaves no database running', patience, async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { readonly port: number }).port));
    });
    try {
      const { code, stderr } = await place.run(['start'], { env: { BRANCHLINE_PORT: String(port) } });
      expect(code).toBe(1);
      expect(stderr).toContain(`Port ${port} on 127.0.0.1 is taken.`);
      expect(stderr).toContain('BRANCHLINE_PORT');
      expect(await place.leftBehind()).toEqual({ processes: [], files: [] });
    } finally {
      other.close();
    }
  });

  it('says that its folder cannot be written', async () => {
    // Below a file there is no folder, whoever asks.
    const data = `${process.execPath}/data`;
    const { code, stderr } = await place.run(['start'], { env: { BRANCHLINE_DATA: data } });
    expect(code).toBe(1);
    expect(stderr).toContain(`${data} cannot be written.`);
  });

  it('says that the database cannot be reached', async () => {
    const env = { DATABASE_URL: 'postgres://somebody:hush@127.0.0.1:1/none' };
    const { code, stderr } = await place.run(['start'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('The database cannot be reached');
    expect(stderr).not.toContain('hush');
  });

  it.each([
    ['BRANCHLINE_PORT', 'http'],
    ['BRANCHLINE_DATA', 'relative/folder'],
    ['BRANCHLINE_ACCESS_TOKEN', 'short'],
    ['BRANCHLINE_KEYS', 'no key at all'],
    ['DATABASE_URL', 'mysql://x'],
  ])('ends with 78 when %s cannot be used, saying what is wrong and how it looks', async (name, value) => {
    const { code, stdout, stderr } = await place.run(['start'], { env: { [name]: value } });
    expect({ code, stdout }).toEqual({ code: 78, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^branchline: ${name} cannot be used: .+ Example: ${name}=.+\\n$`));
  });
});

describe('start with a database of one’s own', () => {
  let address: string;
  beforeEach(async () => {
    address = await makeDatabase(inject('testPostgres'), false);
  });
  afterEach(() => dropDatabase(inject('testPostgres'), address));

  it('runs web and worker as two processes, started together, each with its health', patience, async () => {
    const env = { DATABASE_URL: address, BRANCHLINE_METRICS_TOKEN: metricsToken };
    const worker = place.start(['start', '--role', 'worker'], { env: { ...env, BRANCHLINE_HEALTH_PORT: '0' } });
    const web = place.start(['start', '--role', 'web'], { env });
    const [, url = ''] = await web.untilSaid(listens);
    await worker.untilSaid(/^Branchline runs jobs\n/);
    const [, health = ''] = await worker.untilSaid(/^Its health is at (\S+)\/readyz\n/m);
    for (const each of [url, health]) {
      expect((await fetch(`${each}/readyz`)).status).toBe(200);
      expect((await fetch(`${each}/metrics`)).status).toBe(401);
      const headers = { authorization: `Bearer ${metricsToken}` };
      expect(await (await fetch(`${each}/metrics`, { headers })).text()).toMatch(/^branchline_workers [01]$/m);
    }
    // Pages and their API are not among the doors of a worker.
    expect((await fetch(`${health}/api/v1/overview`)).status).toBe(404);
    worker.signal('SIGTERM');
    expect(await worker.ended).toMatchObject({ code: 0, stdout: expect.not.stringContaining('listens') });
    await stop(web, 'SIGTERM');
  });

  it('says that it is migrating while another process does', patience, async () => {
    const other = new Client({ connectionString: address });
    await other.connect();
    await other.query('select pg_advisory_lock($1)', [migrationLock]);
    const port = await freePort();
    const at = `http://127.0.0.1:${port}`;
    const web = place.start(['start', '--role', 'web'], {
      env: { DATABASE_URL: address, BRANCHLINE_PORT: String(port) },
    });
    const waiting = await untilAnswered(`${at}/readyz`);
    expect([waiting.status, await waiting.json()]).toEqual([503, { status: 'migrating', detail: expect.any(String) }]);
    expect((await fetch(`${at}/healthz`)).status).toBe(200);
    const sentAway = await fetch(`${at}/webhooks/abc`, { method: 'POST', body: '{}' });
    expect([sentAway.status, sentAway.headers.get('retry-after')]).toEqual([503, '5']);
    await other.end();
    await web.untilSaid(listens);
    expect((await fetch(`${at}/readyz`)).status).toBe(200);
    await stop(web, 'SIGTERM');
  });

  it('ends although a page listens to events', patience, async () => {
    const token = 'an-access-token-of-the-operator-0123456789';
    const web = place.start(['start', '--role', 'web'], {
      env: { DATABASE_URL: address, BRANCHLINE_ACCESS_TOKEN: token },
    });
    const [, url = ''] = await web.untilSaid(listens);
    const events = await fetch(`${url}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } });
    expect(events.status).toBe(200);
    const rest = events.text().then(String, String);
    await stop(web, 'SIGTERM');
    expect(await rest).toEqual(expect.any(String));
  });
});
