/** Which of Jira's rate limits a sandbox watches, when a test says so. */

/** May be switched while the sandbox runs. */
export interface SandboxLimits {
  /** At most 20 writes in 2 s and 100 in 30 s to one issue. On unless switched off. */
  perIssueWrites: boolean;
  /** At most so many requests a second to one endpoint. Off unless switched on: clocks set by hand stand still. */
  burst: boolean;
}
