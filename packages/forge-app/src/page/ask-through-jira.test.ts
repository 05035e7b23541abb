import { createClient, isProblemError } from '@branchline/contract';
import { describe, expect, it } from 'vitest';
import { askThroughJira, type InvokeRemote } from './ask-through-jira.ts';

const server = 'https://git.example.com';
const page = { issues: [], next: null };

function clientWith(invoke: InvokeRemote) {
  return createClient({ baseUrl: '/forge', fetch: askThroughJira(invoke, server) });
}

async function problemOf(invoke: InvokeRemote) {
  const error: unknown = await clientWith(invoke)
    .listIssues({})
    .catch((problem: unknown) => problem);
  if (!isProblemError(error)) throw new Error(`This is no problem: ${String(error)}`);
  return error.problem;
}

describe('askThroughJira', () => {
  it('asks below /forge, with method, query and body as values', async () => {
    const asked: unknown[] = [];
    const client = clientWith(async (request) => {
      asked.push(request);
      return { status: 200, headers: {}, body: page };
    });
    expect(await client.listIssues({ query: { search: 'ABC-', limit: 5 } })).toEqual(page);
    await client.explainText({ body: { text: 'ABC-1', field: 'text' } }).catch(() => undefined);
    expect(asked).toEqual([
      { path: '/forge/api/v1/issues?search=ABC-&limit=5', method: 'GET', headers: { accept: 'application/json' } },
      {
        path: '/forge/api/v1/explain',
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: { text: 'ABC-1', field: 'text' },
      },
    ]);
  });

  const refusal = { type: 'forbidden', title: 'Not for you', status: 403, remedy: 'Ask Ada.' };

  it.each([
    ['with its status', { status: 403, body: refusal }],
    ['with another status, as Jira may show it', { status: 424, body: refusal }],
    ['as if it were well', { status: 200, body: refusal }],
    ['without any status', { body: refusal }],
  ])("tells the server's own problem %s", async (_how, answer) => {
    expect(await problemOf(async () => answer)).toEqual(refusal);
  });

  it.each([
    [
      'the bridge throws',
      () => Promise.reject(new Error('There was an error invoking the function')),
      'There was an error invoking the function',
    ],
    ['Jira answers in its place', () => Promise.resolve({ status: 504, body: 'Gateway' }), 'Status 504.'],
    ['Jira says why', () => Promise.resolve({ message: 'Timed out' }), 'Timed out'],
    ['nothing comes', () => Promise.resolve(undefined), 'Jira gave no reason.'],
    ['something else comes', () => Promise.resolve('what?'), 'Jira gave no reason.'],
  ])('says what to do when %s', async (_case, invoke, detail) => {
    const problem = await problemOf(invoke);
    expect(problem).toMatchObject({ type: 'unreachable', title: 'Jira got no answer from Branchline', detail });
    expect(problem.remedy).toContain(server);
  });
});
