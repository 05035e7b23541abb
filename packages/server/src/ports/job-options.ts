/** Names the keys and queues of jobs, in one place: who waits for whom is decided here. */

import type {
  IndexScope,
  IndexingTrigger,
  IntegrationId,
  JiraSiteId,
  ProjectKey,
  PullRequestScope,
  RepositoryId,
} from '@branchline/domain';
import type { AddJobOptions, JobQueue, JobUrgency } from './jobs.ts';
import { pushStreams, type PushStream } from './store/pushes.ts';

/** Requests one Jira site gets from us at the same time; more of them meet its rate limits. */
const requestsPerSite = 4;

interface RepositoryPlace {
  readonly id: RepositoryId;
  readonly integrationId: IntegrationId;
}

/** Discovering an integration's repositories. */
export function discoverOptions(integrationId: IntegrationId, urgency: JobUrgency): AddJobOptions {
  return {
    key: `discover/${integrationId}`,
    for: urgency,
    queue: `integration/${integrationId}`,
    integrationId,
  };
}

/** Listing what an integration that is not connected yet could bring; somebody looks on. */
export function listForDraftOptions(integrationId: IntegrationId): AddJobOptions {
  return { ...discoverOptions(integrationId, 'person'), key: `list-for-draft/${integrationId}` };
}

/** Indexing a repository: one at a time for each, reading files included. */
export function indexOptions(repository: RepositoryPlace, urgency: JobUrgency): AddJobOptions {
  return {
    key: `index/${repository.id}`,
    for: urgency,
    queue: `repository/${repository.id}`,
    integrationId: repository.integrationId,
  };
}

/** Requests to one integration's API that wait for nothing but each other. */
const apiLanes = 2;

/** Asking a Git service for pull requests: few at a time for each integration, and never in the way of git. */
export function pullRequestOptions(repository: RepositoryPlace, urgency: JobUrgency): AddJobOptions {
  return {
    key: `pull-requests/${repository.id}`,
    for: urgency,
    queue: `pull-requests/${repository.integrationId}/${repository.id % apiLanes}`,
    integrationId: repository.integrationId,
  };
}

/** Reading changed files: in the repository's queue, after any indexing that waits there. */
export function readFilesOptions(repository: RepositoryPlace, urgency: JobUrgency): AddJobOptions {
  return { ...indexOptions(repository, urgency), key: `files/${repository.id}` };
}

/** Removing a mirror waits for whatever still reads it. */
export function removeMirrorOptions(repositoryId: RepositoryId): AddJobOptions {
  return { key: `remove-mirror/${repositoryId}`, for: 'schedule', queue: `repository/${repositoryId}` };
}

/** Reading an inbox: one job at a time, and an integration's inbox never waits for another's. */
export function readWebhooksOptions(inbox: IntegrationId | undefined): AddJobOptions {
  const key = `webhooks/${inbox ?? 'installation'}`;
  return { key, for: 'webhook', queue: key, ...(inbox === undefined ? {} : { integrationId: inbox }) };
}

/** Making and repairing webhooks: after any discovery that waits, which may bring repositories that want one. */
export function setUpWebhooksOptions(integrationId: IntegrationId, urgency: JobUrgency): AddJobOptions {
  return { ...discoverOptions(integrationId, urgency), key: `set-up-webhooks/${integrationId}` };
}

/** Trying an integration's credential. */
export function checkOptions(integrationId: IntegrationId): AddJobOptions {
  return { ...discoverOptions(integrationId, 'schedule'), key: `check/${integrationId}` };
}

/** Removing an integration: after whatever asks its service now, and although it is paused. */
export function removeIntegrationOptions(integrationId: IntegrationId): AddJobOptions {
  const { queue } = discoverOptions(integrationId, 'person');
  return { key: `remove-integration/${integrationId}`, for: 'person', queue };
}

/** Pushing a stream of a repository's rows to a Jira site; repositories share the site's few requests. */
export function pushOptions(repositoryId: RepositoryId, siteId: JiraSiteId, stream: PushStream): AddJobOptions {
  return {
    key: `push/${repositoryId}/${siteId}/${stream}`,
    for: stream === 'live' ? 'webhook' : 'history',
    queue: `jira/${siteId}/${repositoryId % requestsPerSite}`,
  };
}

/** Taking a repository back from a Jira site: in the queue of its pushes, so that none comes after it. */
export function takeBackOptions(repositoryId: RepositoryId, siteId: JiraSiteId): AddJobOptions {
  return { ...pushOptions(repositoryId, siteId, 'live'), key: `take-back/${repositoryId}/${siteId}` };
}

/** Numbering what a changed association concerns: one integration of a site at a time, apart from its pushes. */
export function applyAssociationOptions(siteId: JiraSiteId, integrationId: IntegrationId): AddJobOptions {
  const key = `apply-association/${siteId}/${integrationId}`;
  return { key, for: 'person', queue: key };
}

/** Following a project's link sources: one project at a time, apart from pushes. */
export function applySourcesOptions(siteId: JiraSiteId, project: ProjectKey): AddJobOptions {
  return { key: `apply-link-sources/${siteId}/${project}`, for: 'person', queue: `apply-link-sources/${siteId}` };
}

/** Working through a clearing. */
export function clearingOptions(clearingId: number): AddJobOptions {
  return { key: `clear/${clearingId}`, for: 'person', queue: `clearing/${clearingId}` };
}

/** Lifting a clearing, after whatever still works through it. */
export function liftOptions(clearingId: number): AddJobOptions {
  return { ...clearingOptions(clearingId), key: `lift/${clearingId}` };
}

/** Clearing one repository: in the queue of its pushes, so that none comes after it. */
export function clearRepositoryOptions(
  repositoryId: RepositoryId,
  siteId: JiraSiteId,
  clearingId: number,
): AddJobOptions {
  const { queue } = pushOptions(repositoryId, siteId, 'live');
  return { key: `clear/${clearingId}/${repositoryId}`, for: 'person', queue };
}

/** What may differ between looks at a repository. */
export interface LookOptions {
  /** Everything when left out. */
  readonly scope?: IndexScope;
  /** At once when left out; of jobs for the same reason, the one that might have run longest goes first. */
  readonly runAt?: Date;
}

/** Asks for a look at a repository; whatever waits already for it is merged with this. */
export async function addIndexJob(
  jobs: JobQueue,
  repository: RepositoryPlace,
  trigger: IndexingTrigger,
  urgency: JobUrgency,
  { scope = { kind: 'everything' }, runAt }: LookOptions = {},
): Promise<void> {
  const options = indexOptions(repository, urgency);
  const payload = { repositoryId: repository.id, scope, trigger };
  await jobs.add('index-repository', payload, runAt === undefined ? options : { ...options, runAt });
}

/** Asks for a look at pull requests; whatever waits already for the repository's is merged with this. */
export async function addPullRequestJob(
  jobs: JobQueue,
  repository: RepositoryPlace,
  scope: PullRequestScope,
  trigger: IndexingTrigger,
  urgency: JobUrgency,
): Promise<void> {
  const payload = { repositoryId: repository.id, scope, trigger };
  await jobs.add('index-pull-requests', payload, pullRequestOptions(repository, urgency));
}

/** Looks at checks not before `runAt`; of looks that wait for the same repository, the earliest counts. */
export async function addLookAtChecksJob(jobs: JobQueue, repository: RepositoryPlace, runAt: Date): Promise<void> {
  const options = { ...pullRequestOptions(repository, 'schedule'), key: `checks/${repository.id}`, runAt };
  await jobs.add('look-at-checks', { repositoryId: repository.id }, options);
}

/** Queues both streams of a repository for a site: call it in the transaction that writes the rows. */
export async function addPushJobs(jobs: JobQueue, repositoryId: RepositoryId, jiraSiteId: JiraSiteId): Promise<void> {
  for (const stream of pushStreams) {
    const payload = { repositoryId, jiraSiteId, stream };
    await jobs.add('push-development-information', payload, pushOptions(repositoryId, jiraSiteId, stream));
  }
}

/** Repositories whose pushes are queued in one transaction: each job takes a lock there until it ends. */
const repositoriesAtOnce = 100;

/**
 * Queues both streams of repositories for these sites; of many by a job for their integrations, in portions. After
 * numbering rows anew it has to be all sites: what waited in one stream may have gone to the other, and nothing else
 * would look for it there.
 */
export async function addPushJobsEverywhere(
  jobs: JobQueue,
  repositories: readonly RepositoryPlace[],
  sites: readonly { readonly id: JiraSiteId }[],
): Promise<void> {
  if (repositories.length <= repositoriesAtOnce) {
    for (const repository of repositories) {
      for (const { id } of sites) await addPushJobs(jobs, repository.id, id);
    }
    return;
  }
  for (const integrationId of new Set(repositories.map((repository) => repository.integrationId))) {
    const key = `queue-pushes/${integrationId}`;
    await jobs.add('queue-pushes', { integrationId }, { key, for: 'person', queue: key });
  }
}

/** Asks a Jira site for its projects: few questions, apart from its pushes. */
export async function addRefreshProjectsJob(
  jobs: JobQueue,
  jiraSiteId: JiraSiteId,
  urgency: JobUrgency,
): Promise<void> {
  const key = `refresh-projects/${jiraSiteId}`;
  await jobs.add('refresh-projects', { jiraSiteId }, { key, for: urgency, queue: `jira-questions/${jiraSiteId}` });
}

/** Following what Jira told of its issues: at once, and one event after the other. */
export async function addFollowJob(jobs: JobQueue, jiraSiteId: JiraSiteId): Promise<void> {
  const key = `follow-issue-events/${jiraSiteId}`;
  const options = { key, for: 'webhook', queue: `jira-questions/${jiraSiteId}` } as const;
  await jobs.add('follow-issue-events', { jiraSiteId }, options);
}

/** Asks a Jira site what happened to its issues. */
export async function addLookJob(jobs: JobQueue, jiraSiteId: JiraSiteId): Promise<void> {
  const key = `look-for-issue-changes/${jiraSiteId}`;
  const options = { key, for: 'schedule', queue: `jira-questions/${jiraSiteId}` } as const;
  await jobs.add('look-for-issue-changes', { jiraSiteId }, options);
}

/** Asks a Jira site about keys that it did not know. */
export async function addResendJob(jobs: JobQueue, jiraSiteId: JiraSiteId): Promise<void> {
  const key = `resend-unknown-keys/${jiraSiteId}`;
  const options = { key, for: 'schedule', queue: `jira-questions/${jiraSiteId}` } as const;
  await jobs.add('resend-unknown-keys', { jiraSiteId }, options);
}

/** Compares what a Jira site has with what it was sent: few questions, apart from its pushes. */
export async function addReconcileJob(jobs: JobQueue, jiraSiteId: JiraSiteId, urgency: JobUrgency): Promise<void> {
  const key = `reconcile/${jiraSiteId}`;
  await jobs.add('reconcile-jira-site', { jiraSiteId }, { key, for: urgency, queue: `jira-questions/${jiraSiteId}` });
}

/** Takes both back out of the queue. */
export async function cancelPushJobs(
  jobs: JobQueue,
  repositoryId: RepositoryId,
  jiraSiteId: JiraSiteId,
): Promise<void> {
  for (const stream of pushStreams) await jobs.cancel(pushOptions(repositoryId, jiraSiteId, stream).key);
}
