/** What a sandbox can be told when it starts, and what it offers while it runs. */

import type { Contract, Violation } from './contract.ts';
import type { DevelopmentSnapshot } from './snapshot.ts';
import type { Faults } from './faults.ts';

export interface SandboxProject {
  /** Upper case: `ABC`. */
  readonly key: string;
  readonly name: string;
  /** Keys it had before. */
  readonly formerKeys?: readonly string[];
}

export interface SandboxIssue {
  /** Upper case: `ABC-12`. */
  readonly key: string;
  readonly summary: string;
  /** `To Do` when left out. */
  readonly status?: string;
}

export interface SandboxPerson {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
}

export interface SandboxOptions {
  /** Of 127.0.0.1; a free one when left out. */
  readonly port?: number;
  readonly siteName?: string;
  /** One project `DEMO` when left out. */
  readonly projects?: readonly SandboxProject[];
  /**
   * Which issue keys exist: any number in a known project (the default), any key at all, or exactly these. The first
   * two make an issue when its key first arrives.
   */
  readonly issues?: 'any-in-known-projects' | 'any' | readonly SandboxIssue[];
  readonly people?: readonly SandboxPerson[];
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Where the issue page finds our panel; without it the page shows only what Jira itself would. */
  readonly panelUrl?: (issueKey: string) => string;
  /** Atlassian's own descriptions: every request and answer is held against them. */
  readonly contract?: Contract | undefined;
  readonly now?: () => Date;
  /** How many requests `requests` keeps, newest; all of them when left out. A long demo should name a number. */
  readonly rememberRequests?: number;
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

export interface JiraSandbox {
  /** Both the API and the pages: `http://127.0.0.1:12345`. */
  readonly url: string;
  /** The same address, in the role of `https://example.atlassian.net`. */
  readonly siteUrl: string;
  readonly cloudId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Without scopes: opens the platform API at the site's own address, with the e-mail address of one of `people` (Basic). */
  readonly apiToken: string;
  /** With scopes: opens it below `/ex/jira/<cloud id>` only; Basic like the other, or alone as Bearer. */
  readonly scopedApiToken: string;
  /** Opens version 2 of the platform API at the site's own address, as Jira Data Center does (Bearer). */
  readonly personalAccessToken: string;
  readonly people: readonly SandboxPerson[];
  readonly faults: Faults;
  /** Oldest first. */
  readonly requests: readonly RequestRecord[];
  /** What broke Atlassian's description; must stay empty. */
  readonly violations: readonly Violation[];
  /** @throws Error listing the violations when there are any */
  expectNoViolations(): void;
  /** What is stored now, sorted, without sequence ids: equal for two runs that told Jira the same. */
  snapshot(): DevelopmentSnapshot;
  /** Creates an issue or changes its summary and status. */
  addIssue(issue: SandboxIssue): void;
  addProject(project: SandboxProject): void;
  /** The issue gets the new key; the old one leads to it. */
  moveIssue(from: string, to: string): void;
  /** The project gets the new key and so do its issues; the old ones lead to them. */
  renameProject(from: string, to: string): void;
  /** The account behind the tokens has none of these permissions from now on: `BROWSE_PROJECTS` … */
  withholdPermissions(permissions: readonly string[]): void;
  /** This token of the platform API is refused, or again taken. */
  revoke(token: string, revoked?: boolean): void;
  /** Every token given so far is refused from now on. */
  expireTokens(): void;
  forgetRequests(): void;
  stop(): Promise<void>;
}
