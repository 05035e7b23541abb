/** What people of the sandbox look like, and what they may do, when a test says so. */

/** Somebody with an account. */
export interface SandboxPerson {
  /** Of Jira Data Center the user key. */
  readonly accountId: string;
  readonly name: string;
  /** The part before the @ is the user name at Jira Data Center. */
  readonly email: string;
  /** True when left out. Tokens of others open nothing. */
  readonly isActive?: boolean;
  /** False when left out. Jira then shows the address to nobody else. */
  readonly hidesEmail?: boolean;
  /** In which dates in JQL are read: `Europe/Berlin`; UTC when left out. */
  readonly timeZone?: string;
  /** `atlassian` when left out. */
  readonly accountType?: 'atlassian' | 'app' | 'customer';
}

/** Kinds of token, each with an address of its own. */
export type TokenKind = 'api-token' | 'scoped-api-token' | 'personal-access-token';

/** Whom and what a rule about permissions is for; everybody and everything when all is left out. */
export interface PermissionPlace {
  /** An account id. */
  readonly person?: string;
  /** A project key. */
  readonly project?: string;
  /** An issue key. */
  readonly issue?: string;
}

/** How long a site's working days are. */
export interface SandboxTimeTracking {
  readonly hoursPerDay: number;
  readonly daysPerWeek: number;
}
