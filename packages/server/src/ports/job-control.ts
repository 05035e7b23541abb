/** What people ask of the queue, and do with it: looking, cancelling, trying again, moving first, holding back. */

import type { IntegrationId, JiraSiteId, RepositoryId } from '@branchline/domain';
import type { JobName, JobView } from './jobs.ts';

/** On every job: whoever holds it back holds back everything. */
export const everyJobFlag = 'everything';

/** Jobs that end soon when they are told to while they run, and go on later where they stopped. */
export const stoppableJobs: readonly JobName[] = [
  'index-repository',
  'index-pull-requests',
  'look-at-checks',
  'read-files',
];

/** Something that a job is about, as people know it. */
export interface NamedThing<Id> {
  readonly id: Id;
  readonly name: string;
}

/**
 * What a waiting job waits for: its moment, a job of the same kind that runs, its integration or everything to be
 * resumed, or just for its turn.
 */
export type JobWait = 'turn' | 'moment' | 'queue' | 'integration-paused' | 'everything-paused';

/** A job with what it is about. */
export interface JobLine extends JobView {
  readonly repository: NamedThing<RepositoryId> | undefined;
  readonly integration: NamedThing<IntegrationId> | undefined;
  readonly jiraSite: NamedThing<JiraSiteId> | undefined;
  /** Undefined unless it runs. */
  readonly startedAt: Date | undefined;
  /** Undefined unless it waits. */
  readonly waitsFor: JobWait | undefined;
  /** It runs, and was asked to end. */
  readonly isEnding: boolean;
}

/** Which jobs; what is left out does not matter. */
export interface JobQuery {
  readonly state?: JobView['state'] | undefined;
  readonly name?: JobName | undefined;
  readonly integrationId?: IntegrationId | undefined;
  readonly repositoryId?: RepositoryId | undefined;
  readonly jiraSiteId?: JiraSiteId | undefined;
  /** Part of the name of what it is about, in any case. */
  readonly search?: string | undefined;
  /** A page's `next`; what cannot be read counts as the beginning. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A part of the queue. */
export interface JobPage {
  readonly jobs: readonly JobLine[];
  readonly next: string | undefined;
}

/** That everything is held back. */
export interface HeldBack {
  /** `nameOfPrincipal` of whoever did it; undefined where that was not written down. */
  readonly who: string | undefined;
  /** In their words; may be empty. */
  readonly because: string;
  readonly since: Date;
}

/** The queue as people look at it and change it. None of this touches a job that a worker has taken. */
export interface JobControl {
  /** Running ones, then waiting ones in the order in which they run, then those that were given up. */
  page(query: JobQuery): Promise<JobPage>;
  get(id: string): Promise<JobLine | undefined>;
  counts(): Promise<Readonly<Record<JobView['state'], number>>>;
  /** Takes a waiting or given-up job away. False: it runs, or is gone. */
  cancelWaiting(id: string): Promise<boolean>;
  /** Tells the worker that runs it. False: it does not run. */
  askToEnd(id: string): Promise<boolean>;
  /** Runs a waiting or given-up job as soon as there is room, its failures forgotten. False: it runs, or is gone. */
  retry(id: string): Promise<boolean>;
  /** Before every other waiting job, at once. False: it does not wait. */
  moveFirst(id: string): Promise<boolean>;
  /** Undefined while everything may run. */
  held(): Promise<HeldBack | undefined>;
  /** No job starts until `release`, also after a restart; running ones end. */
  hold(who: string, because: string): Promise<void>;
  release(): Promise<void>;
}
