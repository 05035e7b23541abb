/** People of a Jira site: who they are, and what they may do. We keep nothing of them but account ids. */

import type { AtlassianAccountId, IssueKey, ProjectKey } from '@branchline/domain';

/** Somebody with an account at the site; names are for showing at once, not for keeping. */
export interface JiraPerson {
  /** Of Jira Cloud the account id, of Data Center the user key. */
  readonly accountId: AtlassianAccountId;
  readonly displayName: string;
  /** False for those who left. */
  readonly isActive: boolean;
  readonly avatarUrl: string | undefined;
}

/** What somebody must be allowed to do, by Jira's own keys. */
export type JiraPermission =
  | 'BROWSE_PROJECTS'
  | 'VIEW_DEV_TOOLS'
  | 'ADD_COMMENTS'
  | 'WORK_ON_ISSUES'
  | 'TRANSITION_ISSUES'
  | 'EDIT_ISSUES'
  | 'ASSIGN_ISSUES'
  | 'ASSIGNABLE_USER'
  | 'ADMINISTER_PROJECTS'
  | 'ADMINISTER';

/** Which of the permissions asked about are held, or why nobody could tell. */
export type PermissionAnswer =
  | { readonly kind: 'known'; readonly held: ReadonlySet<JiraPermission> }
  /** Our account may not ask about others. `because` is a whole sentence with the remedy. */
  | { readonly kind: 'cannot-tell'; readonly because: string };

/** For which issues all that was asked about is held, or why nobody could tell. */
export type IssuesAnswer =
  | { readonly kind: 'known'; readonly held: ReadonlySet<IssueKey> }
  /** As in `PermissionAnswer`. */
  | { readonly kind: 'cannot-tell'; readonly because: string };

/** In which projects all that was asked about is held, or why nobody could tell. */
export type ProjectsAnswer =
  | { readonly kind: 'known'; readonly held: ReadonlySet<ProjectKey> }
  /** As in `PermissionAnswer`. */
  | { readonly kind: 'cannot-tell'; readonly because: string };

/** The people of a site, as far as our account may ask about them. */
export interface JiraPeople {
  /** Accounts whose visible e-mail address is exactly this, in any case; several when Jira has several. */
  byEmail(email: string): Promise<readonly JiraPerson[]>;
  /** By the beginning of a name or visible e-mail address, for choosing one. At most `limit`. */
  search(text: string, limit: number): Promise<readonly JiraPerson[]>;
  /** Any number; those that are gone are missing. */
  named(ids: readonly AtlassianAccountId[]): Promise<ReadonlyMap<AtlassianAccountId, JiraPerson>>;
  /**
   * What that person may do with the issue, security levels included. An issue that is not there, or that they may not
   * see, holds nothing.
   */
  may(account: AtlassianAccountId, permissions: readonly JiraPermission[], key: IssueKey): Promise<PermissionAnswer>;
  /** Of any number of issues those for which that person holds every one of the permissions, by the keys asked for. */
  mayEach(
    account: AtlassianAccountId,
    permissions: readonly JiraPermission[],
    keys: readonly IssueKey[],
  ): Promise<IssuesAnswer>;
  /** Of any number of projects those in which that person holds every one of the permissions; keys of today. */
  mayInProjects(
    account: AtlassianAccountId,
    permissions: readonly JiraPermission[],
    projects: readonly ProjectKey[],
  ): Promise<ProjectsAnswer>;
}

/** What became of accounts that we reported to be kept, as Atlassian's rules on personal data ask. */
export interface AccountReport {
  /** Closed: everything of them must be erased. */
  readonly closed: readonly AtlassianAccountId[];
  /** Changed: what was kept of them must be read again. */
  readonly updated: readonly AtlassianAccountId[];
  /** Not to be reported again before. */
  readonly nextAt: Date;
}

/** Tells Atlassian whose account ids we keep. Only Jira Cloud has this. */
export interface AccountReports {
  /** Any number; sent ninety at a time. */
  report(
    accounts: readonly { readonly accountId: AtlassianAccountId; readonly updatedAt: Date }[],
  ): Promise<AccountReport>;
}
