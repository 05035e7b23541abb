/** Reads a range of history into linked commits, in stretches that are saved one after another. */

import { createHash } from 'node:crypto';
import {
  keyDetector,
  linksOfCommit,
  type CommitHash,
  type KeyRule,
  type LinkedCommit,
  type Repository,
} from '@branchline/domain';
import type { CommitChunk, CommitRange, GitMirror } from '../../ports/git-mirror.ts';
import type { Store } from '../../ports/store.ts';
import type { IndexRunId } from '../../ports/store/index-runs.ts';
import type { ProgressWriter } from './progress-writer.ts';
import { queueSmartCommits } from './queue-smart-commits.ts';
import { writeBehind } from './write-behind.ts';

export interface IndexCommitsDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
}

export interface CommitsToIndex {
  readonly repository: Repository;
  readonly run: IndexRunId;
  readonly from: readonly CommitHash[];
  readonly not: readonly CommitHash[];
  readonly rule: KeyRule;
  readonly live: boolean;
  readonly progress: ProgressWriter;
  readonly stopping: AbortSignal;
}

export interface IndexedCommits {
  /** Commits of the whole walk, those before a kill included. */
  readonly walked: number;
  /** A walk over other tips was broken off before: rows it left may belong to commits that are gone by now. */
  readonly afterAnother: boolean;
}

/** Linked commits of the first stretch: few, so that something can be seen within a second. */
const firstStretch = 200;
/** Linked commits of later stretches. */
const stretch = 2000;
/** Commits walked after which a stretch is saved although it holds few linked commits, so that a kill loses little. */
const longestWalk = 50_000;

/** Names a walk: git walks the same tips in the same order, so a position in it stays true. Refs come sorted. */
function nameOfWalk(from: readonly CommitHash[], not: readonly CommitHash[]): string {
  const names = [...from]
    .sort()
    .join(' ')
    .concat(' ^ ', [...not].sort().join(' '));
  return createHash('sha256').update(names).digest('hex');
}

interface Stretch {
  readonly walked: number;
  readonly commits: readonly LinkedCommit[];
}

function linkCommits(chunk: CommitChunk, rule: KeyRule): readonly LinkedCommit[] {
  return chunk.commits
    .map((commit) => ({ commit, links: linksOfCommit(commit, rule) }))
    .filter(({ links }) => links.length > 0);
}

/** Gathers chunks into stretches worth a transaction. */
async function* stretches(chunks: AsyncIterable<CommitChunk>, rule: KeyRule): AsyncIterable<Stretch> {
  let commits: LinkedCommit[] = [];
  let walked = 0;
  let enough = firstStretch;
  for await (const chunk of chunks) {
    walked += chunk.walked;
    commits.push(...linkCommits(chunk, rule));
    if (commits.length < enough && walked < longestWalk) continue;
    yield { walked, commits };
    commits = [];
    walked = 0;
    enough = stretch;
  }
  if (walked > 0) yield { walked, commits };
}

/**
 * Walks the range and saves what is linked. Git reads on while a stretch is written; rows, counts and position of a
 * stretch are one transaction, so a kill anywhere loses at most one stretch, which is walked again.
 * @throws Failure from git; the database's own errors
 */
export async function indexCommits(deps: IndexCommitsDeps, wanted: CommitsToIndex): Promise<IndexedCommits> {
  const { repository, run, rule, live, progress, stopping } = wanted;
  const walk = nameOfWalk(wanted.from, wanted.not);
  const position = await deps.store.indexRuns.position(repository.id);
  const skip = position?.walk === walk ? position.walked : 0;
  const afterAnother = position !== undefined && (position.walk !== walk || position.afterAnother);
  const range: CommitRange = { from: wanted.from, not: wanted.not, skip };
  // Counted beside the walk: nobody waits for the total but those who watch.
  let total: number | undefined;
  const counting = (async () => {
    total = await deps.mirror.count(repository, { ...range, skip: 0 });
  })();
  counting.catch(() => undefined);
  let walked = skip;
  progress.report({ phase: 'reading-history', done: walked, total, bytes: undefined });

  async function save({ commits, walked: steps }: Stretch): Promise<void> {
    await deps.store.transaction(async (tables) => {
      if (live) await queueSmartCommits(tables, repository, commits);
      await tables.development.saveCommits(repository.id, commits, live);
      await tables.indexRuns.addCounts(run, { walked: steps, linked: commits.length });
      await tables.indexRuns.savePosition(repository.id, { walk, walked: walked + steps, afterAnother });
    });
    walked += steps;
    progress.report({ phase: 'reading-history', done: walked, total, bytes: undefined });
  }

  const chunks = deps.mirror.commits(repository, range, keyDetector(rule, 'text'), stopping);
  await writeBehind(stretches(chunks, rule), save, stopping);
  await counting;
  return { walked, afterAnother };
}
