/** Lets only so many runs of git go on at once for people who look into repositories, so that indexing is never starved. */

import { Failure } from '@branchline/domain';
import type { GitCall, GitRunner } from '../git-command.ts';

export interface FairGitOptions {
  /** Runs of git at the same time. */
  readonly atOnce: number;
  /** That wait for their turn; more are turned away. */
  readonly waiting: number;
  /** Milliseconds that one waits for its turn. */
  readonly patience: number;
}

/** As many runs as a small machine can bear beside one that indexes; most take some hundredths of a second. */
export const usualFairness: FairGitOptions = { atOnce: 4, waiting: 64, patience: 10_000 };

interface Waiter {
  readonly start: () => void;
}

/** The same git, in turns. @throws Failure `unavailable` from each run that finds too many others before it */
export function fairGit(git: GitRunner, { atOnce, waiting, patience }: FairGitOptions): GitRunner {
  const queue = new Set<Waiter>();
  let running = 0;

  function leave(): void {
    running -= 1;
    const [next] = queue;
    if (next === undefined) return;
    queue.delete(next);
    running += 1;
    next.start();
  }

  /** Resolves when it is their turn, which `leave` ends. */
  async function enter(call: GitCall): Promise<void> {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (queue.size >= waiting) throw tooMany(call);
    await turnIn(queue, call, patience);
  }

  async function* stream(call: GitCall): AsyncGenerator<Buffer> {
    await enter(call);
    try {
      yield* git.stream(call);
    } finally {
      leave();
    }
  }

  return {
    stream,
    async output(call) {
      await enter(call);
      try {
        return await git.output(call);
      } finally {
        leave();
      }
    },
  };
}

/** Whoever has gone, or waited too long, leaves the queue. */
function turnIn(queue: Set<Waiter>, call: GitCall, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiter: Waiter = {
      start() {
        end();
        resolve();
      },
    };
    const giveUp = (): void => {
      queue.delete(waiter);
      end();
      reject(tooMany(call));
    };
    const timer = setTimeout(giveUp, patience);
    call.stopping?.addEventListener('abort', giveUp, { once: true });
    function end(): void {
      clearTimeout(timer);
      call.stopping?.removeEventListener('abort', giveUp);
    }
    queue.add(waiter);
  });
}

function tooMany({ doing }: GitCall): Failure {
  const message = `${doing} has to wait: many people look into repositories at this moment. Try again in a while.`;
  return new Failure('unavailable', 'git', message);
}
