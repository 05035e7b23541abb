/** What a sandbox can be told when it starts, and what it offers while it runs. */

import type { Contract, Violation } from './contract.ts';
import type { DevelopmentSnapshot } from './snapshot.ts';
import type { Faults } from './faults.ts';
import type { ForgePage } from './forge-frame.ts';
import type { OutsideDoors } from './outside-doors.ts';
import type { IssueSnapshot } from './issue-snapshot.ts';
import type { SandboxLimits } from './limit-options.ts';
import type { PermissionPlace, SandboxPerson, SandboxTimeTracking, TokenKind } from './people-options.ts';
import type { SandboxIssue, SandboxIssueRule, SandboxProject } from './project-options.ts';

export type { PermissionPlace, SandboxPerson, SandboxTimeTracking, TokenKind } from './people-options.ts';
export type {
  SandboxField,
  SandboxIssue,
  SandboxIssueRule,
  SandboxProject,
  SandboxTransition,
  SandboxVersion,
} from './project-options.ts';

export interface SandboxOptions {
  /** Of 127.0.0.1; a free one when left out. */
  readonly port?: number;
  readonly siteName?: string;
  /** One project `DEMO` when left out. */
  readonly projects?: readonly SandboxProject[];
  /** `any-in-known-projects` when left out. */
  readonly issues?: SandboxIssueRule;
  /** One when left out. The first one's tokens are named in the sandbox; only the first one administers. */
  readonly people?: readonly SandboxPerson[];
  /** Eight hours a day and five days a week when left out; `off` for a site without time tracking. */
  readonly timeTracking?: SandboxTimeTracking | 'off';
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Where the issue page finds our panel; without it the page shows only what Jira itself would. */
  readonly panelUrl?: (issueKey: string) => string;
  /** The app of Forge that is shown there in its place, to the first person or to the one that the page's `as` names. */
  readonly forgePage?: ForgePage | undefined;
  /** Atlassian's own descriptions: every request and answer is held against them. */
  readonly contract?: Contract | undefined;
  readonly now?: () => Date;
  /** Per-issue writes are limited, bursts are not, unless this says otherwise. */
  readonly limits?: Partial<SandboxLimits>;
  /** Takes and answers what is submitted, and keeps none of it: for a million entities. */
  readonly forgetsEntities?: boolean;
  /** Told of every submission of development information as it is answered. */
  readonly onSubmission?: (submission: SubmissionRecord) => void;
  /** How many requests `requests` keeps, newest; all of them when left out. A long demo should name a number. */
  readonly rememberRequests?: number;
}

/** What one submission held, for those who count. */
export interface SubmissionRecord {
  readonly bytes: number;
  /** False when it was refused as a whole. */
  readonly isTaken: boolean;
  readonly body: unknown;
}

/** One request as it arrived, for tests. */
export interface RequestRecord {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined for none. */
  readonly body: unknown;
  readonly bytes: number;
  /** Undefined when the connection was cut instead of answered. */
  readonly status: number | undefined;
}

export interface JiraSandbox extends OutsideDoors {
  /** Both the API and the pages: `http://127.0.0.1:12345`. */
  readonly url: string;
  /** The same address, in the role of `https://example.atlassian.net`. */
  readonly siteUrl: string;
  readonly cloudId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Without scopes: opens the platform API at the site's own address, with the e-mail address of the first person (Basic). */
  readonly apiToken: string;
  /** With scopes: opens it below `/ex/jira/<cloud id>` only; Basic like the other, or alone as Bearer. */
  readonly scopedApiToken: string;
  /** Opens version 2 of the platform API at the site's own address, as Jira Data Center does (Bearer). */
  readonly personalAccessToken: string;
  /** The same token each time, of any person. @throws Error for somebody who is not among the people */
  tokenFor(accountId: string, kind: TokenKind): string;
  readonly people: readonly SandboxPerson[];
  /** Adds somebody, or replaces the one with this account id. */
  putPerson(person: SandboxPerson): void;
  readonly faults: Faults;
  /** Switches of Jira's rate limits. */
  readonly limits: SandboxLimits;
  /** Oldest first. */
  readonly requests: readonly RequestRecord[];
  /** What broke Atlassian's description; must stay empty. */
  readonly violations: readonly Violation[];
  /** @throws Error listing the violations when there are any */
  expectNoViolations(): void;
  /** What is stored now, sorted, without sequence ids: equal for two runs that told Jira the same. */
  snapshot(): DevelopmentSnapshot;
  /** What was left at issues, in the same way: comments, work logs, changes, properties, links; no numbers, no times. */
  issueSnapshot(): readonly IssueSnapshot[];
  /** Creates an issue or changes what is named. */
  addIssue(issue: SandboxIssue): void;
  deleteIssue(key: string): void;
  addProject(project: SandboxProject): void;
  /** The issue gets the new key; the old one leads to it. */
  moveIssue(from: string, to: string): void;
  /** The project gets the new key and so do its issues; the old ones lead to them. */
  renameProject(from: string, to: string): void;
  /**
   * Whoever and whatever the place names has these permissions from now on. The newest rule that fits decides; without
   * one, all may do everything but administer.
   */
  permit(permissions: readonly string[], place?: PermissionPlace): void;
  /** The opposite. Without `BROWSE_PROJECTS` an issue is not there at all, as with issue security. */
  forbid(permissions: readonly string[], place?: PermissionPlace): void;
  /** Undefined switches time tracking off. */
  setTimeTracking(timeTracking: SandboxTimeTracking | undefined): void;
  /** The first person has none of these permissions from now on: `BROWSE_PROJECTS` … */
  withholdPermissions(permissions: readonly string[]): void;
  /** This token of the platform API is refused, or again taken. */
  revoke(token: string, revoked?: boolean): void;
  /** Every token given so far is refused from now on. */
  expireTokens(): void;
  forgetRequests(): void;
  stop(): Promise<void>;
}
