/** What happens at a stand-in that a service would tell by webhook, in our words. */

import type { CommitHash } from '@branchline/domain';
import type {
  StandInComment,
  StandInHook,
  StandInPerson,
  StandInPullRequest,
  StandInRepository,
  StandInReview,
} from './state.ts';

/** What became of a pull request; some services have one word for several of these. */
export type PullRequestHappening =
  | 'opened'
  /** Title, description or target. */
  | 'edited'
  /** New commits; `before` says from where. */
  | 'pushed'
  | 'ready'
  | 'draft'
  | 'reviewer-asked'
  | 'reviewer-removed'
  | 'labelled'
  | 'merged'
  | 'declined'
  | 'reopened';

export type StandInEvent =
  /** One ref. `before` is undefined for a new one, `after` for a deleted one. `ref` is the full name. */
  | {
      readonly kind: 'push';
      readonly repository: StandInRepository;
      readonly by: StandInPerson;
      readonly ref: string;
      readonly before: CommitHash | undefined;
      readonly after: CommitHash | undefined;
      /** Oldest first; what the ref has now and no branch had before. */
      readonly commits: readonly StandInCommit[];
    }
  | {
      readonly kind: 'pull-request';
      readonly repository: StandInRepository;
      readonly by: StandInPerson;
      readonly pullRequest: StandInPullRequest;
      readonly happening: PullRequestHappening;
      /** Of the source, when commits were pushed. */
      readonly before?: CommitHash;
      /** Who was asked or is no longer asked. */
      readonly reviewer?: StandInPerson;
    }
  | {
      readonly kind: 'review';
      readonly repository: StandInRepository;
      readonly by: StandInPerson;
      readonly pullRequest: StandInPullRequest;
      readonly review: StandInReview;
    }
  | {
      readonly kind: 'comment';
      readonly repository: StandInRepository;
      readonly by: StandInPerson;
      readonly pullRequest: StandInPullRequest;
      readonly comment: StandInComment;
    }
  | {
      readonly kind: 'repository';
      readonly repository: StandInRepository;
      readonly by: StandInPerson;
      readonly happening: 'created' | 'renamed' | 'moved' | 'archived' | 'unarchived' | 'deleted';
      /** `owner/name` before it was renamed or moved. */
      readonly formerName?: string;
    }
  /** A webhook was made, or somebody asks for a trial; only this hook is told. */
  | { readonly kind: 'ping'; readonly hook: StandInHook; readonly by: StandInPerson };

/** A commit as payloads tell it. */
export interface StandInCommit {
  readonly hash: CommitHash;
  readonly tree: string;
  readonly message: string;
  readonly authorName: string;
  readonly authorEmail: string;
  readonly committerName: string;
  readonly committerEmail: string;
  readonly authoredAt: Date;
  readonly committedAt: Date;
  readonly parents: readonly CommitHash[];
  readonly added: readonly string[];
  readonly modified: readonly string[];
  readonly removed: readonly string[];
}
