/** One Jira site. Like a Git service, it offers only what its credentials allow. */

import type {
  AtlassianAccountId,
  DevelopmentBatch,
  IssueKey,
  JiraAccountCredential,
  JiraForgeCredential,
  JiraOAuthCredential,
  ProjectKey,
  Repository,
  Secret,
  WorkingTime,
} from '@branchline/domain';
import type { RepositoryLinks } from './git-service.ts';
import type { JiraPeople, JiraPermission, AccountReports } from './jira-site/people.ts';
import type { IssueWriter } from './jira-site/writer.ts';

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
  /** What our Forge app last handed us. */
  readonly forge?: JiraForgeCredential | undefined;
  /** What is the matter with our Forge app where it should have handed us something. */
  readonly forgeTrouble?: ForgeTrouble | undefined;
  /** Which of them sends development information; the OAuth credentials when left out. */
  readonly sink?: DevelopmentSink | undefined;
}

/** The doors through which development information goes. What one has sent, the other can neither change nor delete. */
export type DevelopmentSink = 'oauth' | 'forge';

export const developmentSinks: readonly DevelopmentSink[] = ['oauth', 'forge'];

/** Why our Forge app cannot be used at the moment. */
export interface ForgeTrouble {
  /** A whole sentence. */
  readonly because: string;
  readonly remedy: string;
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
  readonly changes?: JiraChanges;
  readonly issueProperties?: IssueProperties;
  readonly people?: JiraPeople;
  /** Acts as the account behind the credentials. */
  readonly writer?: IssueWriter;
  /**
   * Acts as somebody who is not there, by impersonation. Undefined when Jira refuses it for this person.
   * @throws Failure when Jira cannot be asked
   */
  readonly writerFor?: (account: AtlassianAccountId) => Promise<IssueWriter | undefined>;
  /** How long the site's working days are; undefined where time tracking is switched off. */
  readonly workingTime?: () => Promise<WorkingTime | undefined>;
  readonly accountReports?: AccountReports;
}

/** A Jira site as somebody at the screen sees it, by the token that came with their request. Never kept. */
export interface JiraViewer {
  /** What they may do with the issue; nothing when it is not there for them. */
  may(permissions: readonly JiraPermission[], key: IssueKey): Promise<ReadonlySet<JiraPermission>>;
  /** Of any number of issues those for which they hold every one of the permissions, by the keys asked for. */
  mayEach(permissions: readonly JiraPermission[], keys: readonly IssueKey[]): Promise<ReadonlySet<IssueKey>>;
  /** All projects in which they hold every one of the permissions. */
  projectsWith(permissions: readonly JiraPermission[]): Promise<ReadonlySet<ProjectKey>>;
}

/** Makes one. @param token of that person, as Forge hands it over with each request of theirs */
export type OpenJiraViewer = (settings: JiraSiteSettings, token: Secret) => JiraViewer;

/** Something we can do at a Jira site, or cannot. */
export type JiraAbility =
  | 'development-information'
  | 'account'
  | 'projects'
  | 'issues'
  | 'comments'
  | 'work-logs'
  | 'transitions'
  | 'edits'
  | 'assignments'
  | 'people'
  | 'permissions-of-others'
  | 'forge-app';

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
  readonly name: string;
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

/** An issue that was made, changed or moved, and when Jira says so. */
export interface JiraIssueChange {
  readonly issue: JiraIssue;
  readonly updatedAt: Date;
}

/** Issues by the keys they were asked for with. */
export interface JiraIssueReading {
  readonly found: ReadonlyMap<IssueKey, JiraIssue>;
  /** Not there, or not for the account's eyes: Jira does not say which. */
  readonly missing: readonly IssueKey[];
}

/** Issues below another one, by their keys of today. */
export interface JiraChildren {
  readonly keys: readonly IssueKey[];
  /** There are more. */
  readonly isCut: boolean;
}

/** The issues of a site. */
export interface JiraIssues {
  /** Any number of keys, in any case, former ones too. */
  read(keys: readonly IssueKey[]): Promise<JiraIssueReading>;
  /**
   * Its sub-tasks, the issues of an epic, and their sub-tasks, that the account may see; the first `limit` of them.
   * @throws Failure `rejected` for an issue that is not there for the account
   */
  children(key: IssueKey, limit: number): Promise<JiraChildren>;
}

/** What happened to issues, for those whom Jira cannot tell by itself. */
export interface JiraChanges {
  /** Issues made or changed at or after that minute, the longest unchanged first; Jira counts in minutes. */
  since(since: Date): AsyncIterable<readonly JiraIssueChange[]>;
}

/** What an app keeps with issues, for search by JQL. */
export interface IssueProperties {
  /** @param value JSON, at most 32,768 characters. @throws Failure `not-found`, `forbidden` */
  save(key: IssueKey, name: string, value: unknown): Promise<void>;
}

/** Which repository rows belong to, in Jira's terms. */
export interface PushTarget {
  readonly repository: Repository;
  /** Stable for ever and unique among installations: `<installation>-<repository>`. */
  readonly jiraRepositoryId: string;
  readonly links: RepositoryLinks;
  /** Absolute address of our own page, used where the service has none. */
  readonly fallbackUrl: string;
  /** Where our pages of issues begin, without a trailing slash; `fallbackUrl` stands in where it is left out. */
  readonly issuesUrl?: string;
  /** Our page for new pull requests; left out where the service can be asked for none. */
  readonly newPullRequestUrl?: string;
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

/** What Jira has of a repository, held against what it was sent. */
export interface HeldComparison {
  /** Of the entities asked for, those that Jira does not have; nothing where its answer is not the whole truth. */
  readonly missing: number;
  /** That Jira has and that were not among the ones asked for; nothing where not all were. */
  readonly unexpected: number;
}

/** What Jira says it has of ours. */
export interface DevelopmentHoldings {
  /** Whether there is anything that was sent with this property. */
  exists(name: string, value: string): Promise<boolean>;
  /**
   * Compares by names, as in `RefusedEntity`; undefined when Jira does not know the repository. What was sent within the
   * last minutes may be missing yet.
   * @param isAll whether these are all that were sent of the repository
   */
  compare(
    jiraRepositoryId: string,
    entities: readonly Pick<RefusedEntity, 'kind' | 'name'>[],
    isAll: boolean,
  ): Promise<HeldComparison | undefined>;
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
  /** Where it can be asked for. */
  readonly holdings?: DevelopmentHoldings;
}
