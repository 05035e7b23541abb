/** Walks a repository's pull requests as a list tells them: those updated since the last walk, or all there ever were. */

import { Failure } from '@branchline/domain';
import type { PullRequestPage } from '../../ports/git-service.ts';
import type { PullRequestStanding, PullRequestWalk } from '../../ports/store/pull-request-walks.ts';
import { savePullRequests, type PullRequestReading, type PullRequestReadingDeps } from './pull-request-reading.ts';

/** Pages one job reads; then other repositories have their turn. */
const pagesAtOnce = 20;
/** What was updated this long before the latest that is known is asked for again: lists may lag behind. */
const overlapMilliseconds = 5 * 60_000;

/** How a stretch of a walk ended. */
export type WalkOutcome = 'more' | 'ended' | 'ended-after-others';

function newWalk(deps: PullRequestReadingDeps, standing: PullRequestStanding, everything: boolean): PullRequestWalk {
  const known = everything ? undefined : standing.since;
  return {
    everything,
    since: known && new Date(known.getTime() - overlapMilliseconds),
    startedAt: deps.clock.now(),
    after: undefined,
    validator: undefined,
    latest: undefined,
    walked: 0,
  };
}

/**
 * The walk that goes on, or a new one. Before the first walk and before a reindex everything known is doubted: what
 * webhooks or an earlier look told is asked for again one by one, and found gone where it is gone.
 */
async function takeUpWalk(
  deps: PullRequestReadingDeps,
  { repository }: PullRequestReading,
  standing: PullRequestStanding,
  again: boolean,
): Promise<PullRequestWalk> {
  const going = standing.walk;
  if (going !== undefined && (going.everything || !again)) return going;
  const everything = again || standing.walkedAt === undefined;
  const walk = newWalk(deps, standing, everything);
  await deps.store.transaction(async (tables) => {
    if (everything) await tables.development.doubtPullRequests(repository.id);
    await tables.pullRequestWalks.save(repository.id, walk);
  });
  return walk;
}

function laterOf(a: Date | undefined, b: Date | undefined): Date | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

function afterPage(walk: PullRequestWalk, page: PullRequestPage): PullRequestWalk {
  return {
    ...walk,
    after: page.next ?? walk.after,
    validator: walk.validator ?? page.validator,
    latest: page.pullRequests.reduce((latest, { updatedAt }) => laterOf(latest, updatedAt), walk.latest),
    walked: walk.walked + page.pullRequests.length,
  };
}

/** Rows, place and log of a page are one transaction: a kill loses at most one page, which is read again. */
async function savePage(
  deps: PullRequestReadingDeps,
  reading: PullRequestReading,
  page: PullRequestPage,
  walk: PullRequestWalk,
  live: boolean,
): Promise<void> {
  const { repository, run } = reading;
  if (walk.everything && walk.walked > 0) await run.begin();
  const written = await deps.store.transaction(async (tables) => {
    const count = await savePullRequests(tables, reading, page.pullRequests, live);
    await tables.pullRequestWalks.save(repository.id, walk);
    return count;
  });
  if (written > 0) await run.begin();
  if (run.open !== undefined) {
    await deps.store.indexRuns.addCounts(run.open, { pullRequests: page.pullRequests.length });
  }
  run.report({ phase: 'reading-pull-requests', done: walk.walked, total: undefined });
}

/**
 * Where the next walk begins: by the service's own clock, of which ours may differ, and not later than this walk began,
 * because what was updated meanwhile may have been passed already.
 */
function nextSince(standing: PullRequestStanding, walk: PullRequestWalk): Date | undefined {
  const seen = walk.latest !== undefined && walk.latest > walk.startedAt ? walk.startedAt : walk.latest;
  return walk.everything ? seen : laterOf(standing.since, seen);
}

/** A place in a list that the service no longer knows. */
function isLostPlace(error: unknown): boolean {
  return error instanceof Failure && ['rejected', 'not-found', 'conflict', 'invalid-response'].includes(error.kind);
}

/**
 * Reads and saves a stretch of pages; the cursor moves only when the walk has ended.
 * @throws Failure from the Git service; what was saved stays, and the next try goes on behind it
 */
export async function walkPullRequests(
  deps: PullRequestReadingDeps,
  reading: PullRequestReading,
  again: boolean,
): Promise<WalkOutcome> {
  const { repository, reader, stopping } = reading;
  const standing = await deps.store.pullRequestWalks.standing(repository.id);
  const live = standing.walkedAt !== undefined && !again && standing.walk?.everything !== true;
  let walk = await takeUpWalk(deps, reading, standing, again);
  const resumedAt = walk.after;
  const validator = resumedAt === undefined && !walk.everything ? standing.validator : undefined;
  let pages = 0;
  try {
    for await (const page of reader.changedSince(repository, { since: walk.since, after: resumedAt, validator })) {
      walk = afterPage(walk, page);
      await savePage(deps, reading, page, walk, live);
      pages += 1;
      stopping.throwIfAborted();
      if (page.next !== undefined && pages === pagesAtOnce) return 'more';
    }
  } catch (error) {
    // The list has changed its pages: it is read from its beginning the next time.
    if (resumedAt !== undefined && pages === 0 && isLostPlace(error)) {
      await deps.store.pullRequestWalks.save(repository.id, { ...walk, after: undefined });
    }
    throw error;
  }
  await deps.store.pullRequestWalks.end(repository.id, {
    at: deps.clock.now(),
    since: nextSince(standing, walk),
    validator: walk.validator ?? standing.validator,
  });
  return resumedAt === undefined ? 'ended' : 'ended-after-others';
}
