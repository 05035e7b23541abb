/** One Jira site. Like a Git service, it offers only what its credentials allow. */

import type {
  DevelopmentBatch,
  IssueKey,
  JiraAccountCredential,
  JiraOAuthCredential,
  ProjectKey,
  Repository,
} from '@branchline/domain';
import type { RepositoryLinks } from './git-service.ts';

/** Where a Jira site is and how we prove who we are. */
export interface JiraSiteSettings {
  /** `https://example.atlassian.net`. */
  readonly siteUrl: string;
  /** Empty for Jira Data Center, which has none. */
  readonly cloudId: string;
  /** `https://api.atlassian.com`, or the sandbox. */
  readonly apiUrl: string;
}

/** What a site was given: each adds to what the other allows. */
export interface JiraCredentials {
  readonly oauth: JiraOAuthCredential | undefined;
  readonly account: JiraAccountCredential | undefined;
}

/** A Jira site, ready to be asked with the credentials it was made with. What they do not allow is not there. */
export interface JiraSite {
  /**
   * Finds out, by harmless questions only, what the credentials allow.
   * @throws Failure when Jira cannot be asked at the moment: then nothing was found out
   */
  check(): Promise<JiraCheck>;
  readonly developmentInformation?: DevelopmentInformation;
  readonly account?: JiraAccount;
  readonly projects?: JiraProjects;
  readonly issues?: JiraIssues;
}

/** Something we can do at a Jira site, or cannot. */
export type JiraAbility =
  | 'development-information'
  | 'account'
  | 'projects'
  | 'issues'
  | 'comments'
  | 'work-logs'
  | 'transitions'
  | 'edits';

/** What was found out about one ability. */
export interface JiraFinding {
  readonly ability: JiraAbility;
  readonly works: boolean;
  /** A whole sentence; undefined when it works. */
  readonly because: string | undefined;
  /** What to do; undefined when it works, or when nothing can be done. */
  readonly remedy: string | undefined;
}

/** Every ability once. */
export interface JiraCheck {
  readonly findings: readonly JiraFinding[];
}

/** Who we are at the site. */
export interface JiraAccount {
  /** Jira's id of the account. @throws Failure `unauthorized` with the remedy when the credential is refused */
  whoAmI(): Promise<string>;
}

/** A project the account may see. */
export interface JiraProject {
  readonly key: ProjectKey;
  /** Keys it had before, which still lead to it. */
  readonly formerKeys: readonly ProjectKey[];
}

/** The projects of a site. */
export interface JiraProjects {
  /** All that the account may see. */
  all(): Promise<readonly JiraProject[]>;
}

/** As much of an issue as our pages show. */
export interface JiraIssue {
  readonly id: string;
  /** The present one, which differs from the one asked for when the issue was moved. */
  readonly key: IssueKey;
  readonly summary: string;
  readonly type: string;
  readonly status: string;
}

/** Issues by the keys they were asked for with. */
export interface JiraIssueReading {
  readonly found: ReadonlyMap<IssueKey, JiraIssue>;
  /** Not there, or not for the account's eyes: Jira does not say which. */
  readonly missing: readonly IssueKey[];
}

/** The issues of a site. */
export interface JiraIssues {
  /** Any number of keys, in any case, former ones too. */
  read(keys: readonly IssueKey[]): Promise<JiraIssueReading>;
}

/** Which repository rows belong to, in Jira's terms. */
export interface PushTarget {
  readonly repository: Repository;
  /** Stable for ever and unique among installations: `<installation>-<repository>`. */
  readonly jiraRepositoryId: string;
  readonly links: RepositoryLinks;
  /** Absolute address of our own page, used where the service has none. */
  readonly fallbackUrl: string;
  /** Request-wide properties, for deletion by property later. */
  readonly properties: Readonly<Record<string, string>>;
}

/** An entity Jira refused, with its own words. */
export interface RefusedEntity {
  readonly kind: 'commit' | 'branch' | 'pull-request' | 'repository';
  /** Our name of it: the hash, the branch name, the pull request's remote id, or the repository's Jira id. */
  readonly name: string;
  readonly messages: readonly string[];
}

/** What Jira said about a batch, entity by entity. */
export interface PushReport {
  /** Hashes, branch names and remote ids of pull requests that Jira took. */
  readonly acceptedCommits: readonly string[];
  readonly acceptedBranches: readonly string[];
  readonly acceptedPullRequests: readonly string[];
  readonly refused: readonly RefusedEntity[];
  readonly unknownKeys: readonly IssueKey[];
}

/** What Jira shows in an issue under "Development": sent, replaced and withdrawn by repository. */
export interface DevelopmentInformation {
  /** Asks something harmless. @throws Failure `unauthorized` or `forbidden` with the remedy */
  check(): Promise<void>;
  /**
   * Sends what is not removed and deletes what is. Entities without keys are deleted too: they have been disassociated.
   * Splits by Jira's limits; history and live rows never share a request.
   */
  push(target: PushTarget, batch: DevelopmentBatch): Promise<PushReport>;
  /** With everything in it; only what was numbered up to `upTo`, or all of it when that is left out. */
  removeRepository(jiraRepositoryId: string, upTo?: number): Promise<void>;
  /** Deletes everything sent with this property, as when an integration is disconnected. */
  removeByProperty(name: string, value: string): Promise<void>;
}
