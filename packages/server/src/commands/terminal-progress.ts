/** Progress for people at a terminal, on standard error; silent everywhere else. */

import { SingleBar } from 'cli-progress';

export interface TerminalProgress {
  /** `total` undefined: not known yet. */
  report(what: string, done: number, total: number | undefined): void;
  stop(): void;
}

/** A bar when standard error is a terminal. */
export function terminalProgress(): TerminalProgress {
  if (!process.stderr.isTTY) return { report: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    format: '{what} {bar} {percentage} % · {value} of {total} · {eta_formatted} left',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
    barsize: 30,
    fps: 10,
  });
  let started = false;
  return {
    report(what, done, total) {
      // A bar without a length would divide by it.
      const length = Math.max(total ?? done + 1, 1);
      if (!started) bar.start(length, done, { what });
      started = true;
      bar.setTotal(length);
      bar.update(done, { what });
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
