/** Measures indexing against git itself, in pairs: git's own time and ours for the same work, one after the other. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GitAccess, IssueKey } from '@branchline/domain';
import { diffTreeOptions } from '../adapters/git-mirror/read-files.ts';
import { logOptions } from '../adapters/git-mirror/read-commits.ts';
import { createLog } from '../adapters/log/pino-log.ts';
import { compose, type House } from '../compose.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { indexCommits } from '../features/indexing/index-commits.ts';
import { indexRepository } from '../features/indexing/index-repository.ts';
import { progressWriter } from '../features/indexing/progress-writer.ts';
import { readFiles } from '../features/indexing/read-files.ts';
import { compareHeads } from '../features/indexing/ref-changes.ts';
import type { GitMirror } from '../ports/git-mirror.ts';
import type { RepositoryStanding } from '../ports/store/repositories.ts';
import { watchPeakMemory } from './peak-memory.ts';
import { cloneUrlOf } from './temporary-mirror.ts';

/** One round: seconds, unless the name says otherwise. */
export interface Round {
  readonly gitSeconds: number;
  readonly indexSeconds: number;
  readonly gitFilesSeconds: number;
  readonly filesSeconds: number;
  readonly peakMb: number;
}

export interface Increments {
  readonly nothingNewMs: number;
  readonly gitFetchMs: number;
  readonly oneCommitMs: number;
}

/** A house in a temporary folder with an origin that may be pushed to; the repository measured is only read. */
export interface Bench {
  readonly house: House;
  readonly origin: string;
  readonly mirrorFolder: string;
  /** Of the embedded PostgreSQL. */
  readonly clusterFolder: string;
  close(): Promise<void>;
}

const never = new AbortController().signal;

async function runGit(words: readonly string[], input?: string): Promise<void> {
  const { gitProgram, path } = readConfig(processEnvironment());
  const environment = { PATH: path, LANG: 'C.UTF-8', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  const settings = ['-c', 'safe.directory=*', '-c', 'gc.auto=0'];
  const git = spawn(gitProgram, [...settings, ...words], { env: environment, stdio: ['pipe', 'ignore', 'inherit'] });
  // Git may end before it has read everything; its exit code says why.
  git.stdin.on('error', () => undefined).end(input ?? '');
  const [code] = (await once(git, 'close')) as [number | null];
  if (code !== 0) throw new Error(`git ${words.slice(0, 3).join(' ')} ended with ${code}`);
}

async function gitOutput(words: readonly string[]): Promise<string> {
  const { gitProgram, path } = readConfig(processEnvironment());
  const identity = { GIT_AUTHOR_NAME: 'Bench', GIT_AUTHOR_EMAIL: 'bench@localhost' };
  const committer = { GIT_COMMITTER_NAME: 'Bench', GIT_COMMITTER_EMAIL: 'bench@localhost' };
  const git = spawn(gitProgram, ['-c', 'safe.directory=*', ...words], {
    env: { PATH: path, LANG: 'C.UTF-8', ...identity, ...committer },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pieces: string[] = [];
  git.stdout.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
  await once(git, 'close');
  return pieces.join('').trim();
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Copies the repository (hard links where the disk allows) and opens a house beside it. */
export async function openBench(address: string): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-'));
  const origin = join(folder, 'origin.git');
  await runGit(['clone', '--quiet', '--mirror', await cloneUrlOf(address), origin]);
  const config = { ...readConfig(processEnvironment()), dataFolder: join(folder, 'data'), databaseUrl: undefined };
  const house = await compose({ ...config, allowedFolders: [folder] }, createLog('silent'), { temporary: true });
  return {
    house,
    origin,
    mirrorFolder: join(folder, 'data', 'mirrors'),
    clusterFolder: join(folder, 'data', 'postgres', 'cluster'),
    async close() {
      await house.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A new integration with its one repository, for which nothing has been read yet. */
async function freshRepository({ house, origin }: Bench): Promise<RepositoryStanding> {
  const integration = await house.store.integrations.add({
    connector: 'git',
    name: 'bench',
    settings: { cloneUrl: origin },
  });
  const remote = { remoteId: origin, name: 'bench', cloneUrl: origin, webUrl: undefined };
  return house.store.repositories.save(integration.id, remote);
}

async function readHistory({ house }: Bench, repository: RepositoryStanding): Promise<void> {
  const run = await house.store.indexRuns.begin(repository.id, 'person');
  const progress = progressWriter(house.store.indexRuns, run, house.clock);
  const heads = await house.mirror.heads(repository);
  const { tips } = compareHeads([], heads);
  const commits = { repository, run, from: tips, not: [], rule: { projects: undefined }, live: false };
  await indexCommits(house, { ...commits, progress, stopping: never });
  await progress.settled();
}

/** Reads the files of all linked commits and tells which commits git could not read. */
async function readAllFiles({ house }: Bench, repository: RepositoryStanding): Promise<ReadonlySet<string>> {
  const unreadable = new Set<string>();
  async function* watched(...call: Parameters<GitMirror['files']>): ReturnType<GitMirror['files']> {
    for await (const portion of house.mirror.files(...call)) {
      for (const files of portion) if (files.unreadable) unreadable.add(files.hash);
      yield portion;
    }
  }
  const mirror: GitMirror = { ...house.mirror, files: watched };
  while ((await house.store.development.countCommitsWithoutFiles(repository.id)) > 0) {
    await readFiles({ ...house, mirror }, repository.id, never);
  }
  return unreadable;
}

/**
 * History: git first, then we. Files: we first, because git by itself ends at the first commit whose content is missing,
 * so it is given only those that can be read.
 */
export async function measureRound(
  bench: Bench,
): Promise<Round & { readonly commits: number; readonly keyedCommits: number }> {
  const { house } = bench;
  const repository = await freshRepository(bench);
  const access: GitAccess = { url: bench.origin, credential: { kind: 'none' } };
  await house.mirror.update(repository, access);
  const mirror = join(bench.mirrorFolder, `${repository.id}.git`);
  const fields = logOptions(false).filter((option) => option !== '--stdin');
  const { tips } = compareHeads([], await house.mirror.heads(repository));
  const commits = await house.mirror.count(repository, { from: tips, not: [], skip: 0 });
  // Once for nothing, so that both find the same warm caches.
  await runGit(['-C', mirror, 'log', '--all', ...fields]);
  const gitSeconds = await seconds(() => runGit(['-C', mirror, 'log', '--all', ...fields]));
  const memory = watchPeakMemory(bench.clusterFolder);
  const indexSeconds = await seconds(() => readHistory(bench, repository));
  const keyed = await house.store.development.commitsWithoutFiles(repository.id, commits);
  let unreadable: ReadonlySet<string> = new Set();
  const filesSeconds = await seconds(async () => {
    unreadable = await readAllFiles(bench, repository);
  });
  const peakMb = memory.stop();
  const countLines = diffTreeOptions.filter((option) => option !== '--raw');
  const readable = keyed.filter((hash) => !unreadable.has(hash));
  const input = `${readable.join('\n')}\n`;
  const gitFilesSeconds = await seconds(() => runGit(['-C', mirror, 'diff-tree', ...countLines], input));
  return {
    gitSeconds,
    indexSeconds,
    gitFilesSeconds,
    filesSeconds,
    peakMb,
    commits,
    keyedCommits: keyed.length,
  };
}

async function pushOneCommit({ origin }: Bench, title: string): Promise<void> {
  const head = await gitOutput(['-C', origin, 'rev-parse', 'HEAD']);
  const ref = await gitOutput(['-C', origin, 'symbolic-ref', 'HEAD']);
  const made = await gitOutput(['-C', origin, 'commit-tree', `${head}^{tree}`, '-p', head, '-m', title]);
  await runGit(['-C', origin, 'update-ref', ref, made]);
}

/** A repository that is up to date: looking at it again, git's own fetch, and one new commit. */
export async function measureIncrements(bench: Bench, rounds: number): Promise<readonly Increments[]> {
  const { house, origin } = bench;
  const repository = await freshRepository(bench);
  const request = { repositoryId: repository.id, trigger: 'webhook' } as const;
  await indexRepository(house, request, never);
  const mirror = join(bench.mirrorFolder, `${repository.id}.git`);
  const fetch = [
    '-C',
    mirror,
    'fetch',
    '--quiet',
    '--no-write-fetch-head',
    '--no-auto-maintenance',
    origin,
    '+refs/*:refs/*',
  ];
  const measured: Increments[] = [];
  for (let round = 1; round <= rounds; round++) {
    const gitFetchMs = 1000 * (await seconds(() => runGit(fetch)));
    const nothingNewMs = 1000 * (await seconds(() => indexRepository(house, request, never)));
    await pushOneCommit(bench, `BENCH-${round} one commit more`);
    const oneCommitMs = 1000 * (await seconds(() => indexRepository(house, request, never)));
    const [found] = await house.store.issues.development(`BENCH-${round}` as IssueKey, [repository.id], 1);
    if (found?.commitCount !== 1) throw new Error('the new commit is not where it should be');
    measured.push({ gitFetchMs, nothingNewMs, oneCommitMs });
  }
  return measured;
}
