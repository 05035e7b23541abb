/** Runs git: a clean environment, no prompts, a time limit, an output limit, and failures in our own words. */

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { Readable, type Writable } from 'node:stream';
import { Failure } from '@branchline/domain';
import { failureOfGit } from './failure-of-git.ts';

/** One run of git. */
export interface GitCall {
  /** Without `git` itself. Whatever comes from outside stands after `--`, or goes in through `input`. */
  readonly arguments: readonly string[];
  /** What is being done, as the start of a sentence: `Reading commits of acme/web`. */
  readonly doing: string;
  /** The mirror to work in; undefined for a call that needs none. */
  readonly mirror?: string;
  readonly input?: Iterable<string | Buffer>;
  /** Milliseconds. */
  readonly timeLimit: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Git settings of this call only. */
  readonly settings?: readonly (readonly [name: string, value: string])[];
  /** Strings that must not be seen in any message. */
  readonly secrets?: readonly string[];
  readonly stopping?: AbortSignal | undefined;
  /** Git ends with 1 and says nothing when it has found nothing, and that is well. */
  readonly mayFindNothing?: boolean;
  /** Gets what git says beside its output, in pieces as they come. */
  readonly onErrorText?: ((text: string) => void) | undefined;
}

export interface GitRunner {
  /** Git's output in the pieces in which it comes. Leaving the loop early ends git. @throws Failure */
  stream(call: GitCall): AsyncIterable<Buffer>;
  /** Git's whole output. @throws Failure, also `invalid-response` beyond 512 MB */
  output(call: GitCall): Promise<Buffer>;
}

export interface GitRunnerOptions {
  /** The program: `git`, or a full path. */
  readonly git: string;
  /** Where git finds its own helpers and ssh. */
  readonly path: string;
  /** An empty folder. */
  readonly home: string;
  /** The file with the settings of every call. */
  readonly settingsFile: string;
  /** Resolves when those are there (git-home.ts). */
  ready(): Promise<void>;
}

/** Bytes of output that are held at once; far above 2,000,000 refs. */
const outputLimit = 512 * 1024 * 1024;
/** Characters of git's own words that are kept for the failure's message. */
const errorTextLimit = 8192;
/** Milliseconds between asking git to stop, so that it removes its lock files, and killing it. */
const graceTime = 3000;

export function createGitRunner(options: GitRunnerOptions): GitRunner {
  const stream = (call: GitCall): AsyncIterable<Buffer> => streamGit(options, call);
  return {
    stream,
    async output(call) {
      const pieces: Buffer[] = [];
      let size = 0;
      for await (const piece of stream(call)) {
        size += piece.length;
        if (size > outputLimit) throw new Failure('invalid-response', 'git', `${call.doing}: git said too much.`);
        pieces.push(piece);
      }
      return Buffer.concat(pieces);
    },
  };
}

type GitProcess = ChildProcessByStdio<Writable | null, Readable, Readable>;

async function* streamGit(options: GitRunnerOptions, call: GitCall): AsyncGenerator<Buffer> {
  await options.ready();
  if (call.stopping?.aborted === true) throw stopped(call);
  const git = start(options, call);
  let ended: Failure | undefined;
  const end = (why: Failure): void => {
    ended ??= why;
    endGroup(git);
  };
  const onStopping = (): void => end(stopped(call));
  call.stopping?.addEventListener('abort', onStopping, { once: true });
  const timer = setTimeout(() => end(tooSlow(call)), call.timeLimit);
  const errorText = keepErrorText(git, call);
  const exited = exitOf(git);
  try {
    yield* git.stdout as AsyncIterable<Buffer>;
    const exit = await exited;
    if (ended !== undefined) throw ended;
    if (exit instanceof Error) throw cannotStart(options.git, exit);
    if (exit === 1 && call.mayFindNothing === true && errorText() === '') return;
    if (exit !== 0) throw failureOfGit(call.doing, errorText());
  } finally {
    clearTimeout(timer);
    call.stopping?.removeEventListener('abort', onStopping);
    endGroup(git);
    await exited;
  }
}

function start(options: GitRunnerOptions, call: GitCall): GitProcess {
  const mirror = call.mirror === undefined ? [] : [`--git-dir=${call.mirror}`];
  const git = spawn(options.git, [...mirror, ...call.arguments], {
    cwd: options.home,
    env: environmentOf(options, call),
    // A group of its own, so that the helpers git starts end with it.
    detached: true,
    stdio: [call.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  }) as GitProcess;
  if (call.input !== undefined && git.stdin !== null) {
    // Git may end before it has read everything; its exit code tells what that means.
    git.stdin.on('error', () => undefined);
    Readable.from(call.input, { objectMode: true }).pipe(git.stdin);
  }
  return git;
}

function environmentOf(options: GitRunnerOptions, call: GitCall): Record<string, string> {
  const settings = call.settings ?? [];
  return {
    PATH: options.path,
    HOME: options.home,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: options.settingsFile,
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    // Otherwise git log writes every commit by itself: a hundred thousand small pieces instead of thousands.
    GIT_FLUSH: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_PAGER: 'cat',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(settings.map(([name], index) => [`GIT_CONFIG_KEY_${index}`, name])),
    ...Object.fromEntries(settings.map(([, value], index) => [`GIT_CONFIG_VALUE_${index}`, value])),
    ...call.environment,
  };
}

function keepErrorText(git: GitProcess, call: GitCall): () => string {
  let kept = '';
  git.stderr.setEncoding('utf8');
  git.stderr.on('data', (text: string) => {
    kept = (kept + text).slice(-errorTextLimit);
    call.onErrorText?.(text);
  });
  return () => {
    const secrets = (call.secrets ?? []).filter((secret) => secret !== '');
    return secrets.reduce((text, secret) => text.replaceAll(secret, '[secret]'), kept);
  };
}

/** Resolves, and never rejects, when git and its output have ended: with the exit code, or why it could not start. */
function exitOf(git: GitProcess): Promise<number | Error> {
  return new Promise((resolve) => {
    git.once('error', resolve);
    git.once('close', (code) => resolve(code ?? -1));
  });
}

function endGroup(git: GitProcess): void {
  if (git.exitCode !== null || git.signalCode !== null || git.pid === undefined) return;
  signalGroup(git.pid, 'SIGTERM');
  const { pid } = git;
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceTime);
  git.once('close', () => clearTimeout(timer));
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has just ended by itself.
  }
}

function stopped(call: GitCall): Failure {
  return new Failure('unavailable', 'git', `${call.doing} was stopped before it was done. It goes on at the next run.`);
}

function tooSlow(call: GitCall): Failure {
  const seconds = Math.round(call.timeLimit / 1000);
  return new Failure('unavailable', 'git', `${call.doing} took longer than ${seconds} seconds and was stopped.`);
}

function cannotStart(git: string, cause: Error): Failure {
  const message = `The program "${git}" cannot be started (${cause.message}). Install git 2.35 or newer.`;
  return new Failure('unavailable', 'git', message, { cause });
}
