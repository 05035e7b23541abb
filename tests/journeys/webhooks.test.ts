/** Webhooks while processes are killed: what was acknowledged is there, is read, and has its effect once. */

import { createHmac } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ensureWebhookEndpoint,
  integrationPlace,
} from '../../packages/server/src/features/integrations/webhook-endpoints.ts';
import type { DeliveryOutcome } from '../../packages/server/src/ports/store/deliveries.ts';
import { until } from '../../packages/server/src/test-support/journey.ts';
import {
  programPlace,
  type ProgramPlace,
  type RunningProgram,
} from '../../packages/server/src/test-support/program.ts';
import { openTestStore, type TestStore } from '../../packages/server/src/test-support/test-store.ts';
import { openSecretBox } from '../../packages/server/src/test-support/test-secret-box.ts';

const webhooks = 300;
const repositories = 5;
const workerKills = 4;
const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;

let database: TestStore;
let place: ProgramPlace;
let path: string;
let secret: string;

beforeAll(async () => {
  database = await openTestStore();
  place = await programPlace();
  const { store } = database;
  const settings = { url: 'https://gitea.example' };
  const { id } = await store.integrations.add({ connector: 'gitea', name: 'Gitea', settings, mode: 'webhook-only' });
  const secretBox = openSecretBox(keys);
  const deps = { store, secretBox, clock: { now: () => new Date() }, randomToken: () => 'a-token-of-this-journey' };
  const endpoint = await ensureWebhookEndpoint(deps, integrationPlace(id));
  path = `/webhooks/${endpoint.token}`;
  secret = endpoint.secret.reveal();
});
afterAll(async () => {
  await place.remove();
  await database.close();
});

function start(role: 'web' | 'worker'): RunningProgram {
  const env = { DATABASE_URL: database.connectionString, BRANCHLINE_KEYS: keys, BRANCHLINE_LOG_LEVEL: 'error' };
  return place.start(['start', '--role', role], { env });
}

function hashOf(index: number): string {
  return index.toString(16).padStart(40, '0');
}

/** A push of one commit to one of a few repositories. */
function pushOf(index: number): string {
  const number = (index % repositories) + 1;
  const full_name = `acme/app-${number}`;
  const clone_url = `https://gitea.example/${full_name}.git`;
  const person = { name: 'Ann', email: 'ann@example.com' };
  const commit = {
    id: hashOf(index),
    message: `ABC-${index} Do it`,
    timestamp: '2026-03-01T12:00:00Z',
    author: person,
    committer: person,
  };
  return JSON.stringify({
    ref: 'refs/heads/main',
    before: hashOf(index - 1),
    after: hashOf(index),
    commits: [commit],
    total_commits: 1,
    head_commit: commit,
    repository: {
      id: number,
      name: `app-${number}`,
      full_name,
      clone_url,
      html_url: clone_url,
      default_branch: 'main',
    },
  });
}

/** True when it was acknowledged. */
async function send(address: string, index: number): Promise<boolean> {
  const body = pushOf(index);
  const headers = {
    'content-type': 'application/json',
    'x-gitea-event': 'push',
    'x-gitea-delivery': `delivery-${index}`,
    'x-gitea-signature': createHmac('sha256', secret).update(body).digest('hex'),
  };
  const answer = await fetch(`${address}${path}`, { method: 'POST', headers, body }).catch(() => undefined);
  if (answer !== undefined && ![202, 503].includes(answer.status)) throw new Error(`It answered ${answer.status}.`);
  return answer?.status === 202;
}

async function listening(web: RunningProgram): Promise<string> {
  const [, address = ''] = await web.untilSaid(/listens at (\S+)/);
  return address;
}

async function countOf(outcome: DeliveryOutcome): Promise<number> {
  return (await database.store.deliveries.list({ outcome }, webhooks + 1)).length;
}

async function commits(): Promise<readonly string[]> {
  const client = new Client({ connectionString: database.connectionString });
  await client.connect();
  const { rows } = await client.query<{ hash: string }>(
    "select encode(hash, 'hex') as hash from commits where not removed",
  );
  await client.end();
  return rows.map(({ hash }) => hash).sort();
}

const wholeJourney = { timeout: 170_000 } as const;

it('loses nothing that was acknowledged when the door is killed', wholeJourney, async () => {
  const acknowledged = new Set<number>();
  const all = Array.from({ length: webhooks }, (_, index) => index + 1);
  const first = start('web');
  const address = await listening(first);
  const sending = all.map(async (index) => {
    if (await send(address, index)) acknowledged.add(index);
    if (acknowledged.size === Math.floor(webhooks / 3)) first.signal('SIGKILL');
  });
  await Promise.all(sending);
  await first.ended;
  const stored = await database.store.deliveries.list({}, webhooks);
  expect(acknowledged.size).toBeGreaterThanOrEqual(Math.floor(webhooks / 3));
  expect(stored.length).toBeGreaterThanOrEqual(acknowledged.size);
  // As a service does with what was not answered; some of it had been stored, and only the answer was lost.
  const second = start('web');
  const again = await listening(second);
  for (const index of all) if (!acknowledged.has(index) && (await send(again, index))) acknowledged.add(index);
  expect(acknowledged.size).toBe(webhooks);
  second.signal('SIGTERM');
  expect(await second.ended).toMatchObject({ code: 0 });
  expect(await countOf('waiting')).toBe(webhooks);
});

it('reads each once in its effect when the reader is killed again and again', wholeJourney, async () => {
  for (let kill = 1; kill <= workerKills; kill++) {
    const before = (await commits()).length;
    const worker = start('worker');
    const hasRead = async () => (await commits()).length > before || (await countOf('waiting')) === 0;
    await until('something was read', hasRead);
    worker.signal('SIGKILL');
    await worker.ended;
  }
  const last = start('worker');
  await until('everything was read', async () => (await countOf('waiting')) === 0);
  last.signal('SIGTERM');
  await last.ended;
  expect(await countOf('queued')).toBe(webhooks);
  expect(await commits()).toEqual(Array.from({ length: webhooks }, (_, index) => hashOf(index + 1)));
  const names = (await database.store.repositories.list()).map(({ name }) => name);
  expect(names).toEqual(Array.from({ length: repositories }, (_, index) => `acme/app-${index + 1}`));
});
