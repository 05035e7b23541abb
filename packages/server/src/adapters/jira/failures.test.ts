import { afterEach, describe, expect, it } from 'vitest';
import { batchOf, commitRow, hashOf, makeTarget } from '../../test-support/development-rows.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { startTestJira } from '../../test-support/start-test-jira.ts';
import type { TestJira, TestJiraOptions } from '../../test-support/start-test-jira.ts';

let jira: TestJira | undefined;

async function start(options: TestJiraOptions = {}): Promise<TestJira> {
  jira = await startTestJira(options);
  return jira;
}

afterEach(async () => {
  await jira?.stop();
  jira = undefined;
});

const target = makeTarget();

function stored(from: TestJira) {
  return from.sandbox.snapshot().repositories[0];
}

describe('failures', () => {
  it('429 with a short pause is waited out', async () => {
    const { development, sandbox, pauses } = await start();
    sandbox.faults.next({ kind: 'status', status: 429, retryAfter: '7' }, { on: 'bulk' });
    expect((await development.push(target, batchOf([commitRow(1)]))).acceptedCommits).toHaveLength(1);
    expect(pauses).toEqual([7000]);
  });

  it('429 with a long pause goes to the queue with the moment', async () => {
    const { development, sandbox } = await start();
    sandbox.faults.next({ kind: 'status', status: 429, retryAfter: '3600' }, { on: 'bulk' });
    const failure = await failureOf(development.push(target, batchOf([commitRow(1)])));
    expect(failure).toMatchObject({ kind: 'rate-limited', from: 'jira', retryAt: new Date('2026-03-01T13:00:00Z') });
  });

  it.each([500, 502, 503])('%i that lasts is unavailable', async (status) => {
    const { development, sandbox } = await start({ judged: false });
    sandbox.faults.next({ kind: 'status', status }, { on: 'bulk', times: 5 });
    expect((await failureOf(development.push(target, batchOf([commitRow(1)])))).kind).toBe('unavailable');
  });

  it('a connection cut after Jira took the data doubles nothing', async () => {
    const { development, sandbox } = await start();
    sandbox.faults.next({ kind: 'cut-after' }, { on: 'bulk' });
    expect((await development.push(target, batchOf([commitRow(1)]))).acceptedCommits).toEqual([hashOf(1)]);
    expect(stored(jira!)?.commits).toHaveLength(1);
    expect(sandbox.requests.filter((one) => one.path.endsWith('/bulk'))).toHaveLength(2);
  });

  it('silence is unavailable', async () => {
    const { development, sandbox } = await start({ httpLimits: { timeMilliseconds: 100 } });
    sandbox.faults.next({ kind: 'silence' }, { on: 'bulk', times: 5 });
    expect((await failureOf(development.push(target, batchOf([commitRow(1)])))).kind).toBe('unavailable');
  });

  it.each(['<html>', '{"acceptedDevinfoEntities":7}', '[]'])('garbage %s is an invalid response', async (body) => {
    const { development, sandbox } = await start();
    sandbox.faults.next({ kind: 'garbage', body }, { on: 'bulk' });
    expect((await failureOf(development.push(target, batchOf([commitRow(1)])))).kind).toBe('invalid-response');
  });

  it('403 says whom to ask, and where in Jira', async () => {
    const { development, sandbox, settings } = await start();
    sandbox.faults.forbid(true);
    const failure = await failureOf(development.push(target, batchOf([commitRow(1)])));
    expect(failure.kind).toBe('forbidden');
    expect(failure.message).toContain(settings.siteUrl);
    expect(failure.message).toContain('Ask a Jira administrator');
    expect(failure.message).toContain('Settings → Apps → OAuth credentials');
  });

  it('a failing deletion is thrown like any other', async () => {
    const { development, sandbox } = await start();
    sandbox.faults.next({ kind: 'status', status: 403 }, { on: 'delete' });
    const rows = Array.from({ length: 20 }, (_, at) => commitRow(at, { removed: true }));
    expect((await failureOf(development.push(target, batchOf(rows)))).kind).toBe('forbidden');
  });

  it('never show a secret', async () => {
    const test = await start();
    const { sandbox, development, logged } = test;
    const messages = [sandbox.clientSecret, `Bearer ${sandbox.clientSecret}`];
    const said: string[] = [];
    for (const status of [400, 403, 409, 500]) {
      sandbox.faults.next({ kind: 'status', status, messages }, { on: 'token', times: 5 });
      const failure = await failureOf(development.push(target, batchOf([commitRow(1)])));
      said.push(failure.message, JSON.stringify(failure), String(failure.stack));
      sandbox.faults.clear();
    }
    await development.push(target, batchOf([commitRow(1)]));
    const token = sandbox.requests.at(-1)?.headers['authorization']?.split(' ')[1] ?? '';
    sandbox.faults.next({ kind: 'status', status: 503, messages: [token] }, { on: 'bulk', times: 5 });
    said.push((await failureOf(development.push(target, batchOf([commitRow(1)])))).message);
    expect(token).not.toBe('');
    for (const text of [...said, JSON.stringify(logged)]) {
      expect(text).not.toContain(sandbox.clientSecret);
      expect(text).not.toContain(token);
    }
  });
});
