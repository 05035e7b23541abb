import { describe, expect, it } from 'vitest';
import { Secret } from '@branchline/domain';
import { createClient } from './client.ts';
import type { ClientOptions } from './client.ts';
import { DirectIntegration } from './connecting.ts';
import { isProblemError } from './problem.ts';
import type { Problem } from './problem.ts';
import { routes } from './routes.ts';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

function clientAnswering(status: number, body: unknown, options: Partial<ClientOptions> = {}) {
  const sent: Sent[] = [];
  const client = createClient({
    baseUrl: 'https://branchline.example',
    fetch: (url, init) => {
      sent.push({ url, init });
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return Promise.resolve(new Response(status === 204 ? null : text, { status }));
    },
    ...options,
  });
  return { client, sent };
}

async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isProblemError(error)) throw new Error('No problem was thrown.');
  return error.problem;
}

describe('createClient', () => {
  it('fills params and query into the address and escapes them', async () => {
    const { client, sent } = clientAnswering(200, { issues: [], next: null });
    await client.listIssues({ query: { search: 'A&B', limit: 10 } });
    expect(sent[0]?.url).toBe('https://branchline.example/api/v1/issues?search=A%26B&limit=10');
    const { client: other, sent: otherSent } = clientAnswering(202, { queued: 1 });
    await other.reindexRepository({ params: { id: 7 } });
    expect(otherSent[0]?.url).toBe('https://branchline.example/api/v1/repositories/7/reindex');
    expect(otherSent[0]?.init.method).toBe('POST');
  });

  it('leaves out what the query does not say', async () => {
    const { client, sent } = clientAnswering(200, { issues: [], next: null });
    await client.listIssues();
    expect(sent[0]?.url).toBe('https://branchline.example/api/v1/issues');
  });

  it('sends a body as JSON and the token as bearer', async () => {
    const { client, sent } = clientAnswering(200, { keys: ['ABC-1'], refused: [], commands: [] }, { token: 'open' });
    const answer = await client.explainText({ body: { text: 'ABC-1', field: 'text' } });
    const headers = new Headers(sent[0]?.init.headers);
    expect(sent[0]?.init.body).toBe('{"text":"ABC-1","field":"text"}');
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('authorization')).toBe('Bearer open');
    expect(answer.keys).toEqual(['ABC-1']);
  });

  it('answers undefined where there is no content', async () => {
    const { client } = clientAnswering(204, '');
    await expect(client.pauseRepository({ params: { id: 1 } })).resolves.toBeUndefined();
  });

  it('throws the problem the server describes', async () => {
    const problem = { type: 'not-found', title: 'Not found', status: 404, detail: 'No repository 9.', remedy: 'Look.' };
    const { client } = clientAnswering(404, problem);
    expect(await problemOf(client.showRepository({ params: { id: 9 } }))).toEqual(problem);
  });

  it('says so when the answer is not ours', async () => {
    const { client } = clientAnswering(502, '<html>Bad gateway</html>');
    const problem = await problemOf(client.showOverview());
    expect(problem).toMatchObject({ type: 'invalid-response', status: 502 });
    expect(problem.detail).toContain('Bad gateway');
  });

  it('refuses an answer that breaks the contract', async () => {
    const { client } = clientAnswering(200, { issues: [{ key: 'ABC-1' }], next: null });
    expect(await problemOf(client.listIssues())).toMatchObject({ type: 'invalid-response', status: 200 });
  });

  it('describes a server that cannot be reached', async () => {
    const { client } = clientAnswering(200, {}, { fetch: () => Promise.reject(new TypeError('fetch failed')) });
    const problem = await problemOf(client.showOverview());
    expect(problem).toMatchObject({ type: 'unreachable', status: 0 });
    expect(problem.detail).toContain('fetch failed');
  });

  it('lets an aborted request be aborted', async () => {
    const stop = new AbortController();
    stop.abort();
    const { client } = clientAnswering(
      200,
      {},
      { fetch: () => Promise.reject(new DOMException('gone', 'AbortError')) },
    );
    await expect(client.showOverview({}, stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('routes', () => {
  it('never give one method and path twice', () => {
    const places = Object.values(routes).map((route) => `${route.method} ${route.path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('describe exactly the params of their path', () => {
    for (const route of Object.values(routes)) {
      const inPath = [...route.path.matchAll(/:(\w+)/gu)].map((match) => match[1]);
      const described = 'params' in route ? Object.keys(route.params.shape) : [];
      expect({ path: route.path, params: described }).toEqual({ path: route.path, params: inPath });
    }
  });

  it('take ids from text and issue keys in any case', () => {
    expect(routes.showRepository.params.parse({ id: '12' })).toEqual({ id: 12 });
    expect(routes.showIssueDevelopment.params.parse({ key: 'abc-12' })).toEqual({ key: 'ABC-12' });
    for (const id of ['0', '-1', '1.5', 'x', ''])
      expect(routes.showRepository.params.safeParse({ id }).success).toBe(false);
    for (const key of ['ABC', 'ABC-', '1-1', 'A B-1']) {
      expect(routes.showIssueDevelopment.params.safeParse({ key }).success).toBe(false);
    }
  });
});

describe('DirectIntegration', () => {
  const settings = { cloneUrl: 'https://git.example/team/code.git' };

  it('is read without a credential', () => {
    expect(DirectIntegration.parse({ connector: 'git', settings }).credential).toEqual({ kind: 'none' });
  });

  it('turns secrets into what cannot be printed', () => {
    const credential = { kind: 'ssh-key', privateKey: 'very private' };
    const parsed = DirectIntegration.parse({ connector: 'git', settings, credential });
    expect(JSON.stringify(parsed)).not.toContain('very private');
    expect(parsed.credential).toEqual({
      kind: 'ssh-key',
      privateKey: new Secret('very private'),
      passphrase: undefined,
    });
  });

  it('refuses an unknown kind of credential', () => {
    const credential = { kind: 'wish', user: 'me' };
    expect(DirectIntegration.safeParse({ connector: 'git', settings, credential }).success).toBe(false);
  });

  it('names the version that an edit started from, unless the server told none', async () => {
    const { client, sent } = clientAnswering(412, { type: 'changed-meanwhile', title: 'Changed', status: 412 });
    const edit = (ifMatch?: string) =>
      client.editIntegration({ params: { id: 1 }, body: {}, ...(ifMatch === undefined ? {} : { ifMatch }) });
    for (const version of ['abc', '', undefined]) expect((await problemOf(edit(version))).status).toBe(412);
    expect(sent.map(({ init }) => new Headers(init.headers).get('if-match'))).toEqual(['"abc"', null, null]);
  });

  it('gives what does something a key of its own, and sends it again with it when the connection breaks', async () => {
    const keys: (string | null)[] = [];
    let [words, breaks] = [0, 1];
    const client = createClient({
      baseUrl: '',
      idempotencyKey: () => `word ${(words += 1)}`,
      fetch: (_url, init) => {
        keys.push(new Headers(init.headers).get('idempotency-key'));
        breaks -= 1;
        if (breaks >= 0) return Promise.reject(new TypeError('the connection broke'));
        return Promise.resolve(Response.json({ queued: 1 }, { status: 202 }));
      },
    });
    await client.reindexRepository({ params: { id: 7 } });
    await client.reindexRepository({ params: { id: 7 } });
    expect(keys).toEqual(['word 1', 'word 1', 'word 2']);
    breaks = 2;
    expect((await problemOf(client.reindexRepository({ params: { id: 7 } }))).type).toBe('unreachable');
    breaks = 1;
    expect((await problemOf(client.listJobs())).type).toBe('unreachable');
    expect(keys.slice(3)).toEqual(['word 3', 'word 3', null]);
  });
});
