/** Sends a repository's changed rows to a Jira site, and only the keys that site's projects may see. */

import {
  grantsFor,
  isSameGrant,
  shownName,
  type DevelopmentBatch,
  type IssueKey,
  type JiraSiteId,
  type RepositoryId,
} from '@branchline/domain';
import type { Clock } from '../../ports/clock.ts';
import type { GitServiceConnector } from '../../ports/git-service.ts';
import { linksOfRepository } from '../../ports/git-service/repository-links.ts';
import type { DevelopmentInformation, PushReport, PushTarget } from '../../ports/jira-site.ts';
import { applyAssociationOptions, pushOptions } from '../../ports/job-options.ts';
import type { Store } from '../../ports/store.ts';
import type { PushedEntity, PushStream } from '../../ports/store/pushes.ts';
import type { RepositoryStanding } from '../../ports/store/repositories.ts';
import { connectJira, type ConnectJiraDeps } from '../jira-sites/connect-jira.ts';
import { wishIssueProperties } from './save-issue-properties.ts';
import { cutBatch, isWithdrawn, namedRows } from './cut-batch.ts';
import { quietBatch } from './quiet-batch.ts';

export interface PushDevelopmentInformationDeps extends ConnectJiraDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly connectors: ReadonlyMap<string, GitServiceConnector>;
  /** Where our own pages are, without a trailing slash. */
  readonly publicUrl: string;
}

export interface PushRequest {
  readonly repositoryId: RepositoryId;
  readonly jiraSiteId: JiraSiteId;
  readonly stream: PushStream;
}

/** Rows looked at for one request to Jira, which takes 400 entities of a kind. The number is from Atlassian's page on development information. */
const rowsAtOnce = 400;
/** An issue that Jira does not know is not asked for again before this. */
const leastPauseMilliseconds = 15 * 60_000;
/** Until an association that was saved has been followed: most often it has been by then. */
const waitMilliseconds = 1000;
/**
 * Batches of one job. Of history only one: the lane of a repository is given back after every request, so that a live
 * push, which is more urgent, waits for one request of history at most, and other repositories have their turn.
 */
const batchesAtOnce: Readonly<Record<PushStream, number>> = { live: 10, history: 1 };

/** What the site will have once it has taken the batch. */
function sentIn(batch: DevelopmentBatch): readonly Pick<PushedEntity, 'kind' | 'name'>[] {
  return namedRows(batch)
    .filter(({ row }) => !isWithdrawn(row))
    .map(({ kind, name }) => ({ kind, name }));
}

/** Keys that Jira took without a word: some of them may have been unknown to it before. */
function keysNowKnown(batch: DevelopmentBatch, report: PushReport): readonly IssueKey[] {
  const refused = new Set(report.refused.map(({ kind, name }) => `${kind} ${name}`));
  const taken = namedRows(batch).filter(({ kind, name, row }) => !isWithdrawn(row) && !refused.has(`${kind} ${name}`));
  const unknown = new Set(report.unknownKeys);
  return [...new Set(taken.flatMap(({ row }) => row.keys))].filter((key) => !unknown.has(key));
}

/** What became of each entity, in the store's words. */
function entityStates(batch: DevelopmentBatch, report: PushReport): readonly PushedEntity[] {
  const unknown = new Set(report.unknownKeys);
  const refusals = new Map(report.refused.map(({ kind, name, messages }) => [`${kind} ${name}`, messages.join(' ')]));
  return namedRows(batch).map(({ kind, name, row }) => {
    const message = refusals.get(`${kind} ${name}`);
    if (message !== undefined) return { kind, name, state: 'refused', message };
    if (isWithdrawn(row)) return { kind, name, state: 'withdrawn', message: undefined };
    const isPlaced = row.keys.some((key) => !unknown.has(key));
    return { kind, name, state: isPlaced ? 'accepted' : 'unplaced', message: undefined };
  });
}

function keysOf(batch: DevelopmentBatch): readonly IssueKey[] {
  return namedRows(batch).flatMap(({ row }) => row.keys);
}

async function targetOf(deps: PushDevelopmentInformationDeps, repository: RepositoryStanding): Promise<PushTarget> {
  const integration = await deps.store.integrations.get(repository.integrationId);
  const connector = integration === undefined ? undefined : deps.connectors.get(integration.connector);
  if (integration === undefined || connector === undefined) throw new Error('a repository without its integration');
  const installation = await deps.store.installation.id();
  return {
    repository: { ...repository, name: shownName(repository) },
    jiraRepositoryId: `${installation}-${repository.id}`,
    links: linksOfRepository(connector.links(integration.settings), repository),
    fallbackUrl: `${deps.publicUrl}/repositories/${repository.id}`,
    issuesUrl: `${deps.publicUrl}/issues`,
    ...(connector.capabilities.includes('actions')
      ? { newPullRequestUrl: `${deps.publicUrl}/create-pull-request` }
      : {}),
    properties: { installation, integration: `${installation}-${integration.id}` },
  };
}

/**
 * Notes what the site may have from now on. False when the place was cleared: whoever clears it from now on knows what
 * was noted, and waits until it has been sent.
 */
async function announce(
  { store }: PushDevelopmentInformationDeps,
  { repositoryId, jiraSiteId }: PushRequest,
  { integrationId }: RepositoryStanding,
  batch: DevelopmentBatch,
): Promise<boolean> {
  return store.transaction(async (tables) => {
    if (await tables.clearings.isInForce({ jiraSiteId, integrationId, repositoryId })) return false;
    await tables.pushes.expect(repositoryId, jiraSiteId, sentIn(batch));
    return true;
  });
}

/** Sends the next batch. Whether there may be more, or an association has to be followed first. */
async function pushBatch(
  deps: PushDevelopmentInformationDeps,
  request: PushRequest,
  repository: RepositoryStanding,
  development: DevelopmentInformation,
): Promise<'more' | 'done' | 'waits'> {
  const { repositoryId, jiraSiteId, stream } = request;
  const { store } = deps;
  const start = await store.pushes.pushedUpTo(repositoryId, jiraSiteId, stream);
  const rows = await store.development.changedAfter(repositoryId, stream, start, rowsAtOnce);
  if (rows.upTo === start) return 'done';
  // Read after the rows: whoever changes them from now on numbers the rows anew, and they are sent again.
  const where = { repositoryId, jiraSiteId, integrationId: repository.integrationId };
  const associations = await store.associations.about(where);
  // Read after what is granted: while that has not been followed, rows have numbers from before, and nothing may leave.
  const { see } = grantsFor(where, associations);
  if (!isSameGrant(see, await store.associations.appliedTo(where))) return 'waits';
  const cut = await cutBatch(store, where, associations, rows);
  const batch = repository.settings.runsSmartCommits ? cut : quietBatch(cut);
  if (!(await announce(deps, request, repository, batch))) return 'done';
  const empty = namedRows(batch).length === 0;
  const report = empty ? undefined : await development.push(await targetOf(deps, repository), batch);
  await store.transaction(async (tables) => {
    const states = report === undefined ? [] : entityStates(batch, report);
    await tables.pushes.record(repositoryId, jiraSiteId, stream, batch.upTo, states);
    if (report === undefined) return;
    await tables.jiraSites.forgetFailure(jiraSiteId);
    const [sent, had] = [keysOf(batch), keysOf(rows)];
    await wishIssueProperties(tables, jiraSiteId, sent, had);
    await tables.pushes.forgetUnknownKeys(jiraSiteId, keysNowKnown(batch, report));
    const tryAt = new Date(deps.clock.now().getTime() + leastPauseMilliseconds);
    await tables.pushes.rememberUnknownKeys(jiraSiteId, report.unknownKeys, tryAt);
  });
  return batch.more ? 'more' : 'done';
}

/** A little later again; the job that follows the association is asked for too, whoever has granted it. */
async function waitForAssociation(
  { store, clock }: PushDevelopmentInformationDeps,
  request: PushRequest,
  { integrationId }: RepositoryStanding,
): Promise<void> {
  const { repositoryId, jiraSiteId, stream } = request;
  const runAt = new Date(clock.now().getTime() + waitMilliseconds);
  await store.transaction(async (tables) => {
    const place = { jiraSiteId, integrationId };
    await tables.jobs.add('apply-association', place, applyAssociationOptions(jiraSiteId, integrationId));
    const options = { ...pushOptions(repositoryId, jiraSiteId, stream), runAt };
    await tables.jobs.add('push-development-information', request, options);
  });
}

/**
 * Sends batches until nothing is left, the share of this job is used up, or we are asked to stop. Numbers stay the
 * same when a batch is sent again after a kill, so Jira takes it once.
 * @throws Failure when Jira refuses as a whole; rows stay unsent
 */
export async function pushDevelopmentInformation(
  deps: PushDevelopmentInformationDeps,
  request: PushRequest,
  stopping: AbortSignal,
): Promise<void> {
  const { repositoryId, jiraSiteId, stream } = request;
  for (let count = 0; count < batchesAtOnce[stream] && !stopping.aborted; count++) {
    const site = await deps.store.jiraSites.get(jiraSiteId);
    const repository = await deps.store.repositories.get(repositoryId);
    if (site === undefined || site.pausedBecause !== undefined || repository === undefined) return;
    const development = (await connectJira(deps, site)).developmentInformation;
    if (development === undefined) return;
    try {
      const outcome = await pushBatch(deps, request, repository, development);
      if (outcome === 'done') return;
      if (outcome === 'waits') return await waitForAssociation(deps, request, repository);
    } catch (error) {
      // Disconnected meanwhile: there is nothing left to send, and nowhere to write it down.
      if ((await deps.store.repositories.get(repositoryId)) === undefined) return;
      if ((await deps.store.jiraSites.get(jiraSiteId)) === undefined) return;
      throw error;
    }
  }
  await deps.store.transaction((tables) =>
    tables.jobs.add('push-development-information', request, pushOptions(repositoryId, jiraSiteId, stream)),
  );
}
