/** The port to the log of indexings: what the progress bars and the index log show. */

import type { IndexingTrigger, RepositoryId } from '@branchline/domain';

/** What an indexing is doing. */
export type IndexPhase =
  | 'looking'
  | 'cloning'
  | 'reading-history'
  | 'reading-files'
  | 'reading-tags'
  | 'reading-pull-requests'
  | 'reading-reviews';

/** What is read: git and the service's API are asked beside each other. */
export type IndexSubject = 'git' | 'pull-requests';

/** How far one phase of an indexing has come. */
export interface PhaseProgress {
  readonly phase: IndexPhase;
  readonly done: number;
  /** Undefined while it is truly unknown. */
  readonly total: number | undefined;
  /** Bytes received, while cloning. */
  readonly bytes: number | undefined;
}

export type IndexRunId = number;

/** One indexing of a repository, running or ended. */
export interface IndexRun {
  readonly id: IndexRunId;
  readonly repositoryId: RepositoryId;
  readonly about: IndexSubject;
  readonly trigger: IndexingTrigger;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
  /** Undefined while running. */
  readonly outcome: 'done' | 'nothing-new' | 'failed' | 'interrupted' | undefined;
  readonly failure: string | undefined;
  readonly progress: PhaseProgress | undefined;
  /** When the phase of `progress` began and last moved: rate and time left come from these. */
  readonly phaseStartedAt: Date | undefined;
  readonly updatedAt: Date;
  readonly commitsWalked: number;
  readonly commitsLinked: number;
  readonly filesRead: number;
  /** With and without keys. */
  readonly pullRequestsRead: number;
  /** In their order, the one that goes on last. */
  readonly phases: readonly RunPhase[];
}

/** One phase of a run; `endedAt` is undefined while it goes on. */
export interface RunPhase extends PhaseProgress {
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
}

/** Which runs of a repository; what is undefined does not matter. */
export interface RunFilter {
  readonly about?: IndexSubject | undefined;
  readonly outcome?: IndexRun['outcome'];
  /** Older than this one. */
  readonly before?: IndexRunId | undefined;
}

/** A run with the name of its repository. */
export interface NewestRun {
  readonly run: IndexRun;
  readonly repositoryName: string;
}

/** How far a walk of history has come, so that a killed one goes on where it was. */
export interface WalkPosition {
  /** Names the walk: the same tips in and out. A different walk starts from the beginning. */
  readonly walk: string;
  readonly walked: number;
  /** A walk over other tips was broken off before: rows it left may belong to commits that are gone by now. */
  readonly afterAnother: boolean;
}

/** The log of indexings, and where the walk of each repository has come to. */
export interface IndexRunTable {
  /** A run about the same that was left open by a killed process is ended as interrupted. About git when left out. */
  begin(repositoryId: RepositoryId, trigger: IndexingTrigger, about?: IndexSubject): Promise<IndexRunId>;
  progress(id: IndexRunId, progress: PhaseProgress): Promise<void>;
  addCounts(
    id: IndexRunId,
    counts: {
      readonly walked?: number;
      readonly linked?: number;
      readonly files?: number;
      readonly pullRequests?: number;
    },
  ): Promise<void>;
  end(id: IndexRunId, outcome: 'done' | 'nothing-new' | 'failed' | 'interrupted', failure?: string): Promise<void>;
  /** Newest first; about both. */
  log(repositoryId: RepositoryId, limit: number, filter?: RunFilter): Promise<readonly IndexRun[]>;
  /** Newest first; about git when left out. */
  list(repositoryId: RepositoryId, limit: number, about?: IndexSubject): Promise<readonly IndexRun[]>;
  /** The newest run of each of these repositories; about git when left out. */
  latest(ids: readonly RepositoryId[], about?: IndexSubject): Promise<ReadonlyMap<RepositoryId, IndexRun>>;
  /** The newest of all repositories that found something or failed, newest first; about both. */
  newest(limit: number): Promise<readonly NewestRun[]>;
  position(repositoryId: RepositoryId): Promise<WalkPosition | undefined>;
  savePosition(repositoryId: RepositoryId, position: WalkPosition | undefined): Promise<void>;
}
