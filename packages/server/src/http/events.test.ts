import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChangeMessage, Problem, eventsPath } from '@branchline/contract';
import { topicAudiences, type AccountId, type Topic } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleSession } from '../test-support/account-examples.ts';
import { accessToken, addExamples, startTestServer, type TestServer } from '../test-support/test-server.ts';
import { sessionCookie } from './authenticate.ts';
import { createHandlers } from './handlers.ts';
import { createServer } from './server.ts';

interface OpenStream {
  readonly response: IncomingMessage;
  /** The first message that names a topic. */
  hear(topic: Topic): Promise<readonly Topic[]>;
  /** Everything received so far. */
  received(): string;
  close(): void;
}

const holdsToken = { authorization: `Bearer ${accessToken}` };
const member = { cookie: `${sessionCookie}=${exampleSession}` };

let test: TestServer;

/** A server that listens, with limits of its own; the store is the one all share. */
async function listening(limits: {
  readonly perCaller?: number;
  readonly heartbeat?: number;
  readonly lifetime?: number;
}) {
  const deps = { ...test.deps, eventLimits: limits };
  const server = await createServer(deps, createHandlers(deps));
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => server.close() };
}

async function ask(port: number, headers: Readonly<Record<string, string>>): Promise<IncomingMessage> {
  const asking = request({ port, host: '127.0.0.1', path: eventsPath, headers });
  asking.end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return response;
}

async function open(port: number, headers: Readonly<Record<string, string>>): Promise<OpenStream> {
  const response = await ask(port, headers);
  expect(response.statusCode).toBe(200);
  let text = '';
  const hearing: { topic: Topic; resolve: (topics: readonly Topic[]) => void }[] = [];
  response.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    for (const [, json = ''] of part.matchAll(/^data: (.*)$/gmu)) {
      const { topics } = ChangeMessage.parse(JSON.parse(json));
      for (const { topic, resolve } of hearing) if (topics.includes(topic)) resolve(topics);
    }
  });
  return {
    response,
    hear: (topic) => new Promise((resolve) => void hearing.push({ topic, resolve })),
    received: () => text,
    close: () => response.destroy(),
  };
}

/** Says it until it is heard: the database may only be beginning to listen. */
async function sayUntil<T>(topics: readonly Topic[], heard: Promise<T>): Promise<T> {
  const saying = setInterval(() => test.deps.store.changes.note(topics), 20);
  try {
    return await heard;
  } finally {
    clearInterval(saying);
  }
}

describe('live events', () => {
  beforeAll(async () => {
    test = await startTestServer();
    await addExamples(test);
    await test.deps.store.accounts.change(1 as AccountId, { role: 'member' });
  });
  afterAll(() => test.stop());

  it('are not for strangers', async () => {
    const server = await listening({});
    const answer = await test.server.inject({ method: 'GET', url: eventsPath });
    expect(answer.statusCode).toBe(401);
    expect(Problem.parse(answer.json()).type).toBe('not-signed-in');
    await server.close();
  });

  it('tell each what they may ask about, and end when the server closes', async () => {
    const server = await listening({});
    const [administrator, someone] = [await open(server.port, holdsToken), await open(server.port, member)];
    expect(administrator.response.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    const told = [administrator.hear('issues'), someone.hear('issues')];
    const [all, some] = await sayUntil(['webhooks', 'accounts', 'issues'], Promise.all(told));
    expect(all).toEqual(expect.arrayContaining(['webhooks', 'accounts', 'issues']));
    // What was written before the test may be told of late, and some of it is everybody's.
    expect((some ?? []).filter((topic) => topicAudiences[topic] !== 'everybody')).toEqual([]);
    expect(administrator.received()).toMatch(/^retry: \d+\n\n/u);
    const ended = [once(administrator.response, 'end'), once(someone.response, 'end')];
    await server.close();
    await Promise.all(ended);
  });

  it('are limited for each caller, and a place is free again when somebody leaves', async () => {
    const server = await listening({ perCaller: 1 });
    const first = await open(server.port, holdsToken);
    const refused = await ask(server.port, holdsToken);
    expect(refused.statusCode).toBe(429);
    refused.resume();
    const other = await open(server.port, member);
    const left = once(first.response, 'close');
    first.close();
    await left;
    // The server hears of it a moment later.
    await expect
      .poll(async () => {
        const answer = await ask(server.port, holdsToken);
        answer.destroy();
        return answer.statusCode;
      })
      .toBe(200);
    other.close();
    await server.close();
  });

  it('give a sign of life, and end after a while so that whoever listens shows again who they are', async () => {
    const server = await listening({ heartbeat: 1, lifetime: 50 });
    const stream = await open(server.port, holdsToken);
    await once(stream.response, 'end');
    expect(stream.received()).toContain(': still here\n\n');
    await server.close();
  });
});
