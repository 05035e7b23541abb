/** `branchline bench pages`: how long the lists that pages show take in an installation as large as they come. */

import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { startEmbeddedPostgres } from '../adapters/embedded-postgres/embedded-postgres.ts';
import { createLog } from '../adapters/log/pino-log.ts';
import { fillLargeHouse, type LargeHouse } from '../adapters/store/fill-large-house.ts';
import { openStore } from '../adapters/store/postgres.ts';
import { compose } from '../compose.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { ensureAccessToken, serve } from '../serve.ts';

export interface BenchPagesOptions {
  /** How often each list is asked for. */
  readonly rounds: number;
  /** A hundredth of everything: to try the command itself. */
  readonly small?: boolean;
  readonly json?: boolean;
}

/** One list. */
export interface MeasuredList {
  readonly path: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Of the answer. */
  readonly kilobytes: number;
}

export interface PagesBenchReport {
  readonly house: LargeHouse;
  readonly limitMs: number;
  readonly lists: readonly MeasuredList[];
}

/** What pages may wait for one list at most. */
const limitMs = 200;
const large: LargeHouse = {
  integrations: 200,
  repositories: 10_000,
  deliveries: 1_000_000,
  auditEntries: 100_000,
  people: 5000,
  sentEntries: 1_000_000,
};

/** Every list, and every filter of it that pages have; ids are those of a large house. */
const paths = [
  '/overview',
  '/integrations',
  '/integrations/7',
  '/integrations/7/webhooks',
  '/integrations/7/removal',
  '/repositories',
  '/repositories?limit=200',
  '/repositories?search=service-99',
  '/repositories?search=nothing-has-this-name',
  '/repositories?state=failed',
  '/repositories?state=up-to-date&limit=200',
  '/repositories?integration=7',
  '/repositories?sort=state',
  '/repositories?sort=changed&order=descending',
  '/repositories?sort=commits&order=descending',
  '/repositories?after=5000',
  '/repositories/77',
  '/issues',
  '/issues?search=ABC-19',
  '/webhooks/deliveries',
  '/webhooks/deliveries?limit=200',
  '/webhooks/deliveries?integration=7',
  '/webhooks/deliveries?repository=77',
  '/webhooks/deliveries?outcome=failed',
  '/webhooks/deliveries?event=merge_request',
  '/webhooks/deliveries?event=nothing',
  '/webhooks/deliveries?matched=no',
  '/webhooks/deliveries?search=service-99',
  '/webhooks/deliveries?search=nothing-has-this-name',
  '/webhooks/deliveries?cursor=500000',
  '/webhooks/endpoints',
  '/people',
  '/people?limit=200',
  '/people?search=person4',
  '/people?search=nobody-is-called-this',
  '/people?kind=service-account',
  '/people?conflicts=only',
  '/people?after=4000',
  '/identity-links',
  '/audit-log',
  '/audit-log?limit=200',
  '/audit-log?who=account/7',
  '/audit-log?what=smart-commit/',
  '/audit-log?result=refused',
  '/audit-log?text=nothing-says-this',
  '/jobs',
  '/queue',
  '/budgets',
  '/jira-sites',
  '/jira-sites/1',
  '/jira-sites/1/refused',
  '/smart-commits',
  '/links',
  '/accounts',
  '/settings',
];

function small(house: LargeHouse): LargeHouse {
  const hundredth = (count: number) => Math.max(10, Math.round(count / 100));
  return {
    integrations: hundredth(house.integrations),
    repositories: hundredth(house.repositories),
    deliveries: hundredth(house.deliveries),
    auditEntries: hundredth(house.auditEntries),
    people: hundredth(house.people),
    sentEntries: hundredth(house.sentEntries),
  };
}

function percentile(ascending: readonly number[], part: number): number {
  return Math.round(ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * part))] ?? 0);
}

/** @throws Error when a list is refused */
async function measure(address: string, token: string, path: string, rounds: number): Promise<MeasuredList> {
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const began = performance.now();
    const answer = await fetch(`${address}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    const body = await answer.text();
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${body.slice(0, 300)}`);
    bytes = body.length;
    // The first is for whatever is made once.
    if (round > 0) times.push(performance.now() - began);
  }
  const ascending = times.sort((a, b) => a - b);
  const kilobytes = Math.round(bytes / 102.4) / 10;
  return { path, p50Ms: percentile(ascending, 0.5), p95Ms: percentile(ascending, 0.95), kilobytes };
}

function tableOf({ lists }: PagesBenchReport): string {
  const head = ['list', 'half within', '95 % within', 'answer', ''];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { path, p50Ms, p95Ms, kilobytes } of lists) {
    table.push([path, `${p50Ms} ms`, `${p95Ms} ms`, `${kilobytes} kB`, p95Ms > limitMs ? 'too slow' : '']);
  }
  return table.toString();
}

/** Asks each list in turn, over HTTP, of a server that does nothing else. */
async function measureAll(connectionString: string, folder: string, rounds: number): Promise<readonly MeasuredList[]> {
  const accessToken = randomBytes(32).toString('base64url');
  const given = readConfig(processEnvironment());
  const config = { ...given, dataFolder: folder, databaseUrl: connectionString, port: 0, accessToken };
  const house = await compose(config, createLog('error'));
  const stopping = new AbortController();
  const { address, ended } = await serve(house, config, 'web', stopping.signal);
  const lists: MeasuredList[] = [];
  try {
    await ensureAccessToken(house, config);
    for (const path of paths) {
      const list = await measure(String(address), accessToken, path, rounds);
      process.stderr.write(`${path}: ${list.p95Ms} ms\n`);
      lists.push(list);
    }
  } finally {
    stopping.abort();
    await ended;
    await house.close();
  }
  return lists;
}

/** Measures and prints. Exit code 1 when a list is too slow. */
export async function benchPages(options: BenchPagesOptions): Promise<number> {
  const house = options.small === true ? small(large) : large;
  const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-'));
  await chmod(folder, 0o755);
  const log = createLog('error');
  const postgres = await startEmbeddedPostgres({ folder, log, endWithProcess: true });
  try {
    const { connectionString } = postgres;
    await (await openStore({ connectionString, log })).close();
    process.stderr.write('filling the database\n');
    await fillLargeHouse(connectionString, house);
    const lists = await measureAll(connectionString, folder, options.rounds);
    const report = { house, limitMs, lists };
    process.stdout.write(`${options.json === true ? JSON.stringify(report) : tableOf(report)}\n`);
    return lists.some(({ p95Ms }) => p95Ms > limitMs) ? 1 : 0;
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
