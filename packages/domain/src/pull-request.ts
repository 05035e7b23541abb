/** Pull requests as every Git service knows them; GitLab calls them merge requests, Gerrit changes. */

import type { CommitHash } from './ids.ts';

/** Somebody as a Git service names them. */
export interface ServicePerson {
  /** The service's stable id; undefined where it named none. */
  readonly remoteId: string | undefined;
  readonly login: string;
  /** The display name; undefined where the service told only the login. */
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly webUrl: string | undefined;
  readonly avatarUrl: string | undefined;
}

export type PullRequestState = 'open' | 'merged' | 'declined';

/** What a reviewer last said; `none`: asked and silent so far. */
export type ReviewVerdict = 'approved' | 'changes-requested' | 'commented' | 'none';

export const reviewVerdicts: readonly ReviewVerdict[] = ['approved', 'changes-requested', 'commented', 'none'];

/** Somebody who was asked to review or did. */
export interface Reviewer {
  readonly person: ServicePerson;
  readonly verdict: ReviewVerdict;
}

/** Where the changes come from. */
export interface PullRequestSource {
  /** Without `refs/heads/`. */
  readonly branch: string;
  /** The newest commit; undefined where the service no longer knows it. */
  readonly head: CommitHash | undefined;
  /** The repository's name as people call it (`owner/name`); undefined when it is gone. */
  readonly repositoryName: string | undefined;
  /** It comes from another repository than it goes to. */
  readonly isFork: boolean;
}

/** A pull request as its service tells it. */
export interface PullRequest {
  /** What the service's API takes to find it within its repository: the number people see. */
  readonly remoteId: string;
  readonly title: string;
  /** As written, in the service's markup; at most `descriptionLimit` characters are kept, keys are found in the whole. */
  readonly description: string;
  readonly state: PullRequestState;
  readonly isDraft: boolean;
  readonly author: ServicePerson | undefined;
  readonly source: PullRequestSource;
  /** The branch it goes to, without `refs/heads/`. */
  readonly targetBranch: string;
  /** The commit on the target branch that brought it in (merge, squash or rebased); undefined while it is not merged. */
  readonly mergeCommit: CommitHash | undefined;
  /** In the order in which the service names them, nobody twice, the author never. */
  readonly reviewers: readonly Reviewer[];
  readonly commentCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When it was merged or declined; undefined while it is open. */
  readonly closedAt: Date | undefined;
  readonly webUrl: string;
  /** False: told by a list, which names no verdicts; `get` knows more. */
  readonly isComplete: boolean;
}

/** Characters of a description that are kept. */
export const descriptionLimit = 65_536;

/** A pull request's number as its service writes it: `!12` at GitLab, `#12` elsewhere; what is no number stays as it is. */
export function pullRequestLabel({ remoteId, webUrl }: Pick<PullRequest, 'remoteId' | 'webUrl'>): string {
  if (!/^\d+$/.test(remoteId)) return remoteId;
  return /\/merge_requests\/\d/.test(webUrl) ? `!${remoteId}` : `#${remoteId}`;
}
