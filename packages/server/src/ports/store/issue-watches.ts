/** The port to how we learn of what happens to issues: events that were sent to us, and how far we looked ourselves. */

import type { IssueKey, JiraSiteId } from '@branchline/domain';
import type { JiraIssue } from '../jira-site.ts';
import type { SealedSecret } from '../secret-box.ts';

/** What Jira tells of its own accord. */
export type IssueEvent =
  /** Made, changed or moved. `formerKeys` are those that the event itself names. */
  | {
      readonly kind: 'changed';
      readonly issue: JiraIssue;
      readonly formerKeys: readonly IssueKey[];
      /** When it happened, by Jira's clock. */
      readonly at: Date;
    }
  | { readonly kind: 'deleted'; readonly key: IssueKey }
  /** A project was made, changed or deleted. */
  | { readonly kind: 'projects' };

/** An event that waits to be followed. */
export interface WaitingIssueEvent {
  readonly id: number;
  readonly event: IssueEvent;
}

/** The webhook that an administrator of Jira made for us. */
export interface IssueWebhook {
  readonly sealedSecret: SealedSecret;
  /** The one before, which still counts for a while. */
  readonly sealedPreviousSecret: SealedSecret | undefined;
  readonly previousSecretUntil: Date | undefined;
  readonly madeAt: Date;
}

/** How far we looked for changes ourselves. */
export interface IssueLook {
  /** Changes up to this moment are known; undefined before the first look. */
  readonly until: Date | undefined;
  /** When an event last came, by webhook or from our Forge app. */
  readonly lastEventAt: Date | undefined;
}

/** Webhook, events and looks of Jira sites. */
export interface IssueWatchTable {
  webhook(site: JiraSiteId): Promise<IssueWebhook | undefined>;
  /** The present secret becomes the previous one, good until then. */
  saveWebhookSecret(site: JiraSiteId, sealed: SealedSecret, at: Date, previousUntil: Date): Promise<void>;
  forgetWebhook(site: JiraSiteId): Promise<void>;
  /** False when an event with this identifier came before: senders repeat themselves. */
  addEvent(site: JiraSiteId, identifier: string, event: IssueEvent, at: Date): Promise<boolean>;
  /** In the order they came. */
  waitingEvents(site: JiraSiteId, limit: number): Promise<readonly WaitingIssueEvent[]>;
  markFollowed(ids: readonly number[], at: Date): Promise<void>;
  forgetEventsBefore(moment: Date): Promise<void>;
  look(site: JiraSiteId): Promise<IssueLook>;
  /** Undefined leaves how far we looked as it is. */
  saveLook(site: JiraSiteId, until: Date | undefined, nextAt: Date): Promise<void>;
  /** Sites with an account that are not paused and whose next look is due. */
  dueForLook(now: Date): Promise<readonly JiraSiteId[]>;
}
