/** Runs the real program as a child process, with a temporary folder of its own that shows what it leaves behind. */

import { execFile, spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, rm, watch as watchFolder } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
/** What Node.js has compiled of the program, so that hundreds of starts do not do it anew. */
const compiled = fileURLToPath(new URL('../../../../node_modules/.cache/branchline-programs', import.meta.url));

export interface ProgramOptions {
  /** Added to an environment that holds nothing of ours but the search path. */
  readonly env?: Readonly<Record<string, string>>;
  /** What stands on standard input; nothing when left out. */
  readonly input?: string;
  /** The folder to run in. */
  readonly cwd?: string;
}

/** How a program ended. */
export interface Ending {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningProgram {
  /** Resolves with the match as soon as standard output has it. @throws Error with all output when it ends without */
  untilSaid(pattern: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ending>;
}

/** A place for programs under test. */
export interface ProgramPlace {
  /** Home, temporary folder and data folder of the programs lie in here. */
  readonly folder: string;
  /** Where the program's data would be unless set otherwise. */
  readonly dataFolder: string;
  run(words: readonly string[], options?: ProgramOptions): Promise<Ending>;
  start(words: readonly string[], options?: ProgramOptions): RunningProgram;
  /** Resolves when a program has begun to write into the temporary folder. */
  untilWorking(): Promise<void>;
  /** Command lines of processes that still work in this place, and names left in the temporary folder. */
  leftBehind(): Promise<{ readonly processes: readonly string[]; readonly files: readonly string[] }>;
  /** Ends what still runs and removes everything. */
  remove(): Promise<void>;
}

const places = new Set<string>();
process.once('exit', () => {
  for (const place of places) rmSync(place, { recursive: true, force: true });
});

/** What watches over a program's children ends a moment after the program. */
const graceMilliseconds = 10_000;

async function processesIn(folder: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'args=']);
  return stdout.split('\n').filter((line) => line.includes(folder));
}

function environmentIn(folder: string, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: join(folder, 'home'),
    TMPDIR: join(folder, 'temporary'),
    BRANCHLINE_DATA: join(folder, 'data'),
    BRANCHLINE_PORT: '0',
    NODE_COMPILE_CACHE: compiled,
    ...more,
  };
}

/** Collects a stream; `until` resolves with the match as soon as it is there. */
function listenTo(stream: Readable, over: AbortSignal) {
  let text = '';
  stream.setEncoding('utf8').on('data', (more: string) => (text += more));
  return {
    text: () => text,
    async until(pattern: RegExp): Promise<RegExpExecArray> {
      for (;;) {
        const match = pattern.exec(text);
        if (match !== null) return match;
        if (over.aborted) throw new Error(`The program ended without saying ${String(pattern)}:\n${text}`);
        await once(stream, 'data', { signal: over }).catch(() => undefined);
      }
    },
  };
}

function watch(child: ChildProcessWithoutNullStreams): RunningProgram {
  const over = new AbortController();
  const stdout = listenTo(child.stdout, over.signal);
  const stderr = listenTo(child.stderr, over.signal);
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      over.abort();
      resolve({ code, stdout: stdout.text(), stderr: stderr.text() });
    });
  });
  return {
    ended,
    signal: (name) => void child.kill(name),
    untilSaid: (pattern) =>
      stdout.until(pattern).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${stderr.text()}`, { cause: error });
      }),
  };
}

/** The folder can be entered by everybody: as root the embedded database runs under another account. */
export async function programPlace(): Promise<ProgramPlace> {
  const folder = mkdtempSync(join(tmpdir(), 'branchline-program-'));
  places.add(folder);
  chmodSync(folder, 0o755);
  await mkdir(join(folder, 'home'));
  await mkdir(join(folder, 'temporary'));
  const running = new Set<ChildProcess>();
  function start(words: readonly string[], { env = {}, input, cwd = folder }: ProgramOptions = {}): RunningProgram {
    const child = spawn(process.execPath, [main, ...words], { cwd, env: environmentIn(folder, env) });
    running.add(child);
    // It may end without reading.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
    const program = watch(child);
    void program.ended.finally(() => running.delete(child)).catch(() => undefined);
    return program;
  }
  return {
    folder,
    dataFolder: join(folder, 'data'),
    start,
    run: (words, options) => start(words, options).ended,
    async untilWorking() {
      const temporary = join(folder, 'temporary');
      const stopping = new AbortController();
      const changes = watchFolder(temporary, { signal: stopping.signal });
      if ((await readdir(temporary)).length === 0) await changes[Symbol.asyncIterator]().next();
      stopping.abort();
    },
    async leftBehind() {
      const deadline = Date.now() + graceMilliseconds;
      let processes = await processesIn(folder);
      while (processes.length > 0 && Date.now() < deadline) {
        await pause(50);
        processes = await processesIn(folder);
      }
      return { processes, files: await readdir(join(folder, 'temporary')) };
    },
    async remove() {
      for (const child of running) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
      places.delete(folder);
    },
  };
}
