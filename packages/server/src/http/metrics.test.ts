/** The page of metrics: who may read it, that it can be read, what is on it, and that it stays small. */

import type { AccountId } from '@branchline/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeApiToken } from '../features/accounts/api-tokens.ts';
import {
  accessToken,
  addExamples,
  metricsToken,
  startTestServer,
  triggerSecret,
  type TestServer,
} from '../test-support/test-server.ts';

let test: TestServer;

beforeAll(async () => {
  test = await startTestServer();
  await addExamples(test);
});
afterAll(() => test.stop());

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
interface Page {
  readonly help: ReadonlyMap<string, string>;
  readonly types: ReadonlyMap<string, string>;
  readonly samples: readonly Sample[];
}

/** Reads the text format strictly: a line that is neither comment nor sample fails. */
function parsePage(text: string): Page {
  const help = new Map<string, string>();
  const types = new Map<string, string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n').filter((each) => each !== '')) {
    const comment = /^# (HELP|TYPE) ([a-z][a-z0-9_]*) (.+)$/.exec(line);
    if (comment !== null) {
      (comment[1] === 'HELP' ? help : types).set(comment[2] ?? '', comment[3] ?? '');
      continue;
    }
    const sample = /^([a-z][a-z0-9_]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (sample === null || !/^(?:[-+]?\d\S*|[-+]Inf|Nan)$/.test(sample[3] ?? ''))
      throw new Error(`This is no sample: ${line}`);
    const labels = Object.fromEntries(
      [...(sample[2] ?? '').matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)",?/g)].map(([, name, value]) => [name, value]),
    ) as Record<string, string>;
    samples.push({ name: sample[1] ?? '', labels, value: Number(sample[3]) });
  }
  return { help, types, samples };
}

function ask(url: string, token?: string) {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return test.server.inject({ method: 'GET', url, headers });
}

async function page(): Promise<Page> {
  return parsePage((await ask('/metrics', metricsToken)).body);
}

function valueOf({ samples }: Page, name: string, labels: Readonly<Record<string, string>> = {}): number | undefined {
  const matches = (sample: Sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value);
  return samples.find((sample) => sample.name === name && matches(sample))?.value;
}

const names = [
  'branchline_http_request_duration_seconds',
  'branchline_job_duration_seconds',
  'branchline_jobs',
  'branchline_jobs_started_total',
  'branchline_queue_wait_seconds',
  'branchline_workers',
  'branchline_repositories',
  'branchline_webhooks_total',
  'branchline_commits_walked_total',
  'branchline_jira_entities_total',
  'branchline_jira_sending_failures_total',
  'branchline_rate_budget_remaining',
  'branchline_rate_budget_limit',
  'branchline_database_bytes',
  'branchline_database_connections',
  'branchline_database_connections_limit',
  'branchline_database_pool',
  'branchline_version',
  'branchline_process_resident_memory_bytes',
  'branchline_process_cpu_seconds_total',
];

describe('/metrics', () => {
  it('is closed to strangers, members, and secrets of other doors', async () => {
    expect((await ask('/metrics')).statusCode).toBe(401);
    expect((await ask('/metrics', triggerSecret)).statusCode).toBe(401);
    const { store, clock, randomToken } = test.deps;
    const bob = await store.accounts.add({ login: 'eve', name: 'Eve', role: 'member', passwordHash: undefined });
    const by = { who: 'test', origin: 'test' };
    const wish = { name: 'CI', scope: 'write', expiresAt: undefined } as const;
    const made = await makeApiToken({ store, clock, randomToken }, by, bob?.id as AccountId, wish);
    const refused = await ask('/metrics', made.token.reveal());
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ type: 'forbidden', remedy: expect.any(String) });
  });

  it('opens to the access token, its own token, and a token that is for reading', async () => {
    const { store, clock, randomToken } = test.deps;
    const account = await store.accounts.add({ login: 'prom', name: 'Prom', role: 'member', passwordHash: undefined });
    const by = { who: 'test', origin: 'test' };
    const wish = { name: 'Prometheus', scope: 'read', expiresAt: undefined } as const;
    const made = await makeApiToken({ store, clock, randomToken }, by, account?.id as AccountId, wish);
    for (const token of [accessToken, metricsToken, made.token.reveal()]) {
      const answer = await ask('/metrics', token);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, expect.stringMatching(/^text\/plain/)]);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    // It opens nothing else.
    expect((await ask('/api/v1/overview', metricsToken)).statusCode).toBe(401);
  });

  it('names and explains everything', async () => {
    const { help, types, samples } = await page();
    for (const name of names) {
      expect([name, help.get(name)?.length ?? 0]).toEqual([name, expect.toSatisfy((length: number) => length > 10)]);
      expect([name, types.get(name)]).toEqual([name, expect.stringMatching(/^(counter|gauge|histogram)$/)]);
    }
    const known = [...types.keys()];
    const stray = samples.filter(({ name }) => !known.some((each) => name.startsWith(each)));
    expect(stray).toEqual([]);
    expect(samples.filter(({ name }) => !name.startsWith('branchline_'))).toEqual([]);
  });

  it('counts requests by pattern, whatever their addresses', async () => {
    const before = await page();
    const route = { route: '/api/v1/repositories/:id', method: 'GET' };
    for (const id of [1, 2, 99]) await ask(`/api/v1/repositories/${id}`, accessToken);
    await ask('/no/such/page?token=hush');
    const after = await page();
    const count = 'branchline_http_request_duration_seconds_count';
    expect(valueOf(after, count, { ...route, status: '404' })).toBe(
      (valueOf(before, count, { ...route, status: '404' }) ?? 0) + 2,
    );
    expect(valueOf(after, count, { ...route, status: '200' })).toBe(1);
    const routes = new Set(after.samples.map(({ labels }) => labels['route']).filter((each) => each !== undefined));
    expect([...routes].filter((each) => /\d{2}|hush|such/.test(each))).toEqual([]);
  });

  it('counts webhooks by what became of them', async () => {
    const [endpoint] = await test.deps.store.webhookEndpoints.list();
    const before = await page();
    const send = (headers: Readonly<Record<string, string>>) =>
      test.server.inject({ method: 'POST', url: `/webhooks/${endpoint?.token}`, headers, payload: '{}' });
    expect((await send({ 'x-branchline-secret': 'wrong' })).statusCode).toBe(401);
    const after = await page();
    const count = (of: Page, outcome: string) => valueOf(of, 'branchline_webhooks_total', { outcome }) ?? 0;
    expect(count(after, 'refused') - count(before, 'refused')).toBe(1);
    expect(count(after, 'stored') - count(before, 'stored')).toBe(0);
  });

  it('shows the queue, repositories and budgets, but nobody by name', async () => {
    const { store, metrics } = test.deps;
    const resetsAt = new Date(Date.now() + 3_600_000);
    const count = { resource: 'core', isOrdinary: true, limit: 5000, remaining: 480, resetsAt };
    const budget = { counts: [count], closing: undefined };
    for (const name of ['integration/1', 'person/7/integration/1']) {
      await store.rateBudgets.save(name, budget, new Date());
    }
    metrics.jobStarted('index-repository');
    metrics.jobEnded('index-repository', 'failed', 2);
    metrics.commitsWalked(40);
    metrics.entitiesSent('refused', 3);
    metrics.sendingFailed('unavailable');
    const shown = await page();
    expect(valueOf(shown, 'branchline_repositories', { state: 'waiting' })).toBeGreaterThan(0);
    expect(valueOf(shown, 'branchline_rate_budget_remaining', { credential: 'integration/1' })).toBe(480);
    expect(shown.samples.filter(({ labels }) => labels['credential']?.startsWith('person'))).toEqual([]);
    const ended = { job: 'index-repository', ending: 'failed' };
    expect(valueOf(shown, 'branchline_job_duration_seconds_sum', ended)).toBe(2);
    expect(valueOf(shown, 'branchline_commits_walked_total')).toBe(40);
    expect(valueOf(shown, 'branchline_jira_entities_total', { outcome: 'refused' })).toBe(3);
    expect(valueOf(shown, 'branchline_jira_entities_total', { outcome: 'accepted' })).toBe(0);
    expect(valueOf(shown, 'branchline_jira_sending_failures_total', { kind: 'unavailable' })).toBe(1);
    expect(valueOf(shown, 'branchline_version', { version: '1.2.3' })).toBe(1);
    expect(valueOf(shown, 'branchline_database_bytes')).toBeGreaterThan(1_000_000);
  });

  it('says 503 instead of half a page when the database is gone', async () => {
    const other = await startTestServer();
    try {
      await other.loseDatabase();
      const headers = { authorization: `Bearer ${metricsToken}` };
      const answer = await other.server.inject({ method: 'GET', url: '/metrics', headers });
      expect([answer.statusCode, answer.json()]).toEqual([503, expect.objectContaining({ type: 'unavailable' })]);
    } finally {
      await other.stop();
    }
  });
});
