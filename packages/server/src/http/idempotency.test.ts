import { Problem } from '@branchline/contract';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSession } from '../test-support/account-examples.ts';
import { accessToken, addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';
import { sessionCookie } from './authenticate.ts';
import { doneOnce, type Answer, type KeyedRequest } from './idempotency.ts';
import { notFound } from './problems.ts';

let test: TestServer;
let pool: Pool;
let keys = 0;

const newKey = () => `key ${(keys += 1)}`;

function post(path: string, key: string | undefined, body?: object, headers: Readonly<Record<string, string>> = {}) {
  return test.server.inject({
    method: 'POST',
    url: path,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: body }),
  });
}

const person = (email: string) => ({ identity: { kind: 'commit-email', email } });

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
  pool = new Pool({ connectionString: test.connectionString, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await test.stop();
});

describe('a POST with an Idempotency-Key', () => {
  it('is done once, and answered the same again', async () => {
    const key = newKey();
    const first = await post('/api/v1/people', key, person('once@example.org'));
    expect([first.statusCode, first.headers['idempotent-replayed']]).toEqual([201, undefined]);
    // Whatever the order of the keys.
    const again = { identity: { email: 'once@example.org', kind: 'commit-email' } };
    const second = await post('/api/v1/people', key, again);
    expect([second.statusCode, second.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect(second.json()).toEqual(first.json());
    const third = await post('/api/v1/people', undefined, person('once@example.org'));
    expect(third.headers['idempotent-replayed']).toBeUndefined();
  });

  it('gives an answer without content again, and a refusal', async () => {
    const [pausing, missing] = [newKey(), newKey()];
    expect((await post('/api/v1/integrations/1/pause', pausing)).statusCode).toBe(204);
    const again = await post('/api/v1/integrations/1/pause', pausing);
    expect([again.statusCode, again.body, again.headers['idempotent-replayed']]).toEqual([204, '', 'true']);
    await post('/api/v1/integrations/1/resume', undefined);
    expect((await post('/api/v1/integrations/999/pause', missing)).statusCode).toBe(404);
    const refused = await post('/api/v1/integrations/999/pause', missing);
    expect([refused.statusCode, refused.headers['idempotent-replayed']]).toEqual([404, 'true']);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(Problem.parse(refused.json()).type).toBe('not-found');
  });

  it('is refused when the key was used for something else, be it another address', async () => {
    const key = newKey();
    await post('/api/v1/people', key, person('first@example.org'));
    const other = await post('/api/v1/people', key, person('second@example.org'));
    expect(other.statusCode).toBe(422);
    expect(Problem.parse(other.json())).toMatchObject({
      type: 'idempotency-key-reused',
      title: 'This Idempotency-Key belongs to another request',
    });
    const pausing = newKey();
    await post('/api/v1/repositories/1/pause', pausing);
    expect((await post('/api/v1/repositories/2/pause', pausing)).statusCode).toBe(422);
    await post('/api/v1/repositories/1/resume', undefined);
  });

  it('is its own for each route and each caller', async () => {
    const key = newKey();
    await post('/api/v1/repositories/1/pause', key);
    const resumed = await post('/api/v1/repositories/1/resume', key);
    expect([resumed.statusCode, resumed.headers['idempotent-replayed']]).toEqual([204, undefined]);
    const somebody = { authorization: '', cookie: `${sessionCookie}=${exampleSession}` };
    const other = await post('/api/v1/repositories/1/pause', key, undefined, somebody);
    expect(other.headers['idempotent-replayed']).toBeUndefined();
    await post('/api/v1/repositories/1/resume', undefined);
  });

  it.each(['', 'x'.repeat(256), 'käse', 'a\tb'])('takes no key %j', async (key) => {
    const answer = await post('/api/v1/people', key, person('never@example.org'));
    expect(answer.statusCode).toBe(400);
    expect(answer.json().detail).toContain('1 to 255 printable characters');
  });

  it('keeps neither the key nor what was sent or answered where it can be read', async () => {
    const account = { authorization: '', cookie: `${sessionCookie}=${exampleSession}` };
    const key = newKey();
    const made = await post('/api/v1/api-tokens', key, { name: 'Secret name', scope: 'read' }, account);
    const { token } = made.json<{ readonly token: string }>();
    const again = await post('/api/v1/api-tokens', key, { name: 'Secret name', scope: 'read' }, account);
    expect(again.json()).toMatchObject({ token });
    const { rows } = await pool.query('select * from idempotent_requests');
    const kept = JSON.stringify(rows);
    for (const secret of [key, token, 'Secret name']) expect(kept).not.toContain(secret);
  });

  it('does not count for other methods, nor for strangers', async () => {
    const asking = { method: 'GET', url: '/api/v1/overview' } as const;
    const headers = { authorization: `Bearer ${accessToken}`, 'idempotency-key': '' };
    expect((await test.server.inject({ ...asking, headers })).statusCode).toBe(200);
    const stranger = await post('/api/v1/people', newKey(), person('x@example.org'), { authorization: 'Bearer wrong' });
    expect(stranger.statusCode).toBe(401);
  });
});

describe('doneOnce', () => {
  const request = (): KeyedRequest => ({ caller: 'tester', route: 'doing', key: newKey(), content: 1 });
  const done = (body: unknown): Promise<Answer> => Promise.resolve({ status: 200, body });

  it('lets one of several begin that come at once', async () => {
    const same = request();
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const first = doneOnce(test.deps, same, async () => {
      begin();
      await mayEnd;
      return done('first');
    });
    await begun;
    await expect(doneOnce(test.deps, same, () => done('second'))).rejects.toMatchObject({
      problem: { type: 'conflict', status: 409, title: 'The same request is under way' },
    });
    end();
    expect(await first).toEqual({ status: 200, body: 'first', isReplayed: false });
    expect(await doneOnce(test.deps, same, () => done('third'))).toEqual({
      status: 200,
      body: 'first',
      isReplayed: true,
    });
  });

  it('does not keep what failed on our side, and keeps a refusal', async () => {
    const same = request();
    const failing = () => Promise.reject(new Error('a defect'));
    await expect(doneOnce(test.deps, same, failing)).rejects.toThrow('a defect');
    expect(await doneOnce(test.deps, same, () => done('now'))).toMatchObject({ body: 'now', isReplayed: false });
    const other = request();
    await expect(doneOnce(test.deps, other, () => Promise.reject(notFound('thing')))).rejects.toThrow('no thing');
    expect(await doneOnce(test.deps, other, () => done('now'))).toMatchObject({ status: 404, isReplayed: true });
  });

  it('lets it be done again when whoever began died over it, whose answer then comes too late', async () => {
    const same = request();
    const late = Promise.withResolvers<Answer>();
    const begun = Promise.withResolvers<void>();
    const dying = doneOnce(test.deps, same, () => {
      begun.resolve();
      return late.promise;
    });
    await begun.promise;
    await pool.query(`update idempotent_requests set lease_until = now() where caller = 'tester' and status is null`);
    expect(await doneOnce(test.deps, same, () => done('again'))).toMatchObject({ body: 'again', isReplayed: false });
    late.resolve({ status: 200, body: 'late' });
    await dying;
    expect(await doneOnce(test.deps, same, () => done('never'))).toMatchObject({ body: 'again', isReplayed: true });
  });

  it('is over after a day, and forgotten', async () => {
    const same = request();
    await doneOnce(test.deps, same, () => done('yesterday'));
    await pool.query(`update idempotent_requests set begun_at = begun_at - interval '1 day' where caller = 'tester'`);
    expect(await doneOnce(test.deps, same, () => done('today'))).toMatchObject({ body: 'today', isReplayed: false });
    await test.deps.store.idempotentRequests.removeOlderThan(24 * 3600);
    const { rows } = await pool.query(
      `select count(*)::integer as count from idempotent_requests where caller = 'tester'`,
    );
    expect(rows).toEqual([{ count: 1 }]);
  });
});
