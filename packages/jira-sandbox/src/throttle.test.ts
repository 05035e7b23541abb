import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxOptions } from './options.ts';
import {
  contract,
  paragraphOf,
  platformOf,
  startTestSandbox,
  type AskPlatform,
  type TestSandbox,
} from './test-sandbox.ts';

let jira: TestSandbox;
let ask: AskPlatform;
let time = 0;

async function start(options: SandboxOptions = {}): Promise<TestSandbox> {
  time = Date.parse('2026-03-01T12:00:00Z');
  jira = await startTestSandbox({ contract, now: () => new Date(time), ...options });
  ask = platformOf(jira.sandbox);
  return jira;
}

afterEach(() => jira.stop());

/** The statuses of so many writes to one issue. */
async function write(times: number, key = 'DEMO-1'): Promise<readonly number[]> {
  const statuses: number[] = [];
  for (let at = 0; at < times; at += 1) {
    statuses.push((await ask('PUT', `/issue/${key}/properties/p`, at)).status);
  }
  return statuses;
}

describe('writes to one issue', () => {
  it('are twenty in two seconds', async () => {
    await start();
    expect(new Set(await write(20))).toEqual(new Set([200, 201]));
    const refused = await ask('POST', '/issue/demo-1/comment', { body: paragraphOf('a') });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(refused.headers.get('ratelimit-reason')).toBe('jira-per-issue-on-write');
    expect(await write(1, 'DEMO-2')).toEqual([201]);
    expect((await ask('GET', '/issue/DEMO-1/comment')).body).toMatchObject({ total: 0 });
    time += 2000;
    expect(await write(1)).toEqual([200]);
  });

  it('are a hundred in thirty seconds', async () => {
    await start();
    for (let at = 0; at < 5; at += 1) {
      expect(await write(20)).not.toContain(429);
      time += 2000;
    }
    const refused = await ask('PUT', '/issue/DEMO-1/properties/p', 1);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('20');
    time += 20_000;
    expect(await write(1)).toEqual([200]);
  });

  it('count together under every key and number of the issue', async () => {
    const { sandbox } = await start();
    await write(20);
    sandbox.moveIssue('DEMO-1', 'DEMO-9');
    expect(await write(1, 'DEMO-9')).toEqual([429]);
    expect(await write(1, 'DEMO-1')).toEqual([429]);
  });

  it('are free when the limit is switched off', async () => {
    const { sandbox } = await start({ limits: { perIssueWrites: false } });
    expect(await write(25)).not.toContain(429);
    sandbox.limits.perIssueWrites = true;
    expect(await write(21)).toContain(429);
  });
});

describe('bursts', () => {
  it('are not watched unless switched on', async () => {
    await start();
    for (let at = 0; at < 101; at += 1) expect((await ask('GET', '/myself')).status).toBe(200);
    expect((await ask('GET', '/myself')).headers.get('x-ratelimit-limit')).toBeNull();
  });

  it('are a hundred questions a second to one endpoint', async () => {
    await start({ limits: { burst: true } });
    let last = await ask('GET', '/myself');
    expect(last.headers.get('x-ratelimit-remaining')).toBe('99');
    expect(last.headers.get('x-ratelimit-nearlimit')).toBeNull();
    for (let at = 1; at < 100; at += 1) last = await ask('GET', '/myself');
    expect(last.headers.get('x-ratelimit-nearlimit')).toBe('true');
    const refused = await ask('GET', '/myself');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('ratelimit-reason')).toBe('jira-burst-based');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await ask('GET', '/project/search')).status).toBe(200);
    time += 1000;
    expect((await ask('GET', '/myself')).status).toBe(200);
  });

  it('have numbers of their own for changes, whatever the issue', async () => {
    await start({ limits: { burst: true } });
    for (let at = 0; at < 50; at += 1) await ask('PUT', `/issue/DEMO-${at + 1}/assignee`, { accountId: 'sandbox-1' });
    expect((await ask('PUT', '/issue/DEMO-99/assignee', { accountId: 'sandbox-1' })).status).toBe(429);
  });
});
