/** Runs the tools behind `./branchline test` so that nothing of them is left when somebody presses Ctrl-C. */

import { spawn } from 'node:child_process';

/** Tools get this long to end by themselves after an interruption. */
const graceMilliseconds = 10_000;

export interface Runner {
  /** Aborted by SIGHUP, SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
  /** The exit code after such a signal, by the custom of shells; undefined when there was none. */
  readonly interruptedWith: () => number | undefined;
  /** Runs a script with Node: path and arguments. Its output is passed on; its exit code is 1 when a signal ended it. */
  readonly run: (command: readonly string[]) => Promise<number>;
  /** Stops listening for signals. */
  readonly close: () => void;
}

/** Signals that end a command, and the exit codes shells give them. */
const signalCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const signals = Object.keys(signalCodes) as readonly (keyof typeof signalCodes)[];

/** @param root the folder in which scripts run */
export function startRunner(root: string): Runner {
  const interruption = new AbortController();
  let code: number | undefined;
  function interrupt(signal: NodeJS.Signals): void {
    const known = signals.find((one) => one === signal);
    code = known === undefined ? 1 : signalCodes[known];
    interruption.abort();
  }
  for (const signal of signals) process.on(signal, interrupt);
  return {
    signal: interruption.signal,
    interruptedWith: () => code,
    run: (command) => runInGroup(command, root, interruption.signal),
    close: () => {
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}

/** The tool leads a process group of its own: an interruption reaches it and everything it has started. */
function runInGroup(command: readonly string[], folder: string, stopping: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...command], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    let lastResort: NodeJS.Timeout | undefined;
    function stop(): void {
      signalGroup(child.pid, 'SIGINT');
      lastResort = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), graceMilliseconds);
    }
    function settle(exitCode: number): void {
      stopping.removeEventListener('abort', stop);
      clearTimeout(lastResort);
      if (stopping.aborted) signalGroup(child.pid, 'SIGKILL');
      resolve(exitCode);
    }
    child.once('error', () => settle(1));
    child.once('exit', (exitCode) => settle(exitCode ?? 1));
    stopping.addEventListener('abort', stop, { once: true });
    if (stopping.aborted) stop();
  });
}

function signalGroup(id: number | undefined, signal: NodeJS.Signals): void {
  if (id === undefined) return;
  try {
    process.kill(-id, signal);
  } catch {
    // The group is gone already, which is what was wanted.
  }
}
