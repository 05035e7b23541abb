/** Takes from a walk through history the commits that are wanted, for as long as a person can wait. */

import type { CommitHash } from '@branchline/domain';
import type { WalkedCommit } from '../../ports/git-browser.ts';

/** Commits that are walked for one answer: half a second of git where their authors are looked at, measured. */
export const walkedAtOnce = 20_000;
/** Commits that are chosen from together; each time asks the database once, and Jira once. */
const mostTogether = 1000;
/** Times that are chosen from: Jira may be asked each time. */
export const choicesAtOnce = 30;

/** What is wanted of a walk. */
export interface Choice {
  readonly limit: number;
  /** Those of them that are wanted, in their order. */
  readonly choose: (commits: readonly WalkedCommit[]) => Promise<readonly WalkedCommit[]>;
  /** Times that `choose` is asked at most; undefined: `choicesAtOnce`. */
  readonly choices: number | undefined;
}

/** What was taken. */
export interface Taken {
  readonly hashes: readonly CommitHash[];
  /** Commits of the walk that are done with, wanted or not. */
  readonly walked: number;
  /** The last of those. */
  readonly last: CommitHash | undefined;
  /** There are others behind it. */
  readonly hasMore: boolean;
}

/** Ends the walk once there are enough, or it went on for long enough. */
export async function takeCommits(
  walk: AsyncIterable<readonly WalkedCommit[]>,
  { limit, choose, choices = choicesAtOnce }: Choice,
): Promise<Taken> {
  const hashes: CommitHash[] = [];
  let walked = 0;
  let last: CommitHash | undefined;
  let chosen = 0;
  for await (const commits of inPortions(walk, limit)) {
    if (hashes.length >= limit || walked >= walkedAtOnce || chosen >= choices) {
      return { hashes, walked, last, hasMore: true };
    }
    chosen += 1;
    const wanted = await choose(commits);
    const taken = wanted.slice(0, limit - hashes.length);
    hashes.push(...taken.map(({ hash }) => hash));
    const final = taken.length < wanted.length ? taken.at(-1) : commits.at(-1);
    walked += final === undefined ? 0 : commits.indexOf(final) + 1;
    last = final?.hash ?? last;
    if (taken.length < wanted.length) return { hashes, walked, last, hasMore: true };
  }
  return { hashes, walked, last, hasMore: false };
}

/** First as many as are wanted, because mostly all of them are; then more and more. */
async function* inPortions(
  walk: AsyncIterable<readonly WalkedCommit[]>,
  limit: number,
): AsyncGenerator<readonly WalkedCommit[]> {
  let size = limit;
  let waiting: WalkedCommit[] = [];
  for await (const piece of walk) {
    waiting.push(...piece);
    while (waiting.length >= size) {
      yield waiting.slice(0, size);
      waiting = waiting.slice(size);
      size = Math.min(size * 4, mostTogether);
    }
  }
  if (waiting.length > 0) yield waiting;
}
