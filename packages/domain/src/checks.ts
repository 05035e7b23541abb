/** What a Git service says of the checks (tests, builds, scans) of a commit, counted, and how long they are looked at. */

import type { CommitHash } from './ids.ts';

/** Where one check stands, or all together: one that failed decides, then one that runs. */
export type CheckState = 'passed' | 'failed' | 'running';

/** How many checks are in each state; what was skipped is in none. */
export interface CheckCounts {
  readonly passed: number;
  readonly failed: number;
  /** Waiting ones, too. */
  readonly running: number;
}

/** The checks of a pull request's newest commit. At least one: where there is none, there are no checks. */
export interface PullRequestChecks extends CheckCounts {
  /** Whose checks they are. */
  readonly head: CommitHash;
  readonly state: CheckState;
  /** Where the service shows them; undefined where it has no page. */
  readonly webUrl: string | undefined;
}

/** What is needed to ask for them. */
export interface CheckedPullRequest {
  readonly remoteId: string;
  /** The newest commit that is known. */
  readonly head: CommitHash;
  /** The pull request's page; may be empty. */
  readonly webUrl: string;
}

/** Undefined when nothing is counted. `states`: undefined for what was skipped. */
export function countChecks(
  head: CommitHash,
  states: readonly (CheckState | undefined)[],
  webUrl: string | undefined,
): PullRequestChecks | undefined {
  const of = (wanted: CheckState): number => states.filter((state) => state === wanted).length;
  return countedChecks({ head, passed: of('passed'), failed: of('failed'), running: of('running'), webUrl });
}

/** The same of what is counted already. */
export function countedChecks(counted: Omit<PullRequestChecks, 'state'>): PullRequestChecks | undefined {
  const { passed, failed, running } = counted;
  if (passed + failed + running === 0) return undefined;
  if (failed > 0) return { ...counted, state: 'failed' };
  return { ...counted, state: running > 0 ? 'running' : 'passed' };
}

const minute = 60;
/** Checks take minutes: while some run, the pauses grow to this. */
const longestWhileRunning = 15 * minute;
/** Somebody may let a failed check run again, of which no service tells those who listen to pull requests. */
const longestWhileFailed = 24 * 60 * minute;
/**
 * Looks at one and the same state: running for about five and a half hours, failed for about five days. What is well, or
 * has no checks, is looked at some minutes longer, because services register checks after the push, and later ones late.
 */
const mostLooks: Readonly<Record<CheckState | 'none', number>> = { running: 25, failed: 15, passed: 4, none: 4 };

/**
 * Seconds until checks are to be looked at again; undefined: not before something happens to the pull request.
 * `looks`: how often that head was found in that state, this time included.
 */
export function secondsToNextLook(state: CheckState | undefined, looks: number): number | undefined {
  if (looks >= mostLooks[state ?? 'none']) return undefined;
  const longest = state === 'failed' ? longestWhileFailed : longestWhileRunning;
  return Math.min(minute * 2 ** (looks - 1), longest);
}
