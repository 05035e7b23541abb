/** `branchline bench pages`: how long the lists that pages show take in an installation as large as they come. */

import Table from 'cli-table3';
import { fillLargeHouse, type LargeHouse } from '../adapters/store/fill-large-house.ts';
import { percentile, withBenchServer, type AskBench } from './bench-server.ts';

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
  '/browse',
  '/browse?limit=200',
  '/browse?search=service-99',
  '/browse?search=nothing-has-this-name',
  '/browse?cursor=5000',
  '/browse/77',
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

/** @throws Error when a list is refused */
async function measure(ask: AskBench, path: string, rounds: number): Promise<MeasuredList> {
  const times: number[] = [];
  let bytes = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const answer = await ask(path);
    ({ bytes } = answer);
    // The first is for whatever is made once.
    if (round > 0) times.push(answer.milliseconds);
  }
  const ascending = times.sort((a, b) => a - b);
  const kilobytes = Math.round(bytes / 102.4) / 10;
  const [p50Ms, p95Ms] = [0.5, 0.95].map((part) => Math.round(percentile(ascending, part)));
  return { path, p50Ms: p50Ms ?? 0, p95Ms: p95Ms ?? 0, kilobytes };
}

function tableOf({ lists }: PagesBenchReport): string {
  const head = ['list', 'half within', '95 % within', 'answer', ''];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { path, p50Ms, p95Ms, kilobytes } of lists) {
    table.push([path, `${p50Ms} ms`, `${p95Ms} ms`, `${kilobytes} kB`, p95Ms > limitMs ? 'too slow' : '']);
  }
  return table.toString();
}

/** Asks each list in turn. */
async function measureAll(ask: AskBench, rounds: number): Promise<readonly MeasuredList[]> {
  const lists: MeasuredList[] = [];
  for (const path of paths) {
    const list = await measure(ask, path, rounds);
    process.stderr.write(`${path}: ${list.p95Ms} ms\n`);
    lists.push(list);
  }
  return lists;
}

/** Measures and prints. Exit code 1 when a list is too slow. */
export async function benchPages(options: BenchPagesOptions): Promise<number> {
  const house = options.small === true ? small(large) : large;
  const lists = await withBenchServer(
    (connectionString) => fillLargeHouse(connectionString, house),
    (ask) => measureAll(ask, options.rounds),
  );
  const report = { house, limitMs, lists };
  process.stdout.write(`${options.json === true ? JSON.stringify(report) : tableOf(report)}\n`);
  return lists.some(({ p95Ms }) => p95Ms > limitMs) ? 1 : 0;
}
