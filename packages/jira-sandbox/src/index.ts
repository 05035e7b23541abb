/** A small Jira for the demo and the tests. The contract loader is a door of its own: it needs a development package. */

export type { Contract, Violation } from './contract.ts';
export type { AccountReportDoor, ReportedAccount } from './account-reports.ts';
export type { ServiceAccount } from './client-credentials.ts';
export type { Fault, Faults } from './faults.ts';
export type { ForgePage } from './forge-frame.ts';
export type { ForgeAnswer, ForgeInvocation, SpoiledToken } from './forge-invocations.ts';
export type { ForgeIssueEvent, ForgeSide } from './forge-side.ts';
export type { JiraWebhookEvent, JiraWebhooks, SentWebhook } from './jira-webhooks.ts';
export type {
  JiraSandbox,
  PermissionPlace,
  RequestRecord,
  SandboxField,
  SandboxIssue,
  SandboxIssueRule,
  SandboxOptions,
  SandboxPerson,
  SandboxProject,
  SandboxTimeTracking,
  SandboxTransition,
  SandboxVersion,
  SubmissionRecord,
  TokenKind,
} from './options.ts';
export type { CommentSnapshot, IssueSnapshot, TransitionSnapshot, WorkLogSnapshot } from './issue-snapshot.ts';
export type { SandboxLimits } from './limit-options.ts';
export type { FaultPlace } from './request-places.ts';
export type { DevelopmentSnapshot, EntitySnapshot, RepositorySnapshot } from './snapshot.ts';
export { startJiraSandbox } from './start-jira-sandbox.ts';
export { trickyWorkflow } from './workflows.ts';
