/** The port to what is counted while the program runs, for those who watch over it with Prometheus. */

import type { JobName } from './jobs.ts';

/** A request that was answered. */
export interface AnsweredRequest {
  readonly method: string;
  /** The route's pattern, never the address: patterns are few. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** How a try of a job ended: a failed one may be tried again. */
export type JobEnding = 'done' | 'failed';

/** What became of entities in one request to Jira: taken, refused one by one, or the whole request failed. */
export type SendingOutcome = 'accepted' | 'refused' | 'unknown-keys';

/** What became of a webhook at the door: stored, known before, not genuine, or not stored because we could not. */
export type WebhookOutcome = 'stored' | 'known' | 'refused' | 'failed';

/** What is counted. Every label is one of few words; nothing names a repository, a person or an address. */
export interface Counts {
  requestAnswered(request: AnsweredRequest): void;
  jobEnded(name: JobName, ending: JobEnding, seconds: number): void;
  jobStarted(name: JobName): void;
  webhookReceived(outcome: WebhookOutcome): void;
  /** Commits that were read from mirrors. */
  commitsWalked(count: number): void;
  /** Entities of development information by what Jira did with them. */
  entitiesSent(outcome: SendingOutcome, count: number): void;
  /** A request with development information that failed as a whole, by the failure's kind. */
  sendingFailed(kind: string): void;
}

/** Counts, and the page that shows them. */
export interface Metrics extends Counts {
  /** The media type of `page`. */
  readonly mediaType: string;
  /** All in Prometheus' text format; what is read from the database is read now. @throws Error when it does not answer */
  page(): Promise<string>;
}
