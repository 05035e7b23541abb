/** Brings a repository's rows up to date with git: looks, fetches, reads history, branches and tags, starts on files. */

import {
  Failure,
  nextLookAt,
  receivesWebhooks,
  type IndexScope,
  type IndexingTrigger,
  type PullRequestScope,
  type RefHead,
  type RepositoryId,
} from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitMirror, RemoteRefs, TransferProgress } from '../../ports/git-mirror.ts';
import { addPullRequestJob, readFilesOptions } from '../../ports/job-options.ts';
import type { JobUrgency } from '../../ports/jobs.ts';
import type { Log } from '../../ports/log.ts';
import type { Store, Tables } from '../../ports/store.ts';
import type { PhaseProgress } from '../../ports/store/index-runs.ts';
import type { IndexedRepository, RepositoryStanding } from '../../ports/store/repositories.ts';
import { connect, type ConnectDeps } from '../integrations/connect.ts';
import { bringHandLinks } from './bring-hand-links.ts';
import { indexBranches } from './index-branches.ts';
import { indexCommits } from './index-commits.ts';
import { indexNotes } from './index-notes.ts';
import { indexTags } from './index-tags.ts';
import { currentKeyRule } from './key-rule.ts';
import { progressWriter, type ProgressWriter } from './progress-writer.ts';
import { queuePushes } from './queue-pushes.ts';
import { compareHeads, type RefChanges } from './ref-changes.ts';
import { endRun, recordRun, type IndexingRun } from './record-run.ts';
import { canTellLost, sweepCommits, withdrawLostCommits } from './withdraw-lost-commits.ts';

export interface IndexRepositoryDeps extends ConnectDeps {
  readonly store: Store;
  readonly mirror: GitMirror;
  readonly clock: Clock;
  readonly log: Log;
}

export interface IndexRequest {
  readonly repositoryId: RepositoryId;
  readonly trigger: IndexingTrigger;
  /** Everything when left out. */
  readonly scope?: IndexScope;
}

function transferPhase(progress: TransferProgress): PhaseProgress {
  return { phase: 'cloning', done: progress.done, total: progress.total, bytes: progress.bytes };
}

/** Pull requests are read by a job of their own: git goes on while the service's API makes us wait. */
async function lookAtPullRequests(
  { store }: IndexRepositoryDeps,
  repository: RepositoryStanding,
  { trigger, scope }: IndexRequest,
): Promise<void> {
  if (scope?.kind === 'refs') return;
  const wanted: PullRequestScope =
    scope?.kind === 'pull-request' ? { kind: 'some', remoteIds: [scope.remoteId] } : { kind: 'changed' };
  const urgency = trigger === 'schedule' || repository.indexedAt === undefined ? 'history' : 'webhook';
  await store.transaction((tables) => addPullRequestJob(tables.jobs, repository, wanted, trigger, urgency));
}

/** What the origin has; pins an ssh host's key at the first contact. */
async function lookAtOrigin(deps: IndexRepositoryDeps, repository: RepositoryStanding, request: IndexRequest) {
  const integration = await deps.store.integrations.get(repository.integrationId);
  // A service that only tells us is never asked.
  if (integration === undefined || integration.mode === 'webhook-only') return undefined;
  const connection = await connect(deps, integration);
  if (connection.pullRequests !== undefined) await lookAtPullRequests(deps, repository, request);
  const { also, not } = repository.settings.refs;
  const moreRefs = [...also, ...not.map((pattern) => `^${pattern}`)];
  const given = { ...(await connection.gitAccess(repository)), moreRefs };
  const pinned = repository.pinnedHostKey;
  const access = pinned === undefined ? given : { ...given, pinnedHostKey: pinned };
  const remote = await deps.mirror.look(repository, access);
  if (pinned !== undefined || remote.hostKey === undefined) return { access, remote };
  await deps.store.repositories.pinHostKey(repository.id, remote.hostKey);
  return { access: { ...access, pinnedHostKey: remote.hostKey }, remote };
}

function standing(
  deps: IndexRepositoryDeps,
  repository: RepositoryStanding,
  remote: RemoteRefs,
  commitCount: number,
  changed: boolean,
): IndexedRepository {
  const at = deps.clock.now();
  const changedAt = changed ? at : (repository.changedAt ?? at);
  return {
    refsFingerprint: remote.fingerprint,
    defaultBranch: remote.defaultBranch,
    commitCount,
    at,
    changed,
    nextLookAt: nextLookAt({
      now: at,
      changedAt,
      receivesWebhooks: receivesWebhooks(changedAt, repository.lastWebhookAt),
      bounds: repository.settings.schedule,
    }),
  };
}

interface HistoryToIndex {
  readonly repository: RepositoryStanding;
  readonly trigger: IndexingTrigger;
  readonly run: IndexingRun;
  readonly progress: ProgressWriter;
  readonly defaultBranchMoved: boolean;
  /** Other tags count than before. */
  readonly tagsAreStale: boolean;
  readonly heads: readonly RefHead[];
  readonly changes: RefChanges;
  readonly stopping: AbortSignal;
}

/**
 * Commits, notes, lost commits and branches, in an order in which a kill between any two leaves nothing wrong. How many
 * commits the repository has now.
 */
async function indexHistory(deps: IndexRepositoryDeps, history: HistoryToIndex): Promise<number> {
  const { repository, changes, heads, progress, stopping } = history;
  const again = history.trigger === 'reindex';
  const live = repository.indexedAt !== undefined && !again;
  const rule = await currentKeyRule(deps.store);
  const range = again ? { from: changes.tips, not: [] } : { from: changes.from, not: changes.not };
  const run = history.run.id;
  const commits = await indexCommits(deps, { repository, run, ...range, rule, live, progress, stopping });
  await indexNotes(deps, { repository, notes: changes.notes, tips: changes.tips, rule, live });
  // What a payload told may have been lost long before git is asked for the first time.
  const fromPayloads = await deps.store.payloads.holdsCommits(repository.id);
  const thorough =
    again || fromPayloads || commits.afterAnother || !(await canTellLost(deps, repository, changes.left));
  const commitCount = thorough
    ? await sweepCommits(deps, repository, changes.tips, rule)
    : repository.commitCount + commits.walked - (await withdrawLostCommits(deps, repository, changes));
  const touched = [...changes.set.map(({ ref }) => ref), ...changes.gone];
  const moved = again || history.defaultBranchMoved ? undefined : new Set(touched);
  await bringHandLinks(deps, repository, rule);
  await indexBranches(deps, { repository, heads, moved, rule, live });
  return commitCount;
}

/** A later job reads the files. */
async function handOverFiles(tables: Tables, repository: RepositoryStanding, urgency: JobUrgency): Promise<void> {
  await tables.repositories.setState(repository.id, 'indexing');
  await tables.jobs.add('read-files', { repositoryId: repository.id }, readFilesOptions(repository, urgency));
}

/** Nothing has moved since the last index. Reading of files that broke off goes on; people may have linked something. */
async function concludeUnchanged(
  deps: IndexRepositoryDeps,
  repository: RepositoryStanding,
  remote: RemoteRefs,
): Promise<void> {
  await bringHandLinks(deps, repository, await currentKeyRule(deps.store));
  const filesToRead = await deps.store.development.countCommitsWithoutFiles(repository.id);
  const indexed = standing(deps, repository, remote, repository.commitCount, false);
  await deps.store.transaction(async (tables) => {
    await tables.repositories.markIndexed(repository.id, indexed);
    if (filesToRead > 0) await handOverFiles(tables, repository, 'history');
  });
}

/** Reads everything but files out of the mirror. A mirror that git cannot read is only a copy: the next try makes it anew. */
async function readMirror(deps: IndexRepositoryDeps, history: HistoryToIndex): Promise<number> {
  const { repository, changes, progress } = history;
  try {
    const commitCount = await indexHistory(deps, history);
    if (
      changes.set.length > 0 ||
      changes.gone.length > 0 ||
      history.defaultBranchMoved ||
      history.tagsAreStale ||
      history.trigger === 'reindex'
    ) {
      progress.report({ phase: 'reading-tags', done: 0, total: undefined, bytes: undefined });
      await indexTags(deps, repository, history.stopping);
    }
    return commitCount;
  } catch (error) {
    const isUnreadable = error instanceof Failure && error.from === 'git' && error.kind === 'invalid-response';
    if (isUnreadable) await deps.mirror.remove(repository.id);
    throw error;
  }
}

/** Keeps the refs as indexed and hands over to the reading of files, or ends the run when there is nothing to read. */
async function concludeHistory(
  deps: IndexRepositoryDeps,
  { repository, changes, run }: HistoryToIndex,
  indexed: IndexedRepository,
): Promise<void> {
  const filesToRead = await deps.store.development.countCommitsWithoutFiles(repository.id);
  await deps.store.transaction(async (tables) => {
    await tables.repositories.saveHeads(repository.id, changes.set, changes.gone);
    await tables.repositories.markIndexed(repository.id, indexed);
    await tables.payloads.forgetTruncated(repository.id);
    await tables.indexRuns.savePosition(repository.id, undefined);
    await queuePushes(tables, repository);
    if (filesToRead === 0) return endRun(tables, repository, run.id);
    return handOverFiles(tables, repository, repository.indexedAt === undefined ? 'history' : 'webhook');
  });
}

/**
 * Indexes what is new since the tips last indexed; with the trigger `reindex`, everything again.
 * A repository that is gone or paused is left alone. Safe to run again after a kill at any point.
 * @throws Failure from git or the Git service, after noting it on the repository and the run
 */
export async function indexRepository(
  deps: IndexRepositoryDeps,
  request: IndexRequest,
  stopping: AbortSignal,
): Promise<void> {
  const repository = await deps.store.repositories.get(request.repositoryId);
  if (repository === undefined || repository.state === 'paused') return;
  await recordRun(deps, repository, request.trigger, stopping, async (run) => {
    const origin = await lookAtOrigin(deps, repository, request);
    if (origin === undefined) return;
    const { access, remote } = origin;
    const tagsAreStale = await deps.store.repositorySettings.areTagsStale(repository.id, repository.settings.tags);
    const isKnown = remote.fingerprint === repository.refsFingerprint && !tagsAreStale;
    if (request.trigger !== 'reindex' && isKnown) {
      await concludeUnchanged(deps, repository, remote);
      return;
    }
    await run.begin();
    const progress = progressWriter(deps.store.indexRuns, run.id, deps.clock);
    progress.report({ phase: 'cloning', done: 0, total: undefined, bytes: undefined });
    await deps.mirror.update(repository, access, {
      onProgress: (transfer) => progress.report(transferPhase(transfer)),
      stopping,
    });
    const heads = await deps.mirror.heads(repository);
    const changes = compareHeads(await deps.store.repositories.heads(repository.id), heads);
    const defaultBranch = remote.defaultBranch;
    const defaultBranchMoved =
      defaultBranch !== repository.defaultBranch ||
      changes.set.some(({ ref }) => ref === `refs/heads/${defaultBranch}`);
    const trigger = request.trigger;
    const moved = { defaultBranchMoved, tagsAreStale };
    const history = { repository, trigger, run, progress, ...moved, heads, changes, stopping };
    const commitCount = await readMirror(deps, history);
    await progress.settled();
    await concludeHistory(deps, history, standing(deps, repository, remote, commitCount, true));
  });
}
