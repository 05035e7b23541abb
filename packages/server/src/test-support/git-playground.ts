/** Makes real git repositories for tests, quickly and always the same: fixed people, fixed dates, no configuration. */

import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CommitHash } from '@branchline/domain';

export interface CommitOptions {
  readonly author?: string;
  readonly email?: string;
  /** Both dates; each commit is a minute after the one before unless given. */
  readonly at?: Date;
  /** Files to remove. */
  readonly remove?: readonly string[];
}

/** A working repository in a temporary folder. */
export interface GitPlayground {
  /** The temporary folder that holds everything. */
  readonly folder: string;
  /** The working repository, a folder with `.git` in it. */
  readonly path: string;
  /** Writes files and commits them; without files the commit is empty. */
  commit(
    message: string | Buffer,
    files?: Readonly<Record<string, string | Buffer>>,
    options?: CommitOptions,
  ): Promise<CommitHash>;
  /** Makes a branch at the current commit and checks it out. */
  branch(name: string): Promise<void>;
  checkout(name: string): Promise<void>;
  /** A light tag, or with a message an annotated one, at the current commit unless another object is named. */
  tag(name: string, message?: string, object?: string): Promise<void>;
  /** Merges a branch into the current one with a merge commit. */
  merge(name: string, message: string): Promise<CommitHash>;
  note(commit: string, text: string, ref?: string): Promise<void>;
  /** Makes a bare repository beside this one and names it `origin`. */
  bareOrigin(): Promise<string>;
  /** Makes branches, tags and notes of `origin` the same as here, by force. */
  push(): Promise<void>;
  /** Reads a stream of `git fast-import`. */
  fastImport(stream: string | Buffer): Promise<void>;
  /** Runs any git command here; gives its output without the last line break. */
  git(...words: readonly string[]): Promise<string>;
  /** The same with something for git to read. */
  gitWithInput(input: string | Buffer, ...words: readonly string[]): Promise<string>;
  /** The same again in a folder of its own, much faster than made anew; its `origin` too, when it has one. */
  copy(): Promise<GitPlayground>;
  remove(): Promise<void>;
}

const firstMoment = Date.UTC(2024, 0, 1, 12);
const outputLimit = 256 * 1024 * 1024;

/** Folders of tests that were stopped half-way; nothing stays behind. */
const leftOver = new Set<string>();
process.once('exit', () => {
  for (const folder of leftOver) rmSync(folder, { recursive: true, force: true });
});

/** @param objectFormat what hashes are made with */
export async function gitPlayground(objectFormat: 'sha1' | 'sha256' = 'sha1'): Promise<GitPlayground> {
  const folder = newFolder();
  const path = join(folder, 'work');
  await mkdir(path);
  await writeFile(settingsIn(folder), settings);
  const made = playgroundIn(folder, objectFormat, firstMoment);
  await made.git('init', '--quiet', '--template=', '--initial-branch=main', `--object-format=${objectFormat}`);
  return made;
}

/** Git tidies nothing up and waits for no disk: what it makes here is thrown away. */
const settings = '[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[core]\n\tfsync = none\n';

function settingsIn(folder: string): string {
  return join(folder, 'gitconfig');
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'branchline-playground-'));
  leftOver.add(folder);
  return folder;
}

async function copyOf(from: string, objectFormat: 'sha1' | 'sha256', moment: number): Promise<GitPlayground> {
  const folder = newFolder();
  cpSync(from, folder, { recursive: true });
  const config = join(folder, 'work', '.git', 'config');
  await writeFile(config, (await readFile(config, 'utf8')).replaceAll(from, folder));
  return playgroundIn(folder, objectFormat, moment);
}

/** In a folder where `work` is, and may hold a repository already. */
function playgroundIn(folder: string, objectFormat: 'sha1' | 'sha256', from: number): GitPlayground {
  const path = join(folder, 'work');
  let moment = from;
  const { run, runScript } = commandsIn(folder, () => moment);
  const git = (...words: readonly string[]): Promise<string> => run(words);

  return {
    folder,
    path,
    git,
    gitWithInput: (input, ...words) => run(words, input),
    async commit(message, files = {}, options = {}) {
      moment = options.at?.getTime() ?? moment + 60_000;
      await writeFiles(path, files);
      for (const name of options.remove ?? []) await rm(join(path, name));
      const words = ['--quiet', '--allow-empty', '--allow-empty-message', '--cleanup=verbatim', '--file=-'];
      const script = 'git add --all && git commit "$@" && exec git rev-parse HEAD';
      return (await runScript(script, words, { input: message, environment: people(options) })) as CommitHash;
    },
    async branch(name) {
      await git('checkout', '--quiet', '-b', name);
    },
    async checkout(name) {
      await git('checkout', '--quiet', name, '--');
    },
    async tag(name, message, object = 'HEAD') {
      await git('tag', '--force', ...(message === undefined ? [] : ['--annotate', '--message', message]), name, object);
    },
    async merge(name, message) {
      moment += 60_000;
      const words = ['--quiet', '--no-ff', '--message', message, name];
      return (await runScript('git merge "$@" && exec git rev-parse HEAD', words)) as CommitHash;
    },
    async note(commit, text, ref = 'refs/notes/commits') {
      await git('notes', '--ref', ref, 'add', '--force', '--message', text, commit);
    },
    async bareOrigin() {
      const origin = join(folder, 'origin.git');
      const format = `--object-format=${objectFormat}`;
      const words = ['--quiet', '--template=', '--bare', '--initial-branch=main', format, origin];
      await runScript('git init "$@" && shift 5 && exec git remote add origin "$1"', words);
      return origin;
    },
    async push() {
      const refspecs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*', '+refs/notes/*:refs/notes/*'];
      await git('push', '--quiet', '--force', '--prune', 'origin', ...refspecs);
    },
    async fastImport(stream) {
      await run(['fast-import', '--quiet', '--force'], stream);
    },
    copy: () => copyOf(folder, objectFormat, moment),
    async remove() {
      rmSync(folder, { recursive: true, force: true });
      leftOver.delete(folder);
    },
  };
}

/** Whether a program is on this machine; tests that need it are skipped when it is not. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ['-?'], { stdio: 'ignore' }).error === undefined;
}

async function writeFiles(path: string, files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  }
}

function people({ author = 'Ada Example', email = 'ada@example.com' }: CommitOptions): Record<string, string> {
  return { GIT_AUTHOR_NAME: author, GIT_AUTHOR_EMAIL: email };
}

function datesAt(moment: Date): Record<string, string> {
  const date = `${Math.floor(moment.getTime() / 1000)} +0000`;
  return { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
}

/** Runs git, and scripts that run it, in the working repository of a folder. */
function commandsIn(folder: string, moment: () => number) {
  function runProgram(program: Run['program'], words: readonly string[], { input, environment }: RunOptions) {
    const shared = { GIT_CONFIG_GLOBAL: settingsIn(folder), ...datesAt(new Date(moment())) };
    return outputOf({ cwd: join(folder, 'work'), program, words, input, environment: { ...shared, ...environment } });
  }
  return {
    run: (words: readonly string[], input?: string | Buffer) => runProgram('git', words, { input }),
    /** With the words as its parameters. */
    runScript: (script: string, words: readonly string[], options: RunOptions = {}) =>
      runProgram('sh', ['-c', script, 'sh', ...words], options),
  };
}

interface RunOptions {
  readonly input?: string | Buffer | undefined;
  readonly environment?: Readonly<Record<string, string>>;
}

interface Run {
  readonly cwd: string;
  /** A shell where several commands of git are one: to start a process costs one as large as a test many times as much. */
  readonly program: 'git' | 'sh';
  readonly words: readonly string[];
  readonly input: string | Buffer | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

function outputOf({ cwd, program, words, input, environment }: Run): Promise<string> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: cwd,
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada Example',
    GIT_AUTHOR_EMAIL: 'ada@example.com',
    GIT_COMMITTER_NAME: 'Grace Example',
    GIT_COMMITTER_EMAIL: 'grace@example.com',
    ...environment,
  };
  return new Promise((resolve, reject) => {
    const options = { cwd, env, maxBuffer: outputLimit };
    const child = execFile(program, [...words], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout.trimEnd());
      else reject(new Error(`${program} ${words.join(' ').slice(0, 200)}: ${stderr}`, { cause: error }));
    });
    // Git may end without reading everything; its exit code tells.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input ?? '');
  });
}
