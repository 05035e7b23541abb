/** `branchline bench browse`: how long people wait for a folder, a file, its authors or a search, beside git itself. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import type { CommitHash, Repository } from '@branchline/domain';
import { createGitBrowser } from '../adapters/git-mirror/mirror.ts';
import { createLog } from '../adapters/log/pino-log.ts';
import { processEnvironment, readConfig } from '../config.ts';
import { blamedLinesLimit, historyPageSize, readFileLimit } from '../features/browsing/browse-repository.ts';
import { findsLimit } from '../features/browsing/search-repository.ts';
import type { GitBrowser } from '../ports/git-browser.ts';
import { median } from './bench-index.ts';
import { nameOfAddress } from './temporary-mirror.ts';

export interface BenchBrowseOptions {
  readonly rounds: number;
  /** Looked for in code and messages. */
  readonly text: string;
  readonly json?: boolean;
}

/** One question, in medians of milliseconds; the ratio is taken round by round. */
export interface BrowseFigure {
  readonly question: string;
  readonly gitMs: number;
  readonly ms: number;
  readonly ratio: number;
}

/** What `--json` prints. */
export interface BrowseBenchReport {
  readonly file: string;
  readonly bytes: number;
  readonly figures: readonly BrowseFigure[];
}

interface Question {
  readonly question: string;
  readonly git: readonly string[];
  /** Git is left alone after so many lines, as people see no more. */
  readonly lines?: number;
  readonly ask: () => Promise<unknown>;
}

interface Place {
  readonly folder: string;
  readonly gitFolder: string;
  readonly browser: GitBrowser;
  readonly repository: Repository;
}

/** The repository as it lies there is read as if it were a mirror; nothing is written into it. */
async function openPlace(address: string): Promise<Place> {
  const { gitProgram: git, path } = readConfig(processEnvironment());
  const folder = await mkdtemp(join(tmpdir(), 'branchline-bench-'));
  const cloneUrl = await realpath(address);
  const gitFolder = (await outputOf(cloneUrl, ['rev-parse', '--absolute-git-dir'])).trim();
  await symlink(gitFolder, join(folder, '1.git'));
  const options = { folder, git, path, log: createLog('silent'), allowedFolders: ['/'] };
  const browser = createGitBrowser({ ...options, allowPrivateHosts: false, allowHttp: false });
  const known = { name: nameOfAddress(cloneUrl), cloneUrl, webUrl: undefined, defaultBranch: undefined };
  const repository = { id: 1, integrationId: 1, remoteId: cloneUrl, ...known } as Repository;
  return { folder, gitFolder, browser, repository };
}

function startGit(words: readonly string[]) {
  const { gitProgram, path } = readConfig(processEnvironment());
  const env = { PATH: path, LANG: 'C.UTF-8', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
  return spawn(gitProgram, ['-c', 'safe.directory=*', ...words], { env, stdio: ['ignore', 'pipe', 'ignore'] });
}

async function outputOf(folder: string, words: readonly string[]): Promise<string> {
  const git = startGit(['-C', folder, ...words]);
  const pieces: string[] = [];
  git.stdout.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
  await once(git, 'close');
  return pieces.join('');
}

/** Reads what git says, and looks no further after so many lines. */
async function runGit(gitFolder: string, words: readonly string[], lines = Number.POSITIVE_INFINITY): Promise<void> {
  const git = startGit([`--git-dir=${gitFolder}`, ...words]);
  const closed = once(git, 'close');
  let seen = 0;
  for await (const piece of git.stdout as AsyncIterable<Buffer>) {
    for (const byte of piece) if (byte === 10) seen += 1;
    if (seen > lines) break;
  }
  git.kill();
  await closed;
}

/** The largest file of text at this commit. */
async function largestFile({ gitFolder, browser, repository }: Place, commit: CommitHash) {
  const list = await outputOf(gitFolder, ['ls-tree', '-r', '-l', '-z', commit]);
  const files = list.split('\0').flatMap((line) => {
    const [, size, path] = /^100\d+ blob \S+ +(\d+)\t([\s\S]*)$/u.exec(line) ?? [];
    return path === undefined ? [] : [{ path, bytes: Number(size) }];
  });
  for (const file of files.toSorted((one, other) => other.bytes - one.bytes)) {
    const content = await browser.file(repository, commit, file.path, readFileLimit);
    if (content?.bytes !== undefined && !content.isBinary) return file;
  }
  throw new Error('There is no file of text at HEAD.');
}

function questionsOf(place: Place, commit: CommitHash, path: string, text: string): readonly Question[] {
  const { browser, repository } = place;
  const lines = { first: 1, last: blamedLinesLimit };
  const code = (wanted: string) =>
    browser.searchCode(repository, commit, { text: wanted, folder: '', ignoresCase: false, limit: findsLimit });
  const grep = ['grep', '-n', '-I', '-F'];
  // Nobody writes it, so that every file is read to its end.
  const nowhere = `${text} nowhere at all`;
  const perLine = ['blame', '--incremental', `-L1,${blamedLinesLimit}`, commit, '--', path];
  return [
    { question: 'root folder', git: ['ls-tree', '-l', commit], ask: () => browser.folder(repository, commit, '') },
    {
      question: 'largest file',
      git: ['cat-file', 'blob', `${commit}:${path}`],
      ask: () => browser.file(repository, commit, path, readFileLimit),
    },
    {
      question: `its authors, the first ${blamedLinesLimit.toLocaleString('en')} lines`,
      git: perLine,
      ask: () => browser.blame(repository, commit, path, lines),
    },
    {
      question: 'its history, the first page',
      git: ['log', '--follow', '--name-only', `-n${historyPageSize + 1}`, '--format=%H', commit, '--', path],
      ask: () => browser.history(repository, commit, path, { skip: 0, limit: historyPageSize }),
    },
    {
      question: `code with "${text}", the first results`,
      git: [...grep, '-e', text, commit],
      lines: findsLimit,
      ask: () => code(text),
    },
    { question: 'code with what is nowhere', git: [...grep, '-e', nowhere, commit], ask: () => code(nowhere) },
    {
      question: `paths with "${text}"`,
      git: ['ls-tree', '-r', '--name-only', commit],
      ask: () => browser.searchPaths(repository, commit, { text, limit: findsLimit }),
    },
    {
      question: 'messages with what is nowhere, of all branches and tags',
      git: ['log', '--branches', '--tags', '--remotes', '-F', '-i', `--grep=${nowhere}`, '--format=%H'],
      ask: () => browser.searchMessages(repository, { text: nowhere, limit: findsLimit }),
    },
    {
      question: 'what the newest commit changed',
      git: ['diff-tree', '-r', '-M', '--numstat', commit],
      ask: () => browser.changes(repository, { from: undefined, to: commit }, { limit: 1000 }),
    },
  ];
}

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function measure(place: Place, questions: readonly Question[], rounds: number): Promise<readonly BrowseFigure[]> {
  const figures: BrowseFigure[] = [];
  for (const { question, git, lines, ask } of questions) {
    const pairs: { readonly git: number; readonly ours: number }[] = [];
    // The first round fills the memory of the machine with what is read, for both.
    for (let round = 0; round <= rounds; round++) {
      const pair = {
        git: await milliseconds(() => runGit(place.gitFolder, git, lines)),
        ours: await milliseconds(ask),
      };
      if (round > 0) pairs.push(pair);
    }
    figures.push({
      question,
      gitMs: Math.round(median(pairs.map((pair) => pair.git))),
      ms: Math.round(median(pairs.map(({ ours }) => ours))),
      ratio: Number(median(pairs.map((pair) => pair.ours / pair.git)).toFixed(2)),
    });
  }
  return figures;
}

function tableOf({ file, bytes, figures }: BrowseBenchReport): string {
  const table = new Table({ head: ['What', 'Git', 'Branchline', 'Ratio'], style: { head: [], border: [] } });
  for (const { question, gitMs, ms, ratio } of figures) table.push([question, `${gitMs} ms`, `${ms} ms`, ratio]);
  return `Largest file: ${file}, ${bytes.toLocaleString('en')} bytes\n${table.toString()}`;
}

/** Measures and prints. @throws Error when there is nothing to be read */
export async function benchBrowse(address: string, { rounds, text, json }: BenchBrowseOptions): Promise<number> {
  const place = await openPlace(address);
  try {
    const commit = await place.browser.resolve(place.repository, 'HEAD');
    if (commit === undefined) throw new Error(`There is no commit in ${address}.`);
    const { path: file, bytes } = await largestFile(place, commit);
    const questions = questionsOf(place, commit, file, text);
    const report: BrowseBenchReport = { file, bytes, figures: await measure(place, questions, rounds) };
    process.stdout.write(`${json === true ? JSON.stringify(report) : tableOf(report)}\n`);
  } finally {
    await rm(place.folder, { recursive: true, force: true });
  }
  return 0;
}
