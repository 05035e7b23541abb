/** The port from whatever shows issues to the one gate that says who may see which. Implemented by features/permissions. */

import type {
  AtlassianAccountId,
  IntegrationId,
  IssueKey,
  JiraSiteId,
  ProjectKey,
  RepositoryId,
} from '@branchline/domain';
import type { Caller } from './caller.ts';
import type { RepositoryStanding } from './store/repositories.ts';

/** Repositories that somebody may look into, before their own rights at the Git service are asked for. */
export interface RepositoriesInSight {
  /** Of issues of any project: nothing that is not among these may be shown. */
  readonly any: readonly RepositoryId[];
  /** Of issues of this project, named by its key of today. */
  of(project: ProjectKey): readonly RepositoryId[];
}

/** A Git service whose repositories are kept from somebody until they show that they may read them. */
export interface WithheldService {
  readonly integrationId: IntegrationId;
  readonly integrationName: string;
  /** Why, as a whole sentence. */
  readonly because: string;
  /** What they can do about it, as a whole sentence. */
  readonly remedy: string;
}

/** What is left of repositories after somebody's own rights at the Git service were asked for. */
export interface ReadableRepositories {
  readonly ids: readonly RepositoryId[];
  /** Services that could not be asked in their name. A repository that they may not read is left out without a word. */
  readonly withheld: readonly WithheldService[];
}

/** An account at a Jira site. */
export interface AccountAtJira {
  readonly jiraSiteId: JiraSiteId;
  readonly accountId: AtlassianAccountId;
}

/** Which accounts at Jira somebody has, as far as that is proven: one at most for each site. */
export interface AccountsAtJira {
  readonly accounts: readonly AccountAtJira[];
  /** Why there are none, or fewer than somebody could expect, and what to do: whole sentences. */
  readonly because: string | undefined;
}

/** One gate for every door: what it does not let through is, for them, not there. */
export interface IssueGate {
  /** Nobody's of administrators who came with the access token. */
  accountsAtJira(caller: Caller): Promise<AccountsAtJira>;
  /** The sites at whose issues they look; of administrators all. */
  sitesOf(caller: Caller): Promise<readonly JiraSiteId[]>;
  /**
   * Whether they may see the issue with its development information. An issue that is not there is not seen.
   * @throws Failure when nobody could tell, with what to do about it: that is never a yes
   */
  maySee(caller: Caller, key: IssueKey): Promise<boolean>;
  /** Of these issues those that they may see, asked for together. @throws Failure as `maySee` */
  seenAmong(caller: Caller, keys: readonly IssueKey[]): Promise<ReadonlySet<IssueKey>>;
  /** By the associations of the site they come from. */
  repositoriesInSight(caller: Caller): Promise<RepositoriesInSight>;
  /** A repository that they may look into; for anybody else it is not there. @throws Failure when nobody could tell */
  repository(caller: Caller, id: RepositoryId): Promise<RepositoryStanding | undefined>;
  /** Where an integration wants it, only what their own token can read. */
  readableAmong(caller: Caller, ids: readonly RepositoryId[]): Promise<ReadableRepositories>;
  /**
   * Of these repositories those whose files, history and refs they may read. That asks for more than a repository in
   * sight: for the right to see development information in a project that is associated with it, and for their own
   * right at the Git service where the integration wants that. @throws Failure when nobody could tell
   */
  openToBrowse(caller: Caller, ids: readonly RepositoryId[]): Promise<ReadableRepositories>;
  /** The same before their own rights at Git services are asked for, which takes long for many: for lists. */
  openByProjects(caller: Caller, ids: readonly RepositoryId[]): Promise<readonly RepositoryId[]>;
}
