/** The port to smart commits: how they are set to run, and what became of each command. */

import type {
  Commit,
  CommitHash,
  IntegrationId,
  IssueKey,
  JiraSiteId,
  PersonId,
  ProjectKey,
  RepositoryId,
  ServicePerson,
  Signature,
  SmartCommitChoice,
  SmartCommitSettings,
} from '@branchline/domain';

/** Our number of a commit with commands; copies made by a rebase share it. */
export type SmartCommitId = number;
/** Our number of one command for one issue. */
export type SmartCommitRunId = number;

/**
 * `waiting`: nobody has tried yet. `started`: Jira is being asked, or was when the process ended. `done`: Jira did it.
 * `failed`: it did not. `skipped`: it was not to be done.
 */
export type SmartCommitState = 'waiting' | 'started' | 'done' | 'failed' | 'skipped';

export const smartCommitStates: readonly SmartCommitState[] = ['waiting', 'started', 'done', 'failed', 'skipped'];

/** Why a command failed or was skipped, for machines; the message says it to people. */
export type SmartCommitReason =
  | 'too-old'
  | 'before-connection'
  | 'not-allowed'
  | 'pusher-unknown'
  | 'pusher-is-not-author'
  | 'author-unknown'
  | 'author-ambiguous'
  | 'no-permission'
  | 'no-account'
  | 'unreadable'
  | 'no-such-choice'
  | 'refused-by-jira'
  | 'unclear';

/** A commit with commands as it is first seen. */
export interface NewSmartCommit {
  readonly integrationId: IntegrationId;
  readonly repositoryId: RepositoryId;
  readonly hash: CommitHash;
  /** The same for every copy of the commit within the integration. */
  readonly fingerprint: string;
  readonly author: Signature;
  readonly pusher: ServicePerson | undefined;
  readonly seenAt: Date;
}

/** A commit with commands. */
export interface SmartCommit extends NewSmartCommit {
  readonly id: SmartCommitId;
}

/** One command for one issue, to be written down. */
export interface NewSmartCommitRun {
  readonly jiraSiteId: JiraSiteId;
  readonly key: IssueKey;
  /** Among the commands of the commit for that issue, from 0. */
  readonly position: number;
  readonly command: string;
  readonly arguments: string;
  /** When it is not to be run at all. */
  readonly skipped?: { readonly reason: SmartCommitReason; readonly message: string } | undefined;
}

/** One command for one issue, and what became of it. */
export interface SmartCommitRun {
  readonly id: SmartCommitRunId;
  readonly commit: SmartCommit;
  readonly jiraSiteId: JiraSiteId;
  readonly key: IssueKey;
  readonly position: number;
  readonly command: string;
  readonly arguments: string;
  readonly state: SmartCommitState;
  readonly reason: SmartCommitReason | undefined;
  /** In words; empty while there is nothing to say. */
  readonly message: string;
  /** In whose name it was done. */
  readonly personId: PersonId | undefined;
  /** How the words of a transition were sent the last time; undefined: there were none, or it never began. */
  readonly wordsWent: 'along' | 'apart' | undefined;
  /** The first time that Jira was asked; undefined: it never was. */
  readonly startedAt: Date | undefined;
  /** The last time. */
  readonly triedAt: Date | undefined;
  readonly endedAt: Date | undefined;
}

/** How a command ended. */
export interface SmartCommitEnd {
  readonly state: 'done' | 'failed' | 'skipped';
  readonly reason: SmartCommitReason | undefined;
  readonly message: string;
  readonly personId: PersonId | undefined;
  readonly at: Date;
}

/** Which runs are wanted; what is left out does not matter. */
export interface SmartCommitQuery {
  readonly state?: SmartCommitState | undefined;
  readonly key?: IssueKey | undefined;
  readonly repositoryId?: RepositoryId | undefined;
  readonly jiraSiteId?: JiraSiteId | undefined;
  readonly project?: ProjectKey | undefined;
  /** Part of it, in any case. */
  readonly repositoryName?: string | undefined;
  /** Part of the name or the e-mail address, in any case. */
  readonly author?: string | undefined;
  /** The beginning, in any case. */
  readonly command?: string | undefined;
  /** The beginning of a hash, in lower case, of any copy. */
  readonly hash?: string | undefined;
}

/** An issue with something to do at a Jira site. */
export interface IssuePlace {
  readonly jiraSiteId: JiraSiteId;
  readonly key: IssueKey;
}

/** What an issue's page shows beside a commit. */
export interface CommandOfCommit {
  readonly jiraSiteId: JiraSiteId;
  readonly repositoryId: RepositoryId;
  readonly hash: CommitHash;
  readonly key: IssueKey;
  readonly command: string;
  readonly state: SmartCommitState;
  readonly message: string;
}

/** Settings and runs. */
export interface SmartCommitTable {
  choices(site: JiraSiteId): Promise<readonly SmartCommitChoice[]>;
  /** Replaces what was set there; undefined takes it back. */
  saveChoice(
    site: JiraSiteId,
    project: ProjectKey | undefined,
    settings: Partial<SmartCommitSettings> | undefined,
  ): Promise<void>;

  /** A commit as it was indexed, and whether it can still be reached. */
  commit(
    repository: RepositoryId,
    hash: CommitHash,
  ): Promise<{ readonly commit: Commit; readonly removed: boolean; readonly fromPayload: boolean } | undefined>;
  /** Of these commits, those of which the repository has a row, removed or not. */
  known(repository: RepositoryId, hashes: readonly CommitHash[]): Promise<ReadonlySet<CommitHash>>;
  /**
   * Remembers the commit, or that it is a copy of one that is known, whose place it takes. A pusher who is known stays.
   * `isNew` only the first time for its fingerprint.
   */
  remember(commit: NewSmartCommit): Promise<{ readonly id: SmartCommitId; readonly isNew: boolean }>;
  /** Those that are there stay as they are. */
  addRuns(id: SmartCommitId, runs: readonly NewSmartCommitRun[]): Promise<void>;
  /** Commands that were skipped because nobody knew who pushed wait again; where. */
  reconsiderPushed(id: SmartCommitId): Promise<readonly IssuePlace[]>;
  /** Commits with such commands that were seen since then. */
  withoutPusher(repository: RepositoryId, since: Date): Promise<readonly CommitHash[]>;

  /** What is to be done for the issue, in order. */
  unfinished(site: JiraSiteId, key: IssueKey, limit: number): Promise<readonly SmartCommitRun[]>;
  /** Issues with something to be done at sites that are not paused, those that wait longest first. */
  unfinishedIssues(limit: number): Promise<readonly IssuePlace[]>;
  /** Written before Jira is asked. False when it is no longer to be done. */
  begin(id: SmartCommitRunId, at: Date, wordsGo?: SmartCommitRun['wordsWent']): Promise<boolean>;
  /** Jira surely did nothing: it waits again. */
  putBack(id: SmartCommitRunId): Promise<void>;
  end(id: SmartCommitRunId, how: SmartCommitEnd): Promise<void>;
  /** One that failed or was skipped waits again. False when it is neither. */
  retry(id: SmartCommitRunId): Promise<boolean>;

  get(id: SmartCommitRunId): Promise<SmartCommitRun | undefined>;
  /** Newest first, those before `before`. */
  list(query: SmartCommitQuery, limit: number, before?: SmartCommitRunId): Promise<readonly SmartCommitRun[]>;
  /** For an issue under all its keys, of any copy in these repositories. */
  ofIssue(keys: readonly IssueKey[], repositories: readonly RepositoryId[]): Promise<readonly CommandOfCommit[]>;

  /** Failures of the commit that no mail has told of, once none of its commands is under way any more. */
  toMail(id: SmartCommitId): Promise<readonly SmartCommitRun[]>;
  markMailed(ids: readonly SmartCommitRunId[], at: Date): Promise<void>;
}
