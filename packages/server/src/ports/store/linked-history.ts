/** The port to linked commits as history shows them: by repository, by project, and which of some commits are linked. */

import type { Commit, CommitHash, IssueKey, KeyLink, ProjectKey, RepositoryId } from '@branchline/domain';

/** A linked commit's place among others: the newest first, and of the same moment the one that was found last. */
export interface CommitPlace {
  /** When it was committed. */
  readonly at: Date;
  /** The number of its row. */
  readonly id: number;
}

/** A linked commit. */
export interface PlacedCommit {
  readonly repositoryId: RepositoryId;
  readonly place: CommitPlace;
  readonly commit: Commit;
  /** Only those that count: what a project's settings leave out is not among them. */
  readonly links: readonly KeyLink[];
}

/** Which part of a list of linked commits. */
export interface CommitStretch {
  /** The last one before it; undefined: from the newest on. */
  readonly after: CommitPlace | undefined;
  readonly limit: number;
}

/** The keys by which a project's issues are named in git. */
export interface ProjectNames {
  /** What the project is and was called. */
  readonly projects: readonly ProjectKey[];
  /** Former keys of issues that were moved into it. */
  readonly moved: readonly IssueKey[];
}

/** Lines of one commit, of all its files. */
export interface CommitLines {
  readonly added: number;
  readonly removed: number;
}

/** What is asked of linked commits, however many the house keeps. */
export interface LinkedHistoryTable {
  /** Of these commits those that are linked, and with what. */
  linksOf(
    repository: RepositoryId,
    hashes: readonly CommitHash[],
  ): Promise<ReadonlyMap<CommitHash, readonly KeyLink[]>>;
  /** Of these branches those whose names are linked, and with what. */
  linksOfBranches(repository: RepositoryId, names: readonly string[]): Promise<ReadonlyMap<string, readonly KeyLink[]>>;
  /** Of these commits those whose files were read. */
  linesOf(repository: RepositoryId, hashes: readonly CommitHash[]): Promise<ReadonlyMap<CommitHash, CommitLines>>;
  /** Linked commits of a repository. */
  ofRepository(repository: RepositoryId, stretch: CommitStretch): Promise<readonly PlacedCommit[]>;
  /** Commits of these repositories that are linked by one of the names. */
  ofProject(
    names: ProjectNames,
    repositories: readonly RepositoryId[],
    stretch: CommitStretch,
  ): Promise<readonly PlacedCommit[]>;
  /**
   * Repositories with commits that are linked by one of the names, in order of their numbers. Without `among` also
   * those that had some, which is quick however many there are.
   * @param among only these, a few hundred at most; each is looked into
   */
  repositoriesOf(names: ProjectNames, among?: readonly RepositoryId[]): Promise<readonly RepositoryId[]>;
  /**
   * Notes anew of which projects each repository has commits: a release before this one, which may have run beside it
   * for a while, linked without noting. Reads every link: seconds for millions.
   */
  noteProjects(): Promise<void>;
}
