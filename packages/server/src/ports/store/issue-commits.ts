/** The port to the commits of issues looked at together: what they changed, and what contains them. */

import type { CommitFiles, CommitHash, FileChange, RepositoryId } from '@branchline/domain';
import type { KeyGroup } from './issues.ts';

/** One commit of an issue and what it changed. */
export interface ChangedCommit {
  readonly repositoryId: RepositoryId;
  readonly hash: CommitHash;
  readonly parents: readonly CommitHash[];
  readonly authorName: string;
  readonly authorEmail: string;
  readonly committedAt: Date;
  /** Undefined where they are not known, or beyond the bounds of one answer. */
  readonly files: CommitFiles | undefined;
}

/** The commits of an issue with what they changed. */
export interface ChangedCommits {
  /** Newest first, at most 5,000; their files at most 200,000 together, of the newest. */
  readonly commits: readonly ChangedCommit[];
  /** All there are. */
  readonly counts: ReadonlyMap<RepositoryId, number>;
}

/** One commit of an issue by where it has arrived. */
export interface PlacedIssueCommit {
  readonly repositoryId: RepositoryId;
  readonly hash: CommitHash;
  /** At most its first 1000 characters. */
  readonly message: string;
  /** Into which group of commits with the same tags it belongs; undefined until that was found out. */
  readonly containmentId: number | undefined;
}

/** A tag that a repository has had since the first one that contains a commit of the issue. */
export interface LaterTag {
  readonly repositoryId: RepositoryId;
  readonly name: string;
  readonly at: Date;
}

/** Where the commits of an issue have arrived. */
export interface IssuePlaces {
  /** Newest first, at most 5,000. */
  readonly commits: readonly PlacedIssueCommit[];
  /** Of the groups that they belong to, by number. */
  readonly containments: ReadonlyMap<number, { readonly onDefaultBranch: boolean; readonly tags: ReadonlySet<string> }>;
  /** Oldest first. */
  readonly tags: readonly LaterTag[];
  /** Branches whose names name the issue. */
  readonly branches: readonly { readonly repositoryId: RepositoryId; readonly name: string }[];
}

/** A commit of an issue, for looking into it. */
export interface LinkedCommitPlace {
  /** Only a webhook told of it. */
  readonly fromPayload: boolean;
  readonly parents: readonly CommitHash[];
  /** As in `CommitFiles`; undefined while they are not known. */
  readonly files: readonly FileChange[] | undefined;
}

/** Commits of issues together: a few look-ups by key each, no network. */
export interface IssueCommitTable {
  changed(groups: readonly KeyGroup[]): Promise<ChangedCommits>;
  places(groups: readonly KeyGroup[]): Promise<IssuePlaces>;
  /** The commit when it belongs to one of the issues; undefined for any other. */
  find(groups: readonly KeyGroup[], repository: RepositoryId, hash: CommitHash): Promise<LinkedCommitPlace | undefined>;
}
