import { afterEach, describe, expect, it } from 'vitest';
import { batchOf, commitRow, makeTarget } from '../../test-support/development-rows.ts';
import { failureOf } from '../../test-support/failure-of.ts';
import { startTestJira } from '../../test-support/start-test-jira.ts';
import type { TestJira } from '../../test-support/start-test-jira.ts';

let jira: TestJira | undefined;
const target = makeTarget();

afterEach(async () => {
  await jira?.stop();
  jira = undefined;
});

function tokenRequests(from: TestJira): number {
  return from.sandbox.requests.filter((one) => one.path === '/oauth/token').length;
}

describe('the access token', () => {
  it('is asked for once by many at the same time', async () => {
    jira = await startTestJira();
    const { development } = jira;
    await Promise.all([1, 2, 3, 4].map((number) => development.push(target, batchOf([commitRow(number)]))));
    expect(tokenRequests(jira)).toBe(1);
  });

  it('is kept for 80 % of its life and then renewed', async () => {
    jira = await startTestJira();
    await jira.development.check();
    jira.advance(0.8 * 900_000 - 1);
    await jira.development.check();
    expect(tokenRequests(jira)).toBe(1);
    jira.advance(1);
    await jira.development.check();
    expect(tokenRequests(jira)).toBe(2);
  });

  it('is renewed once when Jira no longer takes it, by however many find out', async () => {
    jira = await startTestJira();
    const { development } = jira;
    await jira.development.check();
    jira.sandbox.expireTokens();
    const numbers = [1, 2, 3, 4];
    await Promise.all(numbers.map((number) => development.push(target, batchOf([commitRow(number)]))));
    expect(tokenRequests(jira)).toBe(2);
    expect(jira.sandbox.snapshot().repositories[0]?.commits).toHaveLength(4);
  });

  it('that is refused even when new is an unauthorized failure after exactly one renewal', async () => {
    jira = await startTestJira();
    jira.sandbox.faults.next({ kind: 'status', status: 401 }, { on: 'bulk', times: 2 });
    const failure = await failureOf(jira.development.push(target, batchOf([commitRow(1)])));
    expect(failure.kind).toBe('unauthorized');
    expect(failure.message).toContain('Settings → Apps → OAuth credentials');
    expect(tokenRequests(jira)).toBe(2);
  });

  it('is asked for again after a failed attempt', async () => {
    jira = await startTestJira();
    jira.sandbox.faults.next({ kind: 'status', status: 500 }, { on: 'token', times: 5 });
    expect((await failureOf(jira.development.check())).kind).toBe('unavailable');
    await jira.development.check();
  });
});

describe('check', () => {
  it('is content with a good credential', async () => {
    jira = await startTestJira();
    await expect(jira.development.check()).resolves.toBeUndefined();
  });

  it('names the remedy for a wrong secret, but not the secret', async () => {
    jira = await startTestJira({ ourSecret: 'a-wrong-secret-value' });
    const failure = await failureOf(jira.development.check());
    expect(failure.kind).toBe('unauthorized');
    expect(failure.message).toContain('Ask a Jira administrator');
    expect(failure.message).not.toContain('a-wrong-secret-value');
  });

  it('tells a missing permission from a wrong secret', async () => {
    jira = await startTestJira();
    jira.sandbox.faults.forbid(true);
    expect((await failureOf(jira.development.check())).kind).toBe('forbidden');
  });

  it.each(['{}', '{"access_token":"","expires_in":900}', 'no JSON'])('refuses the token answer %s', async (body) => {
    jira = await startTestJira();
    jira.sandbox.faults.next({ kind: 'garbage', body }, { on: 'token' });
    expect((await failureOf(jira.development.check())).kind).toBe('invalid-response');
  });
});
