/** Work that must survive: added in the transaction that writes the rows, run later, by any process. */

import type {
  AfterFailure,
  CommitHash,
  Failure,
  IndexScope,
  IndexingTrigger,
  IntegrationId,
  IssueKey,
  JiraSiteId,
  ProjectKey,
  PullRequestScope,
  RepositoryId,
} from '@branchline/domain';

import type { PushStream } from './store/pushes.ts';
import type { SmartCommitId } from './store/smart-commits.ts';

/** A payload carries ids, never content: what is true is read when the job runs. */
export interface JobPayloads {
  'discover-repositories': { readonly integrationId: IntegrationId };
  /** Walks over the list of an integration that is not connected yet, so that somebody can choose from it. */
  'list-for-draft': { readonly integrationId: IntegrationId };
  'index-repository': {
    readonly repositoryId: RepositoryId;
    readonly scope: IndexScope;
    readonly trigger: IndexingTrigger;
  };
  /** Asks the service's API for pull requests, apart from git, which goes on while an API makes us wait. */
  'index-pull-requests': {
    readonly repositoryId: RepositoryId;
    readonly scope: PullRequestScope;
    readonly trigger: IndexingTrigger;
  };
  /** Looks at the checks of a repository's open pull requests that are due, and plans the next look. */
  'look-at-checks': { readonly repositoryId: RepositoryId };
  /** Reads changed files of linked commits, a stretch at a time, so that many repositories share fairly. */
  'read-files': { readonly repositoryId: RepositoryId };
  'push-development-information': {
    readonly repositoryId: RepositoryId;
    readonly jiraSiteId: JiraSiteId;
    readonly stream: PushStream;
  };
  'remove-development-information': {
    /** Jira's id of the repository: the row may be gone when this runs. */
    readonly jiraRepositoryId: string;
    readonly jiraSiteId: JiraSiteId;
  };
  /** Makes news of what a changed association concerns. */
  'apply-association': { readonly jiraSiteId: JiraSiteId; readonly integrationId: IntegrationId };
  /** Shows and withdraws what a project's link sources switched on or off. */
  'apply-link-sources': { readonly jiraSiteId: JiraSiteId; readonly project: ProjectKey };
  /** Queues pushes of every repository of an integration to every site, a portion at a time. */
  'queue-pushes': { readonly integrationId: IntegrationId };
  /** Queues the repositories of a clearing, one by one. */
  'clear-jira-site': { readonly jiraSiteId: JiraSiteId; readonly clearingId: number };
  /** Takes back what a site has of one repository. */
  'clear-repository': {
    readonly repositoryId: RepositoryId;
    readonly jiraSiteId: JiraSiteId;
    readonly clearingId: number;
  };
  /** Sends a cleared place again. */
  'lift-clearing': { readonly jiraSiteId: JiraSiteId; readonly clearingId: number };
  /** Compares what a Jira site has with what it was sent. */
  'reconcile-jira-site': { readonly jiraSiteId: JiraSiteId };
  /** Keeps with issues at Jira how much git has of them. */
  'save-issue-properties': { readonly jiraSiteId: JiraSiteId };
  /** Learns which projects a Jira site has. */
  'refresh-projects': { readonly jiraSiteId: JiraSiteId };
  /** Does what the events that Jira sent ask for. */
  'follow-issue-events': { readonly jiraSiteId: JiraSiteId };
  /** Looks for itself what happened to the issues of a site. */
  'look-for-issue-changes': { readonly jiraSiteId: JiraSiteId };
  /** Tries the token that our Forge app was handed last, and does what the app's coming or going asks for. */
  'check-forge': { readonly jiraSiteId: JiraSiteId };
  /** Sends everything through the sink that a site was switched to, then takes back what the former one sent. */
  'follow-sink': { readonly jiraSiteId: JiraSiteId };
  /** Sends again what names issues that a Jira site did not know, once it does. */
  'resend-unknown-keys': { readonly jiraSiteId: JiraSiteId };
  /** Writes down the commands of a commit, and queues what is to be done. */
  'run-smart-commit': { readonly repositoryId: RepositoryId; readonly commit: CommitHash };
  /** Does what waits at one issue, in order. */
  'run-smart-commands': { readonly jiraSiteId: JiraSiteId; readonly key: IssueKey };
  /** Tells the author what failed. */
  'mail-smart-commit': { readonly smartCommitId: SmartCommitId };
  /** Collects who occurs in linked commits and pull requests. */
  'collect-people': Readonly<Record<string, never>>;
  /** Tells Atlassian whose account ids are kept. */
  'report-accounts': { readonly jiraSiteId: JiraSiteId };
  'remove-mirror': { readonly repositoryId: RepositoryId };
  /** Reads what waits in an inbox: of an integration, or what came to the installation's address. */
  'read-webhooks': { readonly integrationId: IntegrationId | undefined };
  /** Makes, checks and repairs webhooks at the integration's Git service. */
  'set-up-webhooks': { readonly integrationId: IntegrationId };
  /** Tries the credential; findings are kept. */
  'check-integration': { readonly integrationId: IntegrationId };
  /** Queues a check of every integration. */
  'check-integrations': Readonly<Record<string, never>>;
  /** Removes one that was marked so. */
  'remove-integration': { readonly integrationId: IntegrationId };
  'schedule-indexing': Readonly<Record<string, never>>;
}
export type JobName = keyof JobPayloads;

/** Who waits for it: a person before a webhook, a webhook before the schedule, the schedule before history. */
export type JobUrgency = 'person' | 'webhook' | 'schedule' | 'history';

/** How a job waits: under which key, for whom, in which queue, until when. */
export interface AddJobOptions {
  /** One waiting job per key; adding again merges the payloads and keeps the better of both urgencies. */
  readonly key: string;
  readonly for: JobUrgency;
  /** Jobs with the same queue run one at a time, in order of urgency. */
  readonly queue: string;
  /** Jobs of a paused integration wait until it is resumed. */
  readonly integrationId?: IntegrationId;
  /** Not before this moment. */
  readonly runAt?: Date;
}

/** A job as people see it. */
export interface JobView {
  readonly id: string;
  readonly name: JobName;
  readonly key: string | undefined;
  readonly for: JobUrgency;
  readonly state: 'waiting' | 'running' | 'failed';
  readonly attempts: number;
  readonly lastError: string | undefined;
  readonly runAt: Date;
  readonly addedAt: Date;
}

/** Adding is a write like any other, so it happens inside the store's transaction. */
export interface JobQueue {
  add<Name extends JobName>(name: Name, payload: JobPayloads[Name], options: AddJobOptions): Promise<void>;
  /** Waiting, running and given-up jobs, the next to run first. */
  list(limit: number): Promise<readonly JobView[]>;
  /** Removes waiting jobs with this key; a running one is left to end. */
  cancel(key: string): Promise<void>;
  /** Jobs of the integration are not started until `resume`; running ones go on. */
  pause(integrationId: IntegrationId): Promise<void>;
  resume(integrationId: IntegrationId): Promise<void>;
}

/** What a handler is told about its own run. */
export interface JobContext {
  /** 1 for the first try. */
  readonly attempt: number;
  readonly stopping: AbortSignal;
}

/** Every name has exactly one handler, or it does not compile. */
export type JobHandlers = {
  readonly [Name in JobName]: (payload: JobPayloads[Name], context: JobContext) => Promise<void>;
};

/** What the runner needs to know to deal with failures in the house's way. */
export interface JobPolicy {
  decide(failure: Failure, attempt: number, now: Date): AfterFailure;
  /** Called once when a job will not be tried again, and for 'pause' verdicts. */
  onGivenUp<Name extends JobName>(name: Name, payload: JobPayloads[Name], failure: Failure): Promise<void>;
}

/** Takes jobs from the queue and runs their handlers, in this process. */
export interface JobRunner {
  /** Runs until `stopping`; resolves when the jobs that were running have ended or were handed back. */
  run(handlers: JobHandlers, policy: JobPolicy, stopping: AbortSignal): Promise<void>;
}
