/** The port to figures about the database and what waits in it, for health and metrics. */

import type { IndexingState, IntegrationId } from '@branchline/domain';
import type { JobName } from '../jobs.ts';

/** Jobs of one name in one state. */
export interface JobFigure {
  readonly name: JobName;
  /** `waiting` may start now, `later` not before its moment. */
  readonly state: 'waiting' | 'later' | 'running' | 'failed';
  readonly count: number;
}

/** How the queue stands. */
export interface QueueFigures {
  readonly jobs: readonly JobFigure[];
  /** Since when the first of the jobs waits that may start now, paused ones left out; undefined when none does. */
  readonly oldestReadyAt: Date | undefined;
  /** Processes that run jobs at the moment. */
  readonly workers: number;
}

/** The database as a server. */
export interface DatabaseFigures {
  /** Of PostgreSQL: `18.4`. */
  readonly version: string;
  readonly bytes: number;
  readonly connections: number;
  readonly connectionLimit: number;
  /** Its clock. */
  readonly now: Date;
  /** Number of the newest migration that was run. */
  readonly schema: number;
  /** When a backup was made last by the program; undefined when never. */
  readonly backedUpAt: Date | undefined;
}

/** Connections of this process. */
export interface PoolFigures {
  readonly open: number;
  readonly idle: number;
  /** Statements that wait for a connection. */
  readonly waiting: number;
}

/** When an integration was heard of last. */
export interface WebhookFigures {
  readonly integrationId: IntegrationId;
  /** Webhooks at the Git service that work, as far as it says. */
  readonly working: number;
  /** Those that could not be made or were switched off. */
  readonly broken: number;
  /** The last genuine delivery; undefined when none is kept. */
  readonly lastAt: Date | undefined;
  /** When a change was last found in one of its repositories. */
  readonly changedAt: Date | undefined;
}

/** Figures; each method asks the database once. */
export interface FigureTable {
  queue(): Promise<QueueFigures>;
  repositories(): Promise<Readonly<Record<IndexingState, number>>>;
  database(): Promise<DatabaseFigures>;
  pool(): PoolFigures;
  webhooks(): Promise<readonly WebhookFigures[]>;
  /** Notes that a backup was made at this moment. */
  noteBackup(at: Date): Promise<void>;
}
