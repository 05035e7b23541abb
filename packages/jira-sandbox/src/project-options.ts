/** What a project, an issue and a workflow of the sandbox look like when a test describes them. */

/** A field on the screen of a transition. */
export interface SandboxField {
  /** As the API calls it: `resolution`. */
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  /** What it is set to when nothing is given. */
  readonly default?: string;
  /** Names to choose from; any text when left out. */
  readonly choices?: readonly string[];
}

/** A step of a workflow. */
export interface SandboxTransition {
  /** Unique in the workflow. */
  readonly id: string;
  /** Need not be unique, as in Jira. */
  readonly name: string;
  /** Names of statuses; from every status when left out. */
  readonly from?: readonly string[];
  readonly to: string;
  /** There is a screen when this is given, even an empty one; only there a comment can go along. */
  readonly screen?: readonly SandboxField[];
  /** Account ids for whom the condition holds; everybody when left out. */
  readonly onlyFor?: readonly string[];
}

/** A version of a project. */
export interface SandboxVersion {
  readonly name: string;
  readonly isReleased?: boolean;
  readonly isArchived?: boolean;
}

/** A project. */
export interface SandboxProject {
  /** Upper case: `ABC`. */
  readonly key: string;
  readonly name: string;
  /** Keys it had before. */
  readonly formerKeys?: readonly string[];
  /** From every status to `To Do`, `In Progress` and `Done` when left out. */
  readonly workflow?: readonly SandboxTransition[];
  /** None when left out. */
  readonly versions?: readonly SandboxVersion[];
}

/** An issue. */
export interface SandboxIssue {
  /** Upper case: `ABC-12`. */
  readonly key: string;
  readonly summary: string;
  /** `To Do` when left out. */
  readonly status?: string;
  /** `Task` when left out. */
  readonly type?: string;
  /** The key of the issue it is a sub-task of (by the type `Sub-task`), or of its epic. */
  readonly parent?: string;
}

/**
 * Which issue keys exist: any number in a known project, any key at all, or exactly these. The first two make an issue
 * when its key first arrives.
 */
export type SandboxIssueRule = 'any-in-known-projects' | 'any' | readonly SandboxIssue[];
