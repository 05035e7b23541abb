/** Writes progress often enough to be watched and seldom enough to cost nothing. */

import type { Clock } from '../../ports/clock.ts';
import type { IndexRunId, IndexRunTable, PhaseProgress } from '../../ports/store/index-runs.ts';

/** Least time between two writes; pages look once a second. */
const pauseMilliseconds = 500;

export interface ProgressWriter {
  /** Writes it now, or leaves it to a later report when one was written just before. A new phase is written at once, the end of the one before too. */
  report(progress: PhaseProgress): void;
  /** Resolves when nothing is being written any more; rejects when a write failed. */
  settled(): Promise<void>;
}

/** A writer for one run. */
export function progressWriter(runs: IndexRunTable, run: IndexRunId, clock: Clock): ProgressWriter {
  let writing: Promise<void> = Promise.resolve();
  let writtenAt = 0;
  let phase: PhaseProgress['phase'] | undefined;
  let left: PhaseProgress | undefined;
  function write(progress: PhaseProgress): void {
    left = undefined;
    writing = writing.then(() => runs.progress(run, progress));
    // Whoever awaits `settled` hears of it; until then it must not count as unhandled.
    writing.catch(() => undefined);
  }
  /** How far a phase came in the end is in the log. */
  function writeLast(): void {
    if (left !== undefined) write(left);
  }
  return {
    report(progress) {
      const now = clock.now().getTime();
      if (progress.phase === phase && now - writtenAt < pauseMilliseconds) {
        left = progress;
        return;
      }
      if (progress.phase !== phase) writeLast();
      writtenAt = now;
      phase = progress.phase;
      write(progress);
    },
    settled: () => {
      writeLast();
      return writing;
    },
  };
}
