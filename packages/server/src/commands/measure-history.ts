/** Measures sending a long history to a Jira that counts, while somebody goes on pushing. */

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  Secret,
  type Commit,
  type CommitFiles,
  type CommitHash,
  type IntegrationId,
  type IssueKey,
  type JiraSiteId,
  type LinkedCommit,
  type RepositoryId,
} from '@branchline/domain';
import { startEmbeddedPostgres } from '../adapters/embedded-postgres/embedded-postgres.ts';
import { createLog } from '../adapters/log/pino-log.ts';
import { createSecretBox } from '../adapters/secret-box/aes-secret-box.ts';
import { makeKeyRing, parseKeyRing } from '../adapters/secret-box/key-ring.ts';
import { openStore } from '../adapters/store/postgres.ts';
import { processEnvironment } from '../config.ts';
import { clientSecretPlace } from '../features/jira-sites/connect-jira.ts';
import { addPushJobs } from '../ports/job-options.ts';
import type { Store } from '../ports/store.ts';
import type { CountingLine, SubmissionCounts } from './counting-jira.ts';
import { watchPeakMemory } from './peak-memory.ts';

/** What came of it. */
export interface HistoryMeasure {
  readonly seconds: number;
  /** Commits sent in that time; a few went before, to see that the worker works. */
  readonly timed: number;
  /** Of the worker and its PostgreSQL. */
  readonly peakMb: number;
  readonly counts: SubmissionCounts;
  /** Milliseconds from the commit of an event's rows until Jira had it, ascending. */
  readonly waits: readonly number[];
  /** Events that never came. */
  readonly lost: number;
}

/** A database with a history that waits to be sent. */
export interface HistoryBench {
  /** Makes the rows. @param told after each portion, how many there are */
  fill(commits: number, told: (commits: number) => void): Promise<void>;
  measure(commits: number, told: (counts: SubmissionCounts) => void): Promise<HistoryMeasure>;
  close(): Promise<void>;
}

interface Jira {
  readonly child: ChildProcess;
  readonly address: Extract<CountingLine, { readonly kind: 'listens' }>;
  /** As last heard. */
  readonly counts: () => SubmissionCounts;
  /** When each event came. */
  readonly arrivals: ReadonlyMap<string, number>;
}

/** Lanes are by repository: with this many all of them are busy to the end. */
const repositoryCount = 20;
/** As `saveCommits` writes them together. */
const portion = 4096;
const filesPerCommit = 3;
const eventEveryMilliseconds = 250;
/** A measurement that stands still for so long has failed. */
const patienceMilliseconds = 60_000;

const none: SubmissionCounts = { requests: 0, refused: 0, history: 0, mostEntities: 0, mostOfType: 0, mostBytes: 0 };
const programs = {
  jira: fileURLToPath(new URL('counting-jira.ts', import.meta.url)),
  branchline: fileURLToPath(new URL('../main.ts', import.meta.url)),
};

function hashOf(number: number): CommitHash {
  return number.toString(16).padStart(40, '0') as CommitHash;
}

/** A commit like many: a sentence, a paragraph, one key or two. */
function madeCommit(number: number): LinkedCommit {
  const at = new Date(Date.UTC(2020, 0, 1) + number * 60_000);
  const somebody = { name: `Developer ${number % 50}`, email: `developer${number % 50}@example.com`, at };
  const key = `BENCH-${1 + (number % 20_000)}` as IssueKey;
  const message = `${key} Make the thing with number ${number} do what it should\n\nIt did something else before, which nobody had noticed until it mattered.\n`;
  const commit: Commit = {
    hash: hashOf(number),
    parents: [],
    author: somebody,
    committer: somebody,
    message,
    notes: '',
  };
  const keys = number % 4 === 0 ? [key, `OTHER-${1 + (number % 5000)}` as IssueKey] : [key];
  return { commit, links: keys.map((each) => ({ key: each, foundIn: 'title' })) };
}

function madeFiles(number: number): CommitFiles {
  const files = Array.from({ length: filesPerCommit }, (_, index) => ({
    path: `source/module-${number % 100}/part-${index}/file-${number % 1000}.ts`,
    previousPath: undefined,
    change: 'modified' as const,
    linesAdded: 12,
    linesRemoved: 3,
  }));
  return { hash: hashOf(number), files, fileCount: filesPerCommit, linesAdded: 36, linesRemoved: 9, unreadable: false };
}

async function saveRows(
  store: Store,
  repository: RepositoryId,
  numbers: readonly number[],
  live: boolean,
): Promise<void> {
  await store.development.saveCommits(repository, numbers.map(madeCommit), live);
  await store.development.saveFiles(repository, numbers.map(madeFiles));
}

async function startJira(): Promise<Jira> {
  const child = spawn(process.execPath, [programs.jira], { stdio: ['ignore', 'pipe', 'inherit'] });
  const arrivals = new Map<string, number>();
  let counts = none;
  const address = await new Promise<Jira['address']>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The counting Jira ended.')));
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as CountingLine;
      if (line.kind === 'listens') resolve(line);
      else if (line.kind === 'counts') ({ counts } = line);
      else for (const hash of line.hashes) if (!arrivals.has(hash)) arrivals.set(hash, line.at);
    });
  });
  return { child, address, counts: () => counts, arrivals };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

interface Places {
  readonly siteId: JiraSiteId;
  readonly integrationId: IntegrationId;
  readonly repositories: readonly RepositoryId[];
}

async function addPlaces(
  store: Store,
  keys: string,
  { url, cloudId, clientId, clientSecret }: Jira['address'],
): Promise<Places> {
  const site = { name: 'Jira', siteUrl: url, apiUrl: url, cloudId, clientId };
  const { id: siteId } = await store.jiraSites.add(site);
  const sealed = createSecretBox(parseKeyRing(keys)).seal(new Secret(clientSecret), clientSecretPlace(siteId));
  await store.jiraSites.saveSealedClientSecret(siteId, sealed);
  const settings = { cloneUrl: 'https://git.example/bench.git' };
  const { id: integrationId } = await store.integrations.add({ connector: 'git', name: 'Bench', settings });
  const repositories: RepositoryId[] = [];
  for (let number = 0; number < repositoryCount; number += 1) {
    const cloneUrl = `https://git.example/bench-${number}.git`;
    const remote = { remoteId: String(number), name: `bench-${number}`, cloneUrl, webUrl: undefined };
    repositories.push((await store.repositories.save(integrationId, remote)).id);
    // Nothing looks at it: there is no such git repository.
    await store.repositories.setState(repositories.at(-1) as RepositoryId, 'paused', 'It is measured.');
  }
  const grants = { see: 'all', 'create-branch': [], 'create-pull-request': [], 'smart-commit': [] } as const;
  await store.associations.save({ jiraSiteId: siteId, integrationId, repositoryId: undefined }, grants);
  await store.associations.saveApplied(siteId, integrationId, [{ repositoryId: undefined, projects: 'all' }]);
  return { siteId, integrationId, repositories };
}

/** Somebody pushes every now and then, to one repository after the other. When each event's rows were there. */
async function pushEvents(store: Store, { siteId, repositories }: Places, from: number, ended: AbortSignal) {
  const written = new Map<string, number>();
  for (let number = from; !ended.aborted; number += 1) {
    const repository = repositories[number % repositories.length];
    if (repository === undefined) throw new Error('there is no repository');
    await store.transaction(async (tables) => {
      await tables.development.saveCommits(repository, [madeCommit(number)], true);
      await tables.development.saveFiles(repository, [madeFiles(number)]);
      await addPushJobs(tables.jobs, repository, siteId);
    });
    written.set(hashOf(number), Date.now());
    await pause(eventEveryMilliseconds);
  }
  return written;
}

async function untilSent(jira: Jira, commits: number, told: (counts: SubmissionCounts) => void): Promise<void> {
  let before = -1;
  let movedAt = performance.now();
  for (let sent = 0; sent < commits; sent = jira.counts().history) {
    if (sent !== before) movedAt = performance.now();
    before = sent;
    if (performance.now() - movedAt > patienceMilliseconds) throw new Error(`Sending stands still at ${sent} commits.`);
    told(jira.counts());
    await pause(eventEveryMilliseconds);
  }
}

async function untilArrived(jira: Jira, hashes: Iterable<string>): Promise<void> {
  const until = performance.now() + patienceMilliseconds;
  const all = [...hashes];
  while (performance.now() < until && !all.every((hash) => jira.arrivals.has(hash)))
    await pause(eventEveryMilliseconds);
}

/** Everything lies in a temporary folder that goes with it. */
export async function openHistoryBench(): Promise<HistoryBench> {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-'));
  // As root the embedded database runs under another account, which has to get in.
  await chmod(folder, 0o755);
  const log = createLog('silent');
  const postgres = await startEmbeddedPostgres({ folder, log, endWithProcess: true });
  const { connectionString } = postgres;
  const store = await openStore({ connectionString, log });
  const keys = makeKeyRing();
  const jira = await startJira();
  const places = await addPlaces(store, keys, jira.address);
  const environment = {
    PATH: processEnvironment()['PATH'],
    DATABASE_URL: connectionString,
    BRANCHLINE_DATA: join(folder, 'data'),
    BRANCHLINE_KEYS: keys,
    BRANCHLINE_LOG_LEVEL: 'silent',
  };
  const words = [programs.branchline, 'start', '--role', 'worker'];
  let worker: ChildProcess | undefined;
  return {
    fill: (commits, told) => fill(store, places, commits, told),
    async measure(commits, told) {
      for (const id of places.repositories) await addPushJobs(store.jobs, id, places.siteId);
      worker = spawn(process.execPath, words, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
      const memory = watchPeakMemory(join(folder, 'postgres', 'cluster'), worker.pid);
      // A worker that has only begun to start is not what is measured.
      await untilSent(jira, 1, told);
      const began = performance.now();
      const timed = commits - jira.counts().history;
      const ended = new AbortController();
      const events = pushEvents(store, places, commits, ended.signal);
      await untilSent(jira, commits, told).finally(() => ended.abort());
      const seconds = (performance.now() - began) / 1000;
      const written = await events;
      await untilArrived(jira, written.keys());
      const waits = [...written].flatMap(([hash, at]) => {
        const arrived = jira.arrivals.get(hash);
        return arrived === undefined ? [] : [Math.max(0, arrived - at)];
      });
      const sorted = waits.toSorted((a, b) => a - b);
      return {
        seconds,
        timed,
        peakMb: memory.stop(),
        counts: jira.counts(),
        waits: sorted,
        lost: written.size - waits.length,
      };
    },
    async close() {
      if (worker !== undefined) await stop(worker);
      await stop(jira.child);
      await store.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function fill(
  store: Store,
  { repositories }: Places,
  commits: number,
  told: (commits: number) => void,
): Promise<void> {
  const each = Math.ceil(commits / repositories.length);
  for (const [index, repository] of repositories.entries()) {
    const end = Math.min(commits, (index + 1) * each);
    for (let from = index * each; from < end; from += portion) {
      const count = Math.min(portion, end - from);
      await saveRows(
        store,
        repository,
        Array.from({ length: count }, (_, offset) => from + offset),
        false,
      );
      told(from + count);
    }
  }
}
